import { Frame } from "./_frame";
import type { MessageProps } from "./_message";
import { Code, Note, Paragraph } from "./_parts/pieces";

/**
 * The code for somebody who came from a sign-in provider with an address that nobody has proven: says nothing that they could have chosen
 * (T-M7). `facts.button`: the message on the connection's button; `facts.account`: set where the address has an account.
 */
export default function ConfirmIdentity(of: MessageProps) {
  const { t, shop, facts, secrets } = of;
  const button = facts.button ?? "";
  const intro = t("mails.confirmIdentity.text", { shop: shop.name, button });
  return (
    <Frame of={of} heading={t("mails.confirmIdentity.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      {facts.account ? <Paragraph>{t("mails.confirmIdentity.account", { button })}</Paragraph> : null}
      {secrets.code ? (
        <Code code={secrets.code} intro={t("mails.confirmIdentity.code")} note={t("mails.confirmIdentity.codeNote")} />
      ) : (
        <Paragraph>{t("mails.confirmIdentity.expired")}</Paragraph>
      )}
      <Note>{t("mails.confirmIdentity.notYou")}</Note>
    </Frame>
  );
}
