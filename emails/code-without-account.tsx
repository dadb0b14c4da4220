import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** To an address that somebody asked a code for and that signs in to no account: its owner learns it, nobody else. */
export default function CodeWithoutAccount(of: MessageProps) {
  const { t, shop, origin } = of;
  const intro = t("mails.codeWithoutAccount.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.codeWithoutAccount.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Paragraph>{t("mails.codeWithoutAccount.whatToDo")}</Paragraph>
      <Leads of={of} to={`${origin}/register`} label={t("mails.codeWithoutAccount.button")} />
      <Note>{t("mails.codeWithoutAccount.notYou")}</Note>
    </Frame>
  );
}
