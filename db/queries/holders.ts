import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { accounts, customers, identities } from "@/db/schema/people";
import { proofs } from "@/db/schema/proofs";

/** The person behind an account, as mails about it and rules for its password need them. */
export type Holder = NonNullable<Awaited<ReturnType<typeof findHolder>>>;

/** Whether an account's own proven address, or where the shop writes to its customer, leads here: for comparing, canonical. */
export type HolderName = { readonly kind: "email" | "number"; readonly key: string };

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
 * Whom a name belongs to, whether or not it may be signed in with: the account of an address or number; failing that the account that
 * signs in with its number only and is written to at that address, of several the one used last.
 */
export async function findHolderByName(db: Db, { kind, key }: HolderName): Promise<Holder | null> {
  if (kind === "number") return findFirst(db, eq(customers.numberKey, key));
  const own = await findFirst(db, eq(accounts.emailKey, key));
  const isNumberOnly = or(isNull(accounts.emailKey), eq(accounts.signsInWithEmail, false));
  return own ?? findFirst(db, and(eq(customers.emailKey, key), isNumberOnly));
}

async function findFirst(db: Db, where: SQL | undefined): Promise<Holder | null> {
  const [found] = await selectHolders(db)
    .where(where)
    .orderBy(sql`${accounts.lastSignInAt} desc nulls last`, accounts.createdAt)
    .limit(1);
  return found ?? null;
}

function selectHolders(db: Db) {
  return db
    .select({
      accountId: accounts.id,
      customerId: customers.id,
      number: customers.number,
      firstName: customers.firstName,
      lastName: customers.lastName,
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

/** Ends every proof of an account that still lives, whatever it was for. */
export async function endAllProofsOf(db: Db, accountId: string): Promise<void> {
  await db
    .update(proofs)
    .set({ supersededAt: sql`now()` })
    .where(and(eq(proofs.accountId, accountId), isNull(proofs.usedAt), isNull(proofs.supersededAt)));
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
