import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { perDatabase } from "@/db/per-database";
import { accounts, customers, passwords } from "@/db/schema/people";
import { proofs } from "@/db/schema/proofs";

/** Whom a sign-in name may mean. */
export type Candidate = { readonly accountId: string; readonly passwordHash: string | null; readonly isDeactivated: boolean };

const candidates = perDatabase((db) => {
  const by = (matches: SQL | undefined) =>
    db
      .select({
        accountId: accounts.id,
        passwordHash: passwords.hash,
        isDeactivated: sql<boolean>`${accounts.deactivatedAt} is not null`,
      })
      .from(accounts)
      .innerJoin(customers, eq(customers.id, accounts.customerId))
      .leftJoin(passwords, eq(passwords.accountId, accounts.id))
      .where(matches);
  const key = sql.placeholder("key");
  return {
    email: by(and(eq(accounts.emailKey, key), eq(accounts.signsInWithEmail, true))).prepare("candidate_by_email"),
    number: by(and(eq(customers.numberKey, key), eq(accounts.signsInWithNumber, true))).prepare("candidate_by_number"),
  };
});

/** The account that a canonical name signs in to, by its own column for each kind of name (T-N2), or null. */
export async function findCandidate(db: Db, { kind, key }: { kind: "email" | "number"; key: string }): Promise<Candidate | null> {
  const [found] = await candidates(db)[kind].execute({ key });
  return found ?? null;
}

/** Notes a sign-in; reset links asked for before it end, since the old password evidently works (T-P6). */
export async function recordSignIn(db: Db, accountId: string): Promise<void> {
  await db.update(accounts).set({ lastSignInAt: sql`now()` }).where(eq(accounts.id, accountId));
  await db
    .update(proofs)
    .set({ supersededAt: sql`now()` })
    .where(and(eq(proofs.accountId, accountId), eq(proofs.purpose, "reset"), isNull(proofs.usedAt), isNull(proofs.supersededAt)));
}

/** Replaces or adds an account's password hash. */
export async function storePasswordHash(db: Db, accountId: string, hash: string): Promise<void> {
  await db
    .insert(passwords)
    .values({ accountId, hash })
    .onConflictDoUpdate({ target: passwords.accountId, set: { hash, changedAt: sql`now()` } });
}
