import { Frame } from "./_frame";
import type { MessageProps } from "./_message";
import { Code, Note, Paragraph } from "./_parts/pieces";

/**
 * The code for a mailbox that an account's owner wants to sign in with (P-V4): names the account by its number and says nothing that
 * whoever asked could have chosen (T-E3, T-M7). `facts.number`.
 */
export default function ConfirmEmailSignIn(of: MessageProps) {
  const { t, shop, facts, secrets } = of;
  const intro = t("mails.confirmEmailSignIn.text", { shop: shop.name, number: facts.number ?? "" });
  return (
    <Frame of={of} heading={t("mails.confirmEmailSignIn.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      {secrets.code ? (
        <Code code={secrets.code} intro={t("mails.confirmEmailSignIn.code")} note={t("mails.confirmEmailSignIn.codeNote")} />
      ) : (
        <Paragraph>{t("mails.confirmEmailSignIn.expired")}</Paragraph>
      )}
      <Note>{t("mails.confirmEmailSignIn.notYou")}</Note>
    </Frame>
  );
}
