import { AT_ONCE, AWAY_AFTER } from "@/core/conversations/away";
import { type Ctx, inTransaction } from "@/core/ctx";
import { inSeconds } from "@/core/duration";
import { harmless } from "@/core/mail/harmless";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";
import {
  findLastOrigin,
  findToldCustomer,
  listWrittenAfter,
  lockUntoldCustomers,
  noteToldCustomer,
} from "@/db/queries/conversation-notices";
import { findReplyAddress } from "@/db/queries/reply-address";

/** Messages that one mail holds at most. The others stand in the account; whoever has none gets them with the next mail. */
const MESSAGES_AT_MOST = 10;

type Telling = Pick<Ctx, "db" | "settings" | "secrets">;
type Person = NonNullable<Awaited<ReturnType<typeof findToldCustomer>>>;
type Untold = Awaited<ReturnType<typeof lockUntoldCustomers>>[number];
type Written = Awaited<ReturnType<typeof listWrittenAfter>>;

/**
 * Mails customers who have not read for two minutes what the shop wrote (P-M3): once, until they have read it. Any number of processes may
 * do it at once. Answers how many were told.
 */
export function tellCustomers(ctx: Telling): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const untold = await lockUntoldCustomers(tx.db, inSeconds(AWAY_AFTER), AT_ONCE);
    let told = 0;
    for (const conversation of untold) if (await tell(tx, conversation)) told += 1;
    return told;
  });
}

async function tell(tx: Telling, untold: Untold): Promise<boolean> {
  const { id, customerId, lastByStaff, readByCustomer } = untold;
  const person = await findToldCustomer(tx.db, customerId);
  const to = person && (await addressOf(tx, id, person));
  const written = await listWrittenAfter(tx.db, id, readByCustomer, MESSAGES_AT_MOST);
  const isAnswer = to?.isAnswer ?? false;
  await noteToldCustomer(tx.db, id, isAnswer ? (written.at(-1)?.id ?? lastByStaff) : lastByStaff, isAnswer);
  if (!person || !to) return false;
  await queueMail(tx, {
    message: "new-message",
    to: { email: to.email },
    language: languageOf(person, tx.settings.shop.language),
    customerId,
    conversationId: id,
    facts: {
      isWritten: "yes",
      ...inWords(written, isAnswer || tx.settings.mail.messageText),
      ...(person.hasAccount ? {} : { portal: "no" }),
      ...((await findReplyAddress(tx.db, id)) === null ? {} : { canAnswer: "yes" }),
    },
  });
  return true;
}

/**
 * The address that the account's owner has proven. Another one only for the answer to a mail that came from there, and then the mail is the
 * answer itself: whoever has no account has nowhere else to read it. A merged customer is told at the one they were merged into.
 */
async function addressOf(tx: Telling, id: string, { provenEmail, email, mergedInto }: Person) {
  if (mergedInto !== null) return null;
  if (provenEmail !== null) return { email: provenEmail, isAnswer: false };
  const isAnswer = email !== null && (await findLastOrigin(tx.db, id)) === "mail";
  return isAnswer ? { email, isAnswer } : null;
}

function inWords(written: Written, isTextShown: boolean): Record<string, string> {
  const name = harmless(written.at(-1)?.name ?? "");
  return isTextShown ? { name, text: written.map(({ text }) => text).join("\n\n") } : { name };
}
