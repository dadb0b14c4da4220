import { Digits, Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/**
 * To an address that nobody has proven: says nothing that whoever entered it could have chosen (T-M7). `facts.firstPassword` is `code` where
 * the code also counts once as the first password.
 */
export default function ConfirmAddress(of: MessageProps) {
  const { t, shop, secrets, facts } = of;
  const intro = t("mails.confirmAddress.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.confirmAddress.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Leads of={of} to={secrets.link} label={t("mails.confirmAddress.button")} />
      <Digits of={of} />
      {facts.firstPassword === "code" && secrets.code ? <Note>{t("mails.confirmAddress.firstPassword")}</Note> : null}
      <Note>{t("mails.confirmAddress.notYou")}</Note>
    </Frame>
  );
}
