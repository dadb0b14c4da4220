import { Frame } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** Tells the old address that the shop writes to another one from now on, and sends links for a new password there. Names no address. */
export default function ContactChanged(of: MessageProps) {
  const { t, shop } = of;
  const intro = t("mails.contactChanged.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.contactChanged.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Note>{t("mails.contactChanged.notYou")}</Note>
    </Frame>
  );
}
