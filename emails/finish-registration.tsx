import { Digits, Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** To an address that nobody has proven, where its owner still has to say who they are: nothing in it was typed by anybody (T-M7). */
export default function FinishRegistration(of: MessageProps) {
  const { t, shop, secrets } = of;
  const intro = t("mails.finishRegistration.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.finishRegistration.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Leads of={of} to={secrets.link} label={t("mails.finishRegistration.button")} />
      <Digits of={of} />
      <Note>{t("mails.finishRegistration.notYou")}</Note>
    </Frame>
  );
}
