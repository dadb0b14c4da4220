import { Frame } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/**
 * Tells the old address that the shop writes to another one from now on, and sends links for a new password there, unless
 * `facts.links` says that they stay where they were. Names no address.
 */
export default function ContactChanged(of: MessageProps) {
  const { t, shop, facts } = of;
  const intro = t(`mails.contactChanged.${facts.links === "stay" ? "mailOnly" : "text"}`, { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.contactChanged.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Note>{t("mails.contactChanged.notYou")}</Note>
    </Frame>
  );
}
