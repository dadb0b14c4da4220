import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** To an address for which a reset was asked and which no account signs in with: its owner learns it, nobody else. */
export default function ResetWithoutAccount(of: MessageProps) {
  const { t, shop, origin } = of;
  const intro = t("mails.resetWithoutAccount.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.resetWithoutAccount.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Paragraph>{t("mails.resetWithoutAccount.whatToDo")}</Paragraph>
      <Leads of={of} to={`${origin}/register`} label={t("mails.resetWithoutAccount.button")} />
      <Note>{t("mails.resetWithoutAccount.notYou")}</Note>
    </Frame>
  );
}
