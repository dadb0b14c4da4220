import { type Ctx, inTransaction } from "@/core/ctx";
import { type Authenticity, authenticateAuthor } from "@/core/inbound/authenticate-author";
import { decideMail } from "@/core/inbound/decide-mail";
import { LARGEST_MAIL } from "@/core/inbound/find-bomb";
import { ended } from "@/core/inbound/inbound-end";
import { fingerprintOf, type ReadMail, readMail, type Unreadable } from "@/core/inbound/read-mail";
import type { ResolveDns } from "@/core/net/resolve-dns";
import { lockAddress } from "@/db/queries/address-lock";
import {
  endInboundMail,
  findTwin,
  hasInboundMail,
  type InboundEnd,
  type InboundOutcome,
  insertInboundMail,
} from "@/db/queries/inbound-mails";
import { findMailboxRow, type MailboxRow } from "@/db/queries/mailboxes";

/** What taking in a mail needs: a Ctx without a visitor, and a name server to ask. */
export type InboundCtx = Ctx & { readonly resolve: ResolveDns };

/** A mail as it came: which mailbox, and its bytes. */
export type CameIn = {
  readonly mailboxId: string;
  readonly raw: Buffer;
  /** Whether a name server that is silent counts as a no: after so many tries nobody waits any longer. */
  readonly isLastTry?: boolean;
};

/** What became of it. `repeated`: it came before. `postponed`: nothing is known yet, bring it again. `gone`: there is no such mailbox. */
export type Taken = InboundOutcome | "repeated" | "postponed" | "gone";

/**
 * Takes in one mail: the one way in, whichever door it came by (P-R16). Brought again, in whatever order, by several processes at once, it
 * counts once (T-I7, T-FX33): its row and its effect are one transaction. Nothing outside is asked in it.
 */
export async function takeMail(ctx: InboundCtx, { mailboxId, raw, isLastTry = false }: CameIn): Promise<Taken> {
  const mailbox = await findMailboxRow(ctx.db, mailboxId);
  if (!mailbox?.isEnabled) return "gone";
  const fingerprint = fingerprintOf(raw);
  if (await hasInboundMail(ctx.db, mailboxId, fingerprint)) return "repeated";
  const mail = raw.length > LARGEST_MAIL ? "too-large" : await readMail(raw);
  if (typeof mail === "string") return noteBroken(ctx, { mailboxId, fingerprint, reason: mail });
  const { verdict, signatures } = await askAuthor(ctx, mailbox, mail, raw);
  if (verdict === "unknown" && !isLastTry) return "postponed";
  return inTransaction(ctx, async (tx) => {
    if (mail.author !== null) await lockAddress(tx.db, mail.author);
    const { author: fromEmail, name: fromName, subject, attachments } = mail;
    const id = await insertInboundMail(tx.db, { mailboxId, fingerprint, fromEmail, fromName, subject, attachments });
    if (id === null) return "repeated";
    const arrived = { mailbox, mail, isAuthentic: verdict === "aligned", signatures };
    const twin = await findTwin(tx.db, mailboxId, fingerprint);
    const end = twin ? { ...ended("threaded", "twice"), ...twin } : await decideMail(tx, arrived);
    await endInboundMail(tx.db, id, end);
    return end.outcome;
  });
}

/** Only who may be answered is asked about: that costs questions to name servers, and a report or a newsletter changes nothing. */
async function askAuthor(ctx: InboundCtx, { ownHops }: MailboxRow, mail: ReadMail, raw: Buffer): Promise<Authenticity> {
  const { author, kind, head } = mail;
  if (author === null || kind !== "personal") return { verdict: "unaligned", signatures: [] };
  return authenticateAuthor(raw, { author, head }, { resolve: ctx.resolve, ownHops });
}

type Broken = { readonly mailboxId: string; readonly fingerprint: string; readonly reason: Unreadable };

/** Notes a mail that is not read, so that staff see that there was one; also one that was left where it is because of its size. */
export function noteBroken(ctx: Pick<Ctx, "db">, { mailboxId, fingerprint, reason }: Broken): Promise<"broken" | "repeated"> {
  return inTransaction(ctx, async ({ db }) => {
    const unknown = { fromEmail: null, fromName: "", subject: "", attachments: 0 };
    const id = await insertInboundMail(db, { mailboxId, fingerprint, ...unknown });
    if (id === null) return "repeated";
    const end: InboundEnd = { outcome: "broken", detail: reason, text: "", customerId: null, conversationId: null };
    await endInboundMail(db, id, end);
    return "broken";
  });
}
