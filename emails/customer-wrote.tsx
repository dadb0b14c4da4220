import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/**
 * Tells staff that a customer waits for an answer, without a word of what was written. `facts.name`, `facts.number`: the contact's customer;
 * or `facts.count`: how many wait whom nobody looks after. `facts.conversation`: which one, if it is one.
 */
export default function CustomerWrote(of: MessageProps) {
  const { t, origin, facts } = of;
  const { name = "", number = "" } = facts;
  const intro = facts.count
    ? t("mails.customerWrote.unattended", { count: Number(facts.count) })
    : t("mails.customerWrote.text", { name: name || number, number });
  const path = facts.conversation ? `/admin/messages/${facts.conversation}` : "/admin/messages?show=nobody";
  return (
    <Frame of={of} heading={t("mails.customerWrote.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Leads of={of} to={`${origin}${path}`} label={t("mails.customerWrote.button")} />
      <Note>{t("mails.customerWrote.once")}</Note>
    </Frame>
  );
}
