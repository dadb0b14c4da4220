import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { accounts, customers, passwords } from "@/db/schema/people";
import { proofs } from "@/db/schema/proofs";
import { statement } from "@/db/statement";

/** Whom a sign-in name may mean. */
export type Candidate = { readonly accountId: string; readonly passwordHash: string | null; readonly isDeactivated: boolean };

type Looked = { accountId: string | null; passwordHash: string | null; isDeactivated: boolean; drawn: string | null };

// Somebody's hash is drawn in the same breath: a row comes whether or not the name is anybody's, at the same cost.
const candidateBy = (matches: SQL) =>
  statement<{ key: string; drawFrom: string }, Looked>(sql`
    select found.*, (
      select hash from ${passwords} where account_id >= ${sql.placeholder("drawFrom")}::uuid order by account_id limit 1) as drawn
    from (select) as always
    left join (
      select ${accounts.id} as "accountId", ${passwords.hash} as "passwordHash", ${accounts.deactivatedAt} is not null as "isDeactivated"
      from ${accounts}
      join ${customers} on ${customers.id} = ${accounts.customerId}
      left join ${passwords} on ${passwords.accountId} = ${accounts.id}
      where ${matches}) as found on true`);

const candidate = {
  email: candidateBy(sql`${accounts.emailKey} = ${sql.placeholder("key")} and ${accounts.signsInWithEmail}`),
  number: candidateBy(sql`${customers.numberKey} = ${sql.placeholder("key")} and ${accounts.signsInWithNumber}`),
};

/** A sign-in name, and from which account's id on a hash is drawn. */
type Named = { readonly kind: "email" | "number"; readonly key: string; readonly drawFrom: string };

/**
 * The account that a canonical name signs in to, by its own column for each kind of name (T-N2), or null; and the hash of the first account
 * that has one from `drawFrom` on, for what is compared in vain.
 */
export async function findCandidate(
  db: Db,
  { kind, key, drawFrom }: Named,
): Promise<{ candidate: Candidate | null; drawn: string | null }> {
  const [found] = await candidate[kind](db, { key, drawFrom });
  if (!found) return { candidate: null, drawn: null };
  const { accountId, drawn, ...rest } = found;
  return { candidate: accountId === null ? null : { accountId, ...rest }, drawn };
}

const accountId = sql.placeholder("accountId");
const noteOfSignIn = statement<{ accountId: string }, { id: string }>(sql`
  with noted as (update ${accounts} set last_sign_in_at = now() where id = ${accountId} and deactivated_at is null returning id),
  ended as (
    update ${proofs} set superseded_at = now() from noted
    where account_id = noted.id and purpose = 'reset' and used_at is null and superseded_at is null)
  select id from noted`);

/**
 * Notes a sign-in, and holds the account until the transaction ends; reset links asked for before it end, since the old password evidently
 * works (T-P6). False if the account was shut or erased meanwhile.
 */
export async function recordSignIn(db: Db, accountId: string): Promise<boolean> {
  return (await noteOfSignIn(db, { accountId })).length > 0;
}

/** Replaces or adds an account's password hash. */
export async function storePasswordHash(db: Db, accountId: string, hash: string): Promise<void> {
  await db
    .insert(passwords)
    .values({ accountId, hash })
    .onConflictDoUpdate({ target: passwords.accountId, set: { hash, changedAt: sql`now()` } });
}
