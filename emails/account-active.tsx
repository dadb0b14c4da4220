import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** After the activation. `facts.number`: the customer number; `facts.names`: what signs in, or `facts.button`: the message on the button that does. */
export default function AccountActive(of: MessageProps) {
  const { t, shop, origin, facts } = of;
  const intro = t("mails.accountActive.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.accountActive.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      {facts.number ? <Paragraph>{t("mails.accountActive.number", { number: facts.number })}</Paragraph> : null}
      {facts.names ? <Paragraph>{t("mails.signInNames", { names: facts.names })}</Paragraph> : null}
      {facts.button ? <Paragraph>{t("mails.accountActive.signInButton", { button: facts.button })}</Paragraph> : null}
      <Leads of={of} to={`${origin}/account`} label={t("mails.accountActive.button")} />
      <Note>{t("mails.accountActive.notYou")}</Note>
    </Frame>
  );
}
