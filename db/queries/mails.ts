import { and, count, desc, eq, sql } from "drizzle-orm";
import type { Db } from "@/db";
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
  createdAt: mails.createdAt,
};

/** queued: waits for its time. sending: somebody has it until `leasedUntil`. sent and failed are final, unless an agent sends again. */
export type MailState = "queued" | "sending" | "sent" | "failed";

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

/** Gives a mail up. False as with {@link postponeMail}. */
export async function markMailFailed(
  db: Db,
  { id, attempts }: Pick<ClaimedMail, "id" | "attempts">,
  lastError: string,
): Promise<boolean> {
  const rows = await db
    .update(mails)
    .set({ state: "failed", leasedUntil: null, lastError, toEmail: forgetful })
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

type Wanted = { readonly state?: MailState | undefined; readonly before?: string | undefined; readonly atMost: number };

/** The newest mails, of one state if given, older than a mail if given. */
export async function listMails(db: Db, { state, before, atMost }: Wanted) {
  const older = before
    ? sql`(${mails.createdAt}, ${mails.id}) < (select m.created_at, m.id from ${mails} m where m.id = ${before})`
    : undefined;
  return db
    .select(inList)
    .from(mails)
    .where(and(state ? eq(mails.state, state) : undefined, older))
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

/** Makes a mail due now, with all its attempts before it again. */
export async function requeueMail(db: Db, id: string): Promise<void> {
  await db
    .update(mails)
    .set({ state: "queued", attempts: 0, leasedUntil: null, nextAttemptAt: sql`now()` })
    .where(eq(mails.id, id));
}

/** How many mails have waited for over two minutes since they were due, and how many were given up within a week. */
export async function countTroubledMails(db: Db): Promise<{ waiting: number; failed: number }> {
  const [found] = await db
    .select({
      waiting: sql<string>`count(*) filter (where ${mails.state} in ('queued','sending') and ${mails.createdAt} < now() - interval '2 minutes')`,
      failed: sql<string>`count(*) filter (where ${mails.state} = 'failed' and ${mails.createdAt} > now() - interval '7 days')`,
      all: count(),
    })
    .from(mails)
    .where(sql`${mails.state} <> 'sent'`);
  return { waiting: Number(found?.waiting ?? 0), failed: Number(found?.failed ?? 0) };
}
