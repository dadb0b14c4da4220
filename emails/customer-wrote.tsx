import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/**
 * Tells staff that a customer waits for an answer, without a word of what was written. `facts.name`, `facts.number`: the contact's customer;
 * or `facts.count`: how many wait whom nobody looks after, or, with `facts.mine`, whom the contact does. `facts.conversation`: which one, if it is one.
 */
export default function CustomerWrote(of: MessageProps) {
  const { t } = of;
  const intro = waitingOf(of);
  return (
    <Frame of={of} heading={t("mails.customerWrote.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Leads of={of} to={waitingPageOf(of)} label={t("mails.customerWrote.button")} />
      <Note>{t("mails.customerWrote.once")}</Note>
    </Frame>
  );
}

/** Who waits. */
export function waitingOf({ t, facts }: Pick<MessageProps, "t" | "facts">): string {
  const { name = "", number = "", count, mine } = facts;
  if (count && mine) return t("mails.customerWrote.several", { count: Number(count) });
  if (count) return t("mails.customerWrote.unattended", { count: Number(count) });
  return t("mails.customerWrote.text", { name: name || number, number });
}

/** Where to answer. */
export const waitingPageOf = ({ origin, facts }: Pick<MessageProps, "origin" | "facts">): string =>
  facts.conversation
    ? `${origin}/admin/messages/${facts.conversation}`
    : `${origin}/admin/messages?show=${facts.mine ? "mine" : "nobody"}`;
