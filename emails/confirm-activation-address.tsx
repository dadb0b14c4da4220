import { Frame } from "./_frame";
import type { MessageProps } from "./_message";
import { Code, Note, Paragraph } from "./_parts/pieces";

/**
 * The code for an address that somebody wants to activate an account with. It says nothing that they could have chosen (T-M7).
 * `facts.taken`: set where the address has an account.
 */
export default function ConfirmActivationAddress(of: MessageProps) {
  const { t, shop, facts, secrets } = of;
  const intro = t("mails.confirmActivationAddress.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.confirmActivationAddress.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      {facts.taken ? <Paragraph>{t("mails.confirmActivationAddress.taken")}</Paragraph> : null}
      {secrets.code ? (
        <Code code={secrets.code} intro={t("mails.confirmIdentity.code")} note={t("mails.confirmIdentity.codeNote")} />
      ) : (
        <Paragraph>{t("mails.confirmIdentity.expired")}</Paragraph>
      )}
      <Note>{t("mails.confirmActivationAddress.notYou")}</Note>
    </Frame>
  );
}
