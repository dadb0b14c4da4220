import { and, asc, eq, isNotNull, ne, or, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { mailboxes } from "@/db/schema/mail";

/** A mailbox as it is stored; `secret` is encrypted. */
export type MailboxRow = typeof mailboxes.$inferSelect;

/** What staff say of a mailbox. */
export type MailboxFields = Pick<
  MailboxRow,
  | "name"
  | "address"
  | "kind"
  | "host"
  | "port"
  | "security"
  | "userName"
  | "secret"
  | "isEnabled"
  | "registers"
  | "requiresAuthentication"
  | "ownHops"
>;

/** All mailboxes, the oldest first. */
export function listMailboxRows(db: Db): Promise<MailboxRow[]> {
  return db.select().from(mailboxes).orderBy(asc(mailboxes.createdAt), asc(mailboxes.id));
}

/** One mailbox, or null. */
export async function findMailboxRow(db: Db, id: string): Promise<MailboxRow | null> {
  const [found] = await db.select().from(mailboxes).where(eq(mailboxes.id, id));
  return found ?? null;
}

/** The same, held until the transaction ends. */
export async function lockMailboxRow(db: Db, id: string): Promise<MailboxRow | null> {
  const [found] = await db.select().from(mailboxes).where(eq(mailboxes.id, id)).for("update");
  return found ?? null;
}

/** Whether another mailbox has this address. */
export async function isMailboxAddress(db: Db, address: string, exceptId: string | null = null): Promise<boolean> {
  const found = await db
    .select({ id: mailboxes.id })
    .from(mailboxes)
    .where(and(eq(mailboxes.address, address), exceptId === null ? undefined : ne(mailboxes.id, exceptId)));
  return found.length > 0;
}

/** Adds a mailbox and answers its id. */
export async function insertMailbox(db: Db, row: MailboxFields): Promise<string> {
  const [made] = await db.insert(mailboxes).values(row).returning({ id: mailboxes.id });
  if (!made) throw new Error("the mailbox was not stored");
  return made.id;
}

/** Changes a mailbox; whoever reads it begins anew. With `isElsewhere` it is another mailbox now: what was read there means nothing here. */
export async function updateMailbox(db: Db, id: string, row: MailboxFields, isElsewhere: boolean): Promise<void> {
  const anew = isElsewhere ? { uidValidity: null, lastUid: 0 } : {};
  await db
    .update(mailboxes)
    .set({
      ...row,
      ...anew,
      workingUid: null,
      workingBy: null,
      leasedUntil: null,
      leasedBy: null,
      lastError: null,
      lastErrorAt: null,
    })
    .where(eq(mailboxes.id, id));
}

/** Stores another secret, encrypted. */
export async function storeMailboxSecret(db: Db, id: string, secret: string): Promise<void> {
  await db.update(mailboxes).set({ secret }).where(eq(mailboxes.id, id));
}

/** Removes a mailbox with the notes of what came in there. What was said stays in its conversations. */
export async function deleteMailboxRow(db: Db, id: string): Promise<void> {
  await db.delete(mailboxes).where(eq(mailboxes.id, id));
}

/** Takes the right to read an IMAP mailbox for a while, or keeps it; null while another process has it, or it is not to be read. */
export async function leaseMailbox(db: Db, id: string, reader: string, seconds: number): Promise<MailboxRow | null> {
  const [leased] = await db
    .update(mailboxes)
    .set({ leasedBy: reader, leasedUntil: sql`now() + make_interval(secs => ${seconds})` })
    .where(
      and(
        eq(mailboxes.id, id),
        eq(mailboxes.kind, "imap"),
        eq(mailboxes.isEnabled, true),
        or(eq(mailboxes.leasedBy, reader), sql`coalesce(${mailboxes.leasedUntil} < now(), true)`),
      ),
    )
    .returning();
  return leased ?? null;
}

/** The mailboxes that somebody should read and nobody does. */
export async function listUnreadMailboxes(db: Db): Promise<string[]> {
  const rows = await db
    .select({ id: mailboxes.id })
    .from(mailboxes)
    .where(
      and(
        eq(mailboxes.kind, "imap"),
        eq(mailboxes.isEnabled, true),
        sql`coalesce(${mailboxes.leasedUntil} < now(), true)`,
        // Who could not be reached lately is left alone for a moment.
        sql`coalesce(${mailboxes.lastErrorAt} < now() - interval '15 seconds', true)`,
      ),
    );
  return rows.map(({ id }) => id);
}

/** Gives the right to read back. */
export async function releaseMailbox(db: Db, id: string, reader: string): Promise<void> {
  await db
    .update(mailboxes)
    .set({ leasedBy: null, leasedUntil: null })
    .where(and(eq(mailboxes.id, id), eq(mailboxes.leasedBy, reader)));
}

type Progress = { readonly uidValidity: number; readonly lastUid: number; readonly leaseSeconds: number };

/** Notes how far a mailbox was read, and that its reader is still there; false if somebody else reads it now, or it was changed. */
export async function noteMailboxRead(
  db: Db,
  id: string,
  reader: string,
  { leaseSeconds, ...progress }: Progress,
): Promise<boolean> {
  const rows = await db
    .update(mailboxes)
    .set({
      ...progress,
      // What another process left behind is named by the numbers of then.
      workingUid: sql`case when ${mailboxes.uidValidity} = ${progress.uidValidity} then ${mailboxes.workingUid} end`,
      leasedUntil: sql`greatest(${mailboxes.leasedUntil}, now() + make_interval(secs => ${leaseSeconds}))`,
      lastSeenAt: sql`now()`,
      lastError: null,
      lastErrorAt: null,
    })
    .where(and(eq(mailboxes.id, id), eq(mailboxes.leasedBy, reader)))
    .returning({ id: mailboxes.id });
  return rows.length > 0;
}

/** Notes which mail is worked on now, and keeps the right to; false if somebody else reads this mailbox now, or it was changed. */
export async function beginMailOf(
  db: Db,
  id: string,
  reader: string,
  { uid, leaseSeconds }: { readonly uid: number; readonly leaseSeconds: number },
): Promise<boolean> {
  const rows = await db
    .update(mailboxes)
    .set({
      workingUid: uid,
      workingBy: reader,
      leasedUntil: sql`greatest(${mailboxes.leasedUntil}, now() + make_interval(secs => ${leaseSeconds}))`,
    })
    .where(and(eq(mailboxes.id, id), eq(mailboxes.leasedBy, reader)))
    .returning({ id: mailboxes.id });
  return rows.length > 0;
}

/** Notes that the work on it has ended, in whatever way. */
export async function endMailOf(db: Db, id: string, reader: string): Promise<void> {
  await db
    .update(mailboxes)
    .set({ workingUid: null, workingBy: null })
    .where(and(eq(mailboxes.id, id), eq(mailboxes.workingBy, reader)));
}

/** Notes that a mail service has just brought a mail. */
export async function noteMailboxSeen(db: Db, id: string): Promise<void> {
  await db.update(mailboxes).set({ lastSeenAt: sql`now()`, lastError: null, lastErrorAt: null }).where(eq(mailboxes.id, id));
}

/** Notes why a call for a webhook that has a key was refused; the same at most once a minute, since anybody may call. */
export async function noteCallRefused(db: Db, id: string, lastError: string): Promise<void> {
  await db
    .update(mailboxes)
    .set({ lastError, lastErrorAt: sql`now()` })
    .where(
      and(
        eq(mailboxes.id, id),
        eq(mailboxes.kind, "webhook"),
        eq(mailboxes.isEnabled, true),
        isNotNull(mailboxes.secret),
        sql`coalesce(${mailboxes.lastErrorAt} < now() - interval '1 minute' or ${mailboxes.lastError} <> ${lastError}, true)`,
      ),
    );
}

/** Notes why a mailbox could not be read. */
export async function noteMailboxError(db: Db, id: string, lastError: string): Promise<void> {
  await db.update(mailboxes).set({ lastError, lastErrorAt: sql`now()` }).where(eq(mailboxes.id, id));
}
