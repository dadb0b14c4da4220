import { and, count, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { startsWith } from "@/db/queries/starts-with";
import { mails } from "@/db/schema/operation";

type NewMail = {
  message: string;
  language: string;
  toEmail: string;
  toName: string;
  customerId: string | null;
  facts: Record<string, string>;
  secrets: string | null;
  codeExpiresInSeconds: number | null;
  conversationId?: string | null;
};

/** What sending or showing a mail needs to know. `isCodeLive` is decided by the database's clock. */
const contents = {
  id: mails.id,
  message: mails.message,
  language: mails.language,
  toEmail: mails.toEmail,
  toName: mails.toName,
  facts: mails.facts,
  secrets: mails.secrets,
  attempts: mails.attempts,
  conversationId: mails.conversationId,
  isCodeLive: sql<boolean>`coalesce(${mails.codeExpiresAt} > now(), true)`,
};

/** What the back office shows of a mail. */
const inList = {
  id: mails.id,
  message: mails.message,
  toEmail: mails.toEmail,
  state: mails.state,
  attempts: mails.attempts,
  lastError: mails.lastError,
  nextAttemptAt: mails.nextAttemptAt,
  sentAt: mails.sentAt,
  bouncedAt: mails.bouncedAt,
  createdAt: mails.createdAt,
};

/**
 * queued: waits for its time. sending: somebody has it until `leasedUntil`. suppressed: nothing is sent to its address. That, sent and
 * failed are final, unless an agent sends again.
 */
export type MailState = "queued" | "sending" | "sent" | "failed" | "suppressed";

/** A claimed mail. */
export type ClaimedMail = NonNullable<Awaited<ReturnType<typeof claimMail>>>;

const isFree = sql`(${mails.state} = 'queued' and ${mails.nextAttemptAt} <= now())
  or (${mails.state} = 'sending' and ${mails.leasedUntil} < now())`;

/** Adds a mail to the queue and answers its id. */
export async function insertMail(db: Db, { codeExpiresInSeconds, ...mail }: NewMail): Promise<string> {
  const codeExpiresAt = codeExpiresInSeconds === null ? null : sql`now() + make_interval(secs => ${codeExpiresInSeconds})`;
  const [row] = await db
    .insert(mails)
    .values({ ...mail, codeExpiresAt })
    .returning({ id: mails.id });
  if (!row) throw new Error("the mail was not stored");
  return row.id;
}

/** Takes a mail that is due, for `leaseSeconds`; null if it is not due, sent, or in somebody's hands. One atomic statement. */
export async function claimMail(db: Db, id: string, leaseSeconds: number) {
  const [claimed] = await db
    .update(mails)
    .set({
      state: "sending",
      leasedUntil: sql`now() + make_interval(secs => ${leaseSeconds})`,
      attempts: sql`${mails.attempts} + 1`,
    })
    .where(and(eq(mails.id, id), sql`(${isFree})`))
    .returning(contents);
  return claimed ?? null;
}

/** What tells somebody that nothing of them is kept here keeps no address either, whether it arrived or not. */
const forgetful = sql`case when ${mails.message} = 'account-erased' then '' else ${mails.toEmail} end`;

/** Notes that a mail has left, and erases its secrets for good. */
export async function markMailSent(db: Db, id: string): Promise<void> {
  await db
    .update(mails)
    .set({ state: "sent", sentAt: sql`now()`, leasedUntil: null, lastError: null, secrets: null, toEmail: forgetful })
    .where(and(eq(mails.id, id), sql`${mails.state} <> 'sent'`));
}

/** Puts a mail back into the queue. False if the lease of this attempt has passed and somebody else has the mail now. */
export async function postponeMail(
  db: Db,
  { id, attempts }: Pick<ClaimedMail, "id" | "attempts">,
  lastError: string,
  delaySeconds: number,
): Promise<boolean> {
  const nextAttemptAt = sql`now() + make_interval(secs => ${delaySeconds})`;
  const rows = await db
    .update(mails)
    .set({ state: "queued", leasedUntil: null, lastError, nextAttemptAt })
    .where(and(eq(mails.id, id), eq(mails.state, "sending"), eq(mails.attempts, attempts)))
    .returning({ id: mails.id });
  return rows.length > 0;
}

/** Puts a mail back that was not tried at all, so that nothing is counted. */
export async function releaseMail(
  db: Db,
  { id, attempts }: Pick<ClaimedMail, "id" | "attempts">,
  lastError: string,
  delaySeconds: number,
): Promise<void> {
  const nextAttemptAt = sql`now() + make_interval(secs => ${delaySeconds})`;
  await db
    .update(mails)
    .set({ state: "queued", leasedUntil: null, lastError, nextAttemptAt, attempts: attempts - 1 })
    .where(and(eq(mails.id, id), eq(mails.state, "sending"), eq(mails.attempts, attempts)));
}

/** Gives a mail up, or does not send it at all. False as with {@link postponeMail}. */
export async function endMail(
  db: Db,
  { id, attempts }: Pick<ClaimedMail, "id" | "attempts">,
  state: "failed" | "suppressed",
  lastError: string,
): Promise<boolean> {
  const rows = await db
    .update(mails)
    .set({ state, leasedUntil: null, lastError, toEmail: forgetful })
    .where(and(eq(mails.id, id), eq(mails.state, "sending"), eq(mails.attempts, attempts)))
    .returning({ id: mails.id });
  return rows.length > 0;
}

/** Gives up every mail that has not left, with its secrets, and answers how many. An agent can send each of them again. */
export async function giveUpWaitingMails(db: Db, lastError: string): Promise<number> {
  const rows = await db
    .update(mails)
    .set({ state: "failed", leasedUntil: null, lastError, secrets: null })
    .where(sql`${mails.state} in ('queued', 'sending')`)
    .returning({ id: mails.id });
  return rows.length;
}

/** Mails that are due and that no waiting job will take up: left over from a crash, or from a time without an SMTP server. */
export async function listStrandedMails(db: Db, atMost: number): Promise<string[]> {
  const waiting = sql`select data->>'mailId' from pgboss.job where name = 'deliver-mail' and state < 'active' and data->>'mailId' is not null`;
  const rows = await db
    .select({ id: mails.id })
    .from(mails)
    .where(sql`(${isFree}) and ${mails.createdAt} < now() - interval '5 seconds' and ${mails.id}::text not in (${waiting})`)
    .orderBy(mails.nextAttemptAt)
    .limit(atMost);
  return rows.map(({ id }) => id);
}

/** The newest mails to a customer. */
export async function listMailsOf(db: Db, customerId: string, limit: number) {
  return db.select(inList).from(mails).where(eq(mails.customerId, customerId)).orderBy(desc(mails.createdAt)).limit(limit);
}

type Wanted = {
  readonly state?: MailState | "bounced" | undefined;
  /** How the address begins, in small letters. */
  readonly to?: string | undefined;
  readonly message?: string | undefined;
  readonly before?: string | undefined;
  readonly atMost: number;
};

/** The newest mails, of one state, message and to one address if given, older than a mail if given. */
export async function listMails(db: Db, { state, to, message, before, atMost }: Wanted) {
  const older = before
    ? sql`(${mails.createdAt}, ${mails.id}) < (select m.created_at, m.id from ${mails} m where m.id = ${before})`
    : undefined;
  return db
    .select(inList)
    .from(mails)
    .where(
      and(
        state === "bounced" ? isNotNull(mails.bouncedAt) : state && eq(mails.state, state),
        to === undefined ? undefined : sql`lower(${mails.toEmail}) like ${startsWith(to)}`,
        message === undefined ? undefined : eq(mails.message, message),
        older,
      ),
    )
    .orderBy(desc(mails.createdAt), desc(mails.id))
    .limit(atMost);
}

/** A mail with all there is to show of it. */
export async function findMail(db: Db, id: string) {
  const [found] = await db
    .select({ ...inList, ...contents })
    .from(mails)
    .where(eq(mails.id, id));
  return found ?? null;
}

/**
 * Locks a mail that somebody wants to send again. `isHeld`: it is being sent at this moment; `isBare`: it has no secrets (any more);
 * `isForgotten`: nobody knows whom it was for.
 */
export async function lockMail(db: Db, id: string) {
  const [found] = await db
    .select({
      id: mails.id,
      state: mails.state,
      message: mails.message,
      isHeld: sql<boolean>`coalesce(${mails.leasedUntil} > now(), false)`,
      isBare: sql<boolean>`${mails.secrets} is null`,
      isForgotten: sql<boolean>`${mails.toEmail} = ''`,
    })
    .from(mails)
    .where(eq(mails.id, id))
    .for("update");
  return found ?? null;
}

/** Makes a mail due now, with all its attempts before it again; what went wrong before is over. */
export async function requeueMail(db: Db, id: string): Promise<void> {
  await db
    .update(mails)
    .set({ state: "queued", attempts: 0, lastError: null, leasedUntil: null, nextAttemptAt: sql`now()` })
    .where(eq(mails.id, id));
}

/** How many mails have waited for over two minutes since they were due, and how many were given up within a week. */
export async function countTroubledMails(db: Db): Promise<{ waiting: number; failed: number }> {
  const [found] = await db
    .select({
      waiting: sql<string>`count(*) filter (where ${mails.state} in ('queued','sending') and ${mails.createdAt} < now() - interval '2 minutes')`,
      failed: sql<string>`count(*) filter (where ${mails.state} = 'failed' and ${mails.createdAt} > now() - interval '7 days')`,
    })
    .from(mails)
    .where(sql`${mails.state} in ('queued','sending','failed')`);
  return { waiting: Number(found?.waiting ?? 0), failed: Number(found?.failed ?? 0) };
}

/**
 * Marks a mail that had left as come back, with what was said; answers whom it was for. Null if there is none that left, or it came back
 * before.
 */
export async function markMailBounced(
  db: Db,
  id: string,
  lastError: string,
): Promise<{ toEmail: string; message: string } | null> {
  const [found] = await db
    .update(mails)
    .set({ bouncedAt: sql`now()`, lastError })
    .where(and(eq(mails.id, id), isNull(mails.bouncedAt), sql`(${mails.state} = 'sent' or ${mails.attempts} > 0)`))
    .returning({ toEmail: mails.toEmail, message: mails.message });
  return found ?? null;
}

/** Notes what was said about a mail that left and is still on its way; false if there is none. It may yet come back, or arrive. */
export async function noteMailDelayed(db: Db, id: string, lastError: string): Promise<boolean> {
  const rows = await db
    .update(mails)
    .set({ lastError })
    .where(and(eq(mails.id, id), isNull(mails.bouncedAt), sql`(${mails.state} = 'sent' or ${mails.attempts} > 0)`))
    .returning({ id: mails.id });
  return rows.length > 0;
}

/** Removes what was sent, or given up, long ago; what was said stands in conversations. */
export async function deleteOldMails(db: Db): Promise<void> {
  await db
    .delete(mails)
    .where(sql`${mails.createdAt} < now() - interval '400 days' and ${mails.state} in ('sent','failed','suppressed')`);
}

/** How many mails have left within the last hour. */
export async function countSentLastHour(db: Db): Promise<number> {
  const [found] = await db
    .select({ count: count() })
    .from(mails)
    .where(sql`${mails.sentAt} > now() - interval '1 hour' and ${mails.createdAt} > now() - interval '3 days'`);
  return found?.count ?? 0;
}
