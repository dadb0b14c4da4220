import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/**
 * The number reminder for an address that several accounts are written to, which sign in with their number only (P-M4): no link of one of
 * them, since nobody has said which is meant. `facts.numbers`.
 */
export default function CustomerNumbers(of: MessageProps) {
  const { t, shop, origin, facts } = of;
  const intro = t("mails.customerNumbers.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.customerNumbers.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Paragraph>{t("mails.customerNumbers.numbers", { numbers: facts.numbers ?? "" })}</Paragraph>
      <Paragraph>{t("mails.customerNumbers.whatToDo")}</Paragraph>
      <Leads of={of} to={`${origin}/forgot-password`} label={t("mails.customerNumbers.button")} />
      <Note>{t("mails.customerNumbers.notYou")}</Note>
    </Frame>
  );
}
