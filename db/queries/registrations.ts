import { and, desc, eq, gt, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { auditLog } from "@/db/schema/operation";
import { accounts, activations, customers } from "@/db/schema/people";
import { pendingRegistrations as pendings, proofs } from "@/db/schema/proofs";

type NewPending = {
  flow: string;
  door: string;
  browserHash: string;
  email: string;
  emailKey: string;
  firstName: string;
  lastName: string;
  answers: Record<string, string>;
  passwordHash: string | null;
  language: string;
  returnTo: string | null;
  supportCode: string;
  lastsSeconds: number;
};

/** What waits for its proof: not proven, not closed, and not lapsed. */
const isLive = () =>
  and(isNull(pendings.completedAt), isNull(pendings.provenAt), isNull(pendings.discardedAt), gt(pendings.expiresAt, sql`now()`));

type Leaving = { readonly browserHash: string; readonly exceptEmailKey: string; readonly newBrowserHash: string };

/**
 * Takes what a browser had begun for any other address away from it: with the new hash it is as if it had been begun in another browser,
 * and what was mailed for it lives on there. Hold the browser's beginnings (lockAttempt) before, or two of them may replace each other.
 */
export async function leavePending(db: Db, { browserHash, exceptEmailKey, newBrowserHash }: Leaving): Promise<void> {
  const left = await db
    .update(pendings)
    .set({ browserHash: newBrowserHash })
    .where(and(eq(pendings.browserHash, browserHash), ne(pendings.emailKey, exceptEmailKey)))
    .returning({ id: pendings.id });
  for (const { id } of left)
    await db
      .update(proofs)
      .set({ browserHash: newBrowserHash })
      .where(and(eq(proofs.pendingId, id), eq(proofs.browserHash, browserHash)));
}

/**
 * Stores what a browser wants to register; what the same browser had begun for this address is replaced. One statement on a unique column: however
 * often a form is sent at once, there is one record (T-FX19). Answers its id, and holds the row until the transaction ends.
 */
export async function upsertPending(db: Db, { lastsSeconds, ...row }: NewPending): Promise<string> {
  const expiresAt = sql`now() + make_interval(secs => ${lastsSeconds})`;
  const [stored] = await db
    .insert(pendings)
    .values({ ...row, expiresAt })
    .onConflictDoUpdate({ target: pendings.browserHash, set: { ...row, expiresAt, discardedAt: null } })
    .returning({ id: pendings.id });
  if (!stored) throw new Error("the registration was not stored");
  return stored.id;
}

const selectLive = (db: Db, whose: SQL) => db.select().from(pendings).where(and(whose, isLive()));

/** What this browser is registering, or null. */
export async function findPendingOfBrowser(db: Db, browserHash: string) {
  const [found] = await selectLive(db, eq(pendings.browserHash, browserHash));
  return found ?? null;
}

/** A registration that waits for its proof, or null. */
export async function findPending(db: Db, id: string) {
  const [found] = await selectLive(db, eq(pendings.id, id));
  return found ?? null;
}

/** The same, held until the transaction ends. */
export async function lockPending(db: Db, id: string) {
  const [found] = await selectLive(db, eq(pendings.id, id)).for("update");
  return found ?? null;
}

/** Closes a registration that nobody will prove. Its password is erased. */
export async function discardPending(db: Db, id: string): Promise<void> {
  await db.update(pendings).set({ discardedAt: sql`now()`, passwordHash: null }).where(eq(pendings.id, id));
}

const unprovenState = sql<"waiting" | "expired" | "discarded">`case when ${pendings.discardedAt} is not null then 'discarded'
  when ${pendings.expiresAt} < now() then 'expired' else 'waiting' end`;

/** Whether something that happened to it stands in the log under this code: so every code that somebody was told finds it. */
const isToldBy = (supportCode: string) => sql`${pendings.id}::text in (
  select a.target_id from ${auditLog} a where a.support_code = ${supportCode} and a.target_kind = 'registration')`;

type UnprovenWanted = {
  readonly state?: string | undefined;
  /** Only those of this address, or with this support code. */
  readonly search: { readonly emailKey: string | null; readonly supportCode: string } | null;
  /** Only those older than this one. */
  readonly before?: string | undefined;
  readonly atMost: number;
};

/** Registrations that were not proven, newest first, as agents may see them. */
export function listUnprovenRows(db: Db, { state, search, before, atMost }: UnprovenWanted) {
  const older = sql`(${pendings.createdAt}, ${pendings.id}) < (select p.created_at, p.id from ${pendings} p where p.id = ${before ?? null})`;
  return db
    .select({
      id: pendings.id,
      email: pendings.email,
      firstName: pendings.firstName,
      lastName: pendings.lastName,
      flow: pendings.flow,
      supportCode: pendings.supportCode,
      createdAt: pendings.createdAt,
      expiresAt: pendings.expiresAt,
      state: unprovenState,
    })
    .from(pendings)
    .where(
      and(
        isNull(pendings.completedAt),
        isNull(pendings.provenAt),
        state === undefined ? undefined : eq(unprovenState, state),
        search ? or(eq(pendings.emailKey, search.emailKey ?? ""), isToldBy(search.supportCode)) : undefined,
        before === undefined ? undefined : older,
      ),
    )
    .orderBy(desc(pendings.createdAt), desc(pendings.id))
    .limit(atMost);
}

/** Closes a registration: its proof was given. Its password is erased; the browser is free for another one. */
export async function completePending(db: Db, id: string): Promise<void> {
  await db.update(pendings).set({ completedAt: sql`now()`, browserHash: null, passwordHash: null }).where(eq(pendings.id, id));
}

const isPending = sql<boolean>`exists (select from ${activations} p where p.customer_id = ${customers.id})`;

/** The account that an address signs in to, or whose customer is reached there while only the number signs in (P-R6); or null. */
export async function findAccountOfAddress(db: Db, emailKey: string) {
  const [found] = await db
    .select({
      accountId: accounts.id,
      email: accounts.email,
      number: customers.number,
      signsInWithEmail: accounts.signsInWithEmail,
      signsInWithNumber: accounts.signsInWithNumber,
    })
    .from(accounts)
    .innerJoin(customers, eq(customers.id, accounts.customerId))
    .where(
      sql`${accounts.id} in (
        select a.id from ${accounts} a where a.email_key = ${emailKey}
        union all
        select a.id from ${customers} c join ${accounts} a on a.customer_id = c.id
        where c.email_key = ${emailKey} and c.merged_into is null and not a.signs_in_with_email
      )`,
    )
    .orderBy(desc(sql`${accounts.emailKey} is not distinct from ${emailKey}`))
    .limit(1);
  return found ?? null;
}

/** Holds everybody else off a mailbox, however its address is spelt, until the transaction ends. */
export async function lockMailbox(db: Db, emailKey: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended('foyer:mailbox:' || mailbox_of(${emailKey}), 0))`);
}

/** The account whose address most likely leads to the same mailbox, or null. */
export async function findAccountOfMailbox(db: Db, emailKey: string) {
  const [found] = await db
    .select({ accountId: accounts.id, signsInWithEmail: accounts.signsInWithEmail })
    .from(accounts)
    .where(sql`mailbox_of(${accounts.emailKey}) = mailbox_of(${emailKey})`)
    .limit(1);
  return found ?? null;
}

/**
 * Customers with this address and without an account, held until the transaction ends: first those whose activation staff have sent, then
 * the one with the newest purchase.
 */
export async function lockCustomersOfAddress(
  db: Db,
  emailKey: string,
): Promise<{ id: string; number: string; isPending: boolean }[]> {
  return db
    .select({ id: customers.id, number: customers.number, isPending })
    .from(customers)
    .where(
      and(
        eq(customers.emailKey, emailKey),
        isNull(customers.mergedInto),
        isNull(customers.erasedAt),
        sql`not exists (select 1 from ${accounts} a where a.customer_id = ${customers.id})`,
      ),
    )
    .orderBy(desc(isPending), sql`${customers.lastOrderAt} desc nulls last`, desc(customers.createdAt), customers.id)
    .for("update");
}
