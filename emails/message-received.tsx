import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** To a stranger who wrote to the shop: the message has arrived, and a link to have an account. `facts.hours`: how long the link works. */
export default function MessageReceived(of: MessageProps) {
  const { t, shop, secrets, facts } = of;
  const intro = t("mails.messageReceived.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.messageReceived.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Paragraph>{t("mails.messageReceived.account")}</Paragraph>
      <Leads of={of} to={secrets.link} label={t("mails.messageReceived.button")} />
      <Paragraph>{t("mails.messageReceived.lasts", { hours: Number(facts.hours) })}</Paragraph>
      <Note>{t("mails.messageReceived.notYou")}</Note>
    </Frame>
  );
}
