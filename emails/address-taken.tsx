import { Digits, Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** To the owner of an account whose address somebody wanted to register (P-R6). `facts.names`: what signs in. */
export default function AddressTaken(of: MessageProps) {
  const { t, shop, secrets, origin, facts } = of;
  const intro = t("mails.addressTaken.text", { shop: shop.name });
  const label = secrets.link ? t("mails.addressTaken.button") : t("mails.addressTaken.signIn");
  return (
    <Frame of={of} heading={t("mails.addressTaken.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      {facts.names ? <Paragraph>{t("mails.signInNames", { names: facts.names })}</Paragraph> : null}
      <Paragraph>{t("mails.addressTaken.whatToDo")}</Paragraph>
      <Leads of={of} to={secrets.link ?? `${origin}/sign-in`} label={label} />
      <Digits of={of} />
      <Note>{t("mails.addressTaken.reset", { url: `${origin}/forgot-password` })}</Note>
      <Note>{t("mails.addressTaken.notYou")}</Note>
    </Frame>
  );
}
