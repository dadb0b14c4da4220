import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/**
 * Tells that an account can be signed in to by e-mail now, with a new password; holds neither. `facts.number`; `facts.names`: what signs in,
 * left out of what another mailbox gets that was only on file.
 */
export default function EmailSignInOn(of: MessageProps) {
  const { t, shop, origin, facts } = of;
  const texts = { shop: shop.name, number: facts.number ?? "" };
  const intro = facts.names ? t("mails.emailSignInOn.text", texts) : t("mails.emailSignInOn.elsewhere", texts);
  return (
    <Frame of={of} heading={t("mails.emailSignInOn.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      {facts.names ? <Paragraph>{t("mails.signInNames", { names: facts.names })}</Paragraph> : null}
      <Paragraph>{t("mails.emailSignInOn.ifYou")}</Paragraph>
      <Note>{t(facts.names ? "mails.emailSignInOn.notYou" : "mails.emailSignInOn.tellShop")}</Note>
      {facts.names ? <Leads of={of} to={`${origin}/forgot-password`} label={t("mails.emailSignInOn.button")} /> : null}
    </Frame>
  );
}
