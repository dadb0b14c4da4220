import { isRowId } from "@/core/query";

/** The Message-ID of a mail of ours (RFC 5322, 3.6.4): the same for every try, so that a mailbox can tell a repetition (T-FX07). */
export const messageIdOf = (mailId: string, origin: string): string => `<${mailId}@${new URL(origin).hostname}>`;

/** The mail that a Message-ID of ours names; null if it is not of that form. Whose host it names proves nothing, so nobody asks. */
export function mailIdOf(messageId: string): string | null {
  const id = /^<?([\da-f-]{36})@/i.exec(messageId.trim())?.[1]?.toLowerCase();
  return id !== undefined && isRowId(id) ? id : null;
}
