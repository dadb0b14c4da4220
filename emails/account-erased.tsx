import { Frame } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** The last mail to somebody who was erased. Holds nothing about them: its row forgets the address once it has left. */
export default function AccountErased(of: MessageProps) {
  const { t, shop } = of;
  const intro = t("mails.accountErased.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.accountErased.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Paragraph>{t("mails.accountErased.orders")}</Paragraph>
      <Note>{t("mails.accountErased.notYou")}</Note>
    </Frame>
  );
}
