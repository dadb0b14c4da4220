import { Digits, Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/**
 * Link and code for a new password. `facts.names`: what signs in, which also reminds of the customer number (P-M4);
 * `facts.others`: the numbers of further accounts that are written to at this address.
 */
export default function ResetPassword(of: MessageProps) {
  const { t, shop, secrets, facts } = of;
  const intro = t("mails.resetPassword.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.resetPassword.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Leads of={of} to={secrets.link} label={t("mails.resetPassword.button")} />
      <Digits of={of} />
      {facts.names ? <Paragraph>{t("mails.signInNames", { names: facts.names })}</Paragraph> : null}
      {facts.others ? <Paragraph>{t("mails.resetPassword.others", { numbers: facts.others })}</Paragraph> : null}
      <Note>{t("mails.resetPassword.notYou")}</Note>
    </Frame>
  );
}
