import { Frame } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** Tells the address that goes again that the former one took the account back. Names no address. */
export default function EmailRestored(of: MessageProps) {
  const { t, shop } = of;
  const intro = t("mails.emailRestored.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.emailRestored.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Note>{t("mails.emailRestored.notYou")}</Note>
    </Frame>
  );
}
