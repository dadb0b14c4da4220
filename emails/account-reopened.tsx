import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** Tells the owner of an account that a merge had shut that it is open again. `facts.number`: the number that signs in again. */
export default function AccountReopened(of: MessageProps) {
  const { t, shop, origin, facts } = of;
  const intro = t("mails.accountReopened.text", { shop: shop.name, number: facts.number ?? "" });
  return (
    <Frame of={of} heading={t("mails.accountReopened.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Leads of={of} to={`${origin}/sign-in`} label={t("mails.accountReopened.button")} />
      <Note>{t("mails.accountReopened.notYou")}</Note>
    </Frame>
  );
}
