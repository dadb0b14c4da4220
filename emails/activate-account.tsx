import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** The link to an account that staff prepared. `facts.number`: the customer number; `facts.hours`: how long the link works. */
export default function ActivateAccount(of: MessageProps) {
  const { t, shop, secrets, facts } = of;
  const intro = t("mails.activateAccount.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.activateAccount.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Paragraph>{t("mails.accountActive.number", { number: facts.number ?? "" })}</Paragraph>
      <Leads of={of} to={secrets.link} label={t("mails.activateAccount.button")} />
      <Paragraph>{t("mails.activateAccount.lasts", { hours: Number(facts.hours) })}</Paragraph>
      <Note>{t("mails.activateAccount.notYou")}</Note>
    </Frame>
  );
}
