import type { InboundEnd, InboundOutcome } from "@/db/queries/inbound-mails";

/** An end that keeps nothing of the text. */
export const ended = (outcome: InboundOutcome, detail: string): InboundEnd => ({
  outcome,
  detail,
  text: "",
  customerId: null,
  conversationId: null,
});

/** An end after which the text stands in the list of incoming mail, for staff to read. */
export const keptHere = ({ text }: { readonly text: string }, outcome: InboundOutcome, detail: string): InboundEnd => ({
  ...ended(outcome, detail),
  text,
});
