import { and, eq, isNull, ne, or, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { accounts, customers, identities } from "@/db/schema/people";
import { proofs } from "@/db/schema/proofs";

/** The person behind an account, as mails about it and rules for its password need them. */
export type Holder = NonNullable<Awaited<ReturnType<typeof findHolder>>>;

/** The holder of an account, or null. */
export async function findHolder(db: Db, accountId: string) {
  const [found] = await selectHolders(db).where(eq(accounts.id, accountId));
  return found ?? null;
}

/** The holder of an account, whose row stays locked until this transaction ends; null if there is none. */
export async function lockHolder(db: Db, accountId: string): Promise<Holder | null> {
  const [found] = await selectHolders(db).where(eq(accounts.id, accountId)).for("update", { of: accounts });
  return found ?? null;
}

/**
 * The same, where the account can be used: null if it is gone or shut. Whoever a session or a proof was read for a moment ago may have been
 * erased or shut since.
 */
export async function lockOpenHolder(db: Db, accountId: string): Promise<Holder | null> {
  const holder = await lockHolder(db, accountId);
  return holder?.isDeactivated === false ? holder : null;
}

/** The holder of the account of a customer number in canonical form, whether or not it may be signed in with; null if there is none. */
export async function findHolderByNumber(db: Db, numberKey: string): Promise<Holder | null> {
  const [found] = await selectHolders(db).where(eq(customers.numberKey, numberKey));
  return found ?? null;
}

/**
 * The holders of all accounts that an address leads to, whether or not it may be signed in with: first the one whose own it is, then those
 * that sign in with their number only and are written to there, the one used last first.
 */
export async function listHoldersOfAddress(db: Db, emailKey: string, atMost: number): Promise<Holder[]> {
  const own = await selectHolders(db).where(eq(accounts.emailKey, emailKey));
  const isNumberOnly = or(isNull(accounts.emailKey), and(eq(accounts.signsInWithEmail, false), ne(accounts.emailKey, emailKey)));
  const others = await selectHolders(db)
    .where(and(eq(customers.emailKey, emailKey), isNull(customers.mergedInto), isNumberOnly))
    .orderBy(sql`${accounts.lastSignInAt} desc nulls last`, accounts.createdAt)
    .limit(atMost);
  return [...own, ...others];
}

function selectHolders(db: Db) {
  return db
    .select({
      accountId: accounts.id,
      customerId: customers.id,
      number: customers.number,
      firstName: customers.firstName,
      lastName: customers.lastName,
      phone: customers.phone,
      email: accounts.email,
      emailKey: accounts.emailKey,
      isEmailProven: sql<boolean>`${accounts.emailVerifiedAt} is not null`,
      contactEmail: customers.email,
      contactEmailKey: customers.emailKey,
      signsInWithEmail: accounts.signsInWithEmail,
      signsInWithNumber: accounts.signsInWithNumber,
      language: accounts.language,
      isDeactivated: sql<boolean>`${accounts.deactivatedAt} is not null`,
    })
    .from(accounts)
    .innerJoin(customers, eq(customers.id, accounts.customerId));
}

/**
 * Ends every proof of an account that still lives, whatever it was for; with `keepsUndo` all but those that give a former address back:
 * whoever took the account over must not end them with a new password.
 */
export async function endAllProofsOf(db: Db, accountId: string, { keepsUndo = false } = {}): Promise<void> {
  const isMeant = keepsUndo ? ne(proofs.purpose, "email-undo") : undefined;
  await db
    .update(proofs)
    .set({ supersededAt: sql`now()` })
    .where(and(eq(proofs.accountId, accountId), isMeant, isNull(proofs.usedAt), isNull(proofs.supersededAt)));
}

/** Ends the proofs that give back an address the account had after the one that this proof gives back. */
export async function endLaterUndos(db: Db, accountId: string, proofId: string): Promise<void> {
  const since = sql`(select p.created_at from ${proofs} p where p.id = ${proofId})`;
  await db
    .update(proofs)
    .set({ supersededAt: sql`now()` })
    .where(
      and(
        eq(proofs.accountId, accountId),
        eq(proofs.purpose, "email-undo"),
        isNull(proofs.usedAt),
        isNull(proofs.supersededAt),
        sql`${proofs.createdAt} >= ${since}`,
      ),
    );
}

/** Removes the identities that were linked since a proof was issued, and answers how many. */
export async function deleteIdentitiesSince(db: Db, accountId: string, proofId: string): Promise<number> {
  const since = sql`(select p.created_at from ${proofs} p where p.id = ${proofId})`;
  const gone = await db
    .delete(identities)
    .where(and(eq(identities.accountId, accountId), sql`${identities.createdAt} >= ${since}`))
    .returning({ subject: identities.subject });
  return gone.length;
}

/**
 * Gives an account another address, which has just been proven. Since when the account has a proven mailbox stays as it was: identities
 * linked in that time are no more doubtful than before. A first address does not sign in by that alone (T-E8). Throws a duplicate error
 * if the address has an account.
 */
export async function changeAccountEmail(db: Db, accountId: string, email: string): Promise<void> {
  const emailVerifiedAt = sql`coalesce(${accounts.emailVerifiedAt}, now())`;
  const signsInWithEmail = sql`${accounts.signsInWithEmail} and ${accounts.emailKey} is not null`;
  const changed = { email, emailKey: email, emailVerifiedAt, signsInWithEmail };
  await db.update(accounts).set(changed).where(eq(accounts.id, accountId));
}

/** Lets an account's own address sign in. */
export async function letEmailSignIn(db: Db, accountId: string): Promise<void> {
  await db.update(accounts).set({ signsInWithEmail: true }).where(eq(accounts.id, accountId));
}

/** Writes to a customer at another address from now on. */
export async function changeContactEmail(db: Db, customerId: string, email: string): Promise<void> {
  await db.update(customers).set({ email, emailKey: email, updatedAt: sql`now()` }).where(eq(customers.id, customerId));
}

/** The language an account is written to in, from now on. */
export async function changeAccountLanguage(db: Db, accountId: string, language: string): Promise<void> {
  await db.update(accounts).set({ language }).where(eq(accounts.id, accountId));
}

/**
 * Removes the identities that were linked before the account's mailbox was first proven, and answers how many: whoever linked them may
 * not have been its owner.
 */
export async function deleteUnprovenIdentities(db: Db, accountId: string): Promise<number> {
  const gone = await db
    .delete(identities)
    .where(
      sql`${identities.accountId} = ${accountId} and ${identities.createdAt} < (
        select coalesce(${accounts.emailVerifiedAt}, now()) from ${accounts} where ${accounts.id} = ${accountId})`,
    )
    .returning({ subject: identities.subject });
  return gone.length;
}

/** Notes that an account's own address was proven, unless it was already or the account has another one. */
export async function markEmailProven(db: Db, accountId: string, emailKey: string): Promise<void> {
  await db
    .update(accounts)
    .set({ emailVerifiedAt: sql`now()` })
    .where(and(eq(accounts.id, accountId), eq(accounts.emailKey, emailKey), isNull(accounts.emailVerifiedAt)));
}
