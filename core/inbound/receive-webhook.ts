import { inSeconds, minutes } from "@/core/duration";
import { type CallTrouble, isSigned, isTimely, type WebhookHeaders } from "@/core/inbound/check-webhook";
import { fingerprintOf } from "@/core/inbound/read-mail";
import { type CameIn, type InboundCtx, type Taken, takeMail } from "@/core/inbound/take-mail";
import { isRowId } from "@/core/query";
import { type Failure, fail, ok, type Result } from "@/core/result";
import { addressSubject, hasRoom, takeLimit } from "@/core/security/limits";
import { decrypt } from "@/core/security/secrets";
import { findMailboxRow, noteCallRefused, noteMailboxSeen } from "@/db/queries/mailboxes";

/** A call that brings a mail: the mailbox it names, its headers, and the mail itself once it is asked for. */
export type WebhookCall = {
  readonly mailboxId: string;
  readonly headers: WebhookHeaders | null;
  /** The body as it came. Not read before the call looks like an honest one. */
  readonly read: () => Promise<Buffer>;
};

type Code = "webhook.refused" | "limits.too-many" | "webhook.unavailable";

/**
 * Takes in a mail that a mail service brings (P-R16). Signed by the mailbox's own key within five minutes, each signature once (T-I9); whatever
 * is wrong, the answer is the same. Where nothing can be decided yet the service is asked to come again. What became of the mail is not told.
 */
export async function receiveWebhook(
  ctx: InboundCtx,
  { mailboxId, headers, read }: WebhookCall,
): Promise<Result<undefined, Code>> {
  const visitor = addressSubject(ctx.request.address);
  if (!(await hasRoom(ctx, "webhook:address", visitor)))
    return fail("limits.too-many", { retryAfterSeconds: inSeconds(minutes(1)) });
  if (headers === null) return refuse(ctx, visitor, mailboxId, "call-unsigned");
  if (!isTimely(headers, ctx.now)) return refuse(ctx, visitor, mailboxId, "call-untimely");
  const key = await findKey(ctx, mailboxId);
  if (key === null) return refuse(ctx, visitor);
  const used = `${mailboxId}:${headers.id}:${headers.timestamp}`;
  const raw = await read();
  if (!isSigned(headers, raw, key)) return refuse(ctx, visitor, mailboxId, "call-other-key");
  if (!(await hasRoom(ctx, "webhook:used", used))) return refuse(ctx, visitor);
  const taken = await takeNowOrLast(ctx, { mailboxId, raw });
  if (taken === "postponed") return fail("webhook.unavailable", { retryAfterSeconds: inSeconds(minutes(5)) });
  // Only now: a call that came to nothing may be made again as it is. Two at once are told apart by the mail itself (T-I7).
  await takeLimit(ctx, "webhook:used", used);
  await noteMailboxSeen(ctx.db, mailboxId);
  return ok();
}

/** A name server that is still silent after so many calls has answered: the mail is kept for staff. A service that gives up would lose it. */
async function takeNowOrLast(ctx: InboundCtx, mail: CameIn): Promise<Taken> {
  const taken = await takeMail(ctx, mail);
  if (taken !== "postponed") return taken;
  const { isAllowed } = await takeLimit(ctx, "webhook:postponed", `${mail.mailboxId}:${fingerprintOf(mail.raw)}`);
  return isAllowed ? taken : takeMail(ctx, { ...mail, isLastTry: true });
}

async function findKey({ db, secrets }: InboundCtx, mailboxId: string): Promise<string | null> {
  const mailbox = isRowId(mailboxId) ? await findMailboxRow(db, mailboxId) : null;
  const isOpen = mailbox?.kind === "webhook" && mailbox.isEnabled && mailbox.secret !== null;
  return isOpen ? decrypt(secrets, "mailboxes", mailbox.secret ?? "") : null;
}

/** With `why` the mailbox's page says when and why a call was refused last, until one is good; nothing of the call is kept. */
async function refuse(
  ctx: InboundCtx,
  visitor: string,
  mailboxId = "",
  why: CallTrouble | null = null,
): Promise<Failure<"webhook.refused">> {
  await takeLimit(ctx, "webhook:address", visitor);
  if (why !== null && isRowId(mailboxId)) await noteCallRefused(ctx.db, mailboxId, why);
  return fail("webhook.refused");
}
