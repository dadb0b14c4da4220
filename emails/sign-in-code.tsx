import { Frame } from "./_frame";
import type { MessageProps } from "./_message";
import { Code, Note, Paragraph } from "./_parts/pieces";

/** The code that signs in (P-M8). */
export default function SignInCode(of: MessageProps) {
  const { t, shop, secrets } = of;
  const intro = t("mails.signInCode.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.signInCode.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      {secrets.code ? (
        <Code code={secrets.code} intro={t("mails.signInCode.code")} note={t("mails.signInCode.codeNote")} />
      ) : (
        <Paragraph>{t("mails.signInCode.expired")}</Paragraph>
      )}
      <Note>{t("mails.signInCode.notYou")}</Note>
    </Frame>
  );
}
