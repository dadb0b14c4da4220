import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/**
 * After the activation. `facts.number`: the customer number; `facts.names`: what signs in, or `facts.button`: the message on the button that
 * does. `facts.invited`: set in the mail to the address that the shop had on file, where another one was proven or none; `facts.copied`: set
 * where staff had made a link to hand over (T-V11); `facts.choose`: set where it has no password yet, `code` where codes sign in;
 * `facts.approved`: set where staff have decided (P-R11).
 */
export default function AccountActive(of: MessageProps) {
  const { t, shop, origin, facts } = of;
  const intro = t(facts.invited ? "mails.accountActive.invited" : "mails.accountActive.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.accountActive.heading")} intro={intro}>
      {facts.approved ? <Paragraph>{t("mails.accountActive.approved", { shop: shop.name })}</Paragraph> : null}
      <Paragraph>{intro}</Paragraph>
      {facts.number ? <Paragraph>{t("mails.accountActive.number", { number: facts.number })}</Paragraph> : null}
      {facts.names ? <Paragraph>{t("mails.signInNames", { names: facts.names })}</Paragraph> : null}
      {facts.button ? <Paragraph>{t("mails.accountActive.signInButton", { button: facts.button })}</Paragraph> : null}
      {facts.copied ? <Paragraph>{t("mails.accountActive.copied")}</Paragraph> : null}
      {facts.choose ? <Paragraph>{t("mails.accountActive.choose")}</Paragraph> : null}
      {facts.choose ? (
        <Paragraph>{t(facts.choose === "code" ? "mails.accountActive.byCode" : "mails.accountActive.byReset")}</Paragraph>
      ) : null}
      <Leads of={of} to={`${origin}/account`} label={t("mails.accountActive.button")} />
      <Note>{t("mails.accountActive.notYou")}</Note>
    </Frame>
  );
}
