import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { connections, pendingIdentities as pendings } from "@/db/schema/connections";
import { accounts, identities } from "@/db/schema/people";
import { sessions } from "@/db/schema/sessions";

/** Somebody who came back from a provider and has not accepted yet, as the table keeps it. */
export type PendingIdentity = typeof pendings.$inferSelect;

type Key = { readonly connection: string; readonly subject: string };

const isThis = ({ connection, subject }: Key) => and(eq(identities.connection, connection), eq(identities.subject, subject));

/** Whose identity this is, with the account's row locked until the transaction ends; null if nobody's. */
export async function lockHolderOfIdentity(db: Db, key: Key) {
  const [found] = await db
    .select({
      accountId: accounts.id,
      customerId: accounts.customerId,
      isDeactivated: sql<boolean>`${accounts.deactivatedAt} is not null`,
    })
    .from(identities)
    .innerJoin(accounts, eq(accounts.id, identities.accountId))
    .where(isThis(key))
    .for("update", { of: accounts });
  return found ?? null;
}

/** Notes that an identity was signed in with. */
export async function touchIdentity(db: Db, key: Key): Promise<void> {
  await db.update(identities).set({ lastUsedAt: sql`now()` }).where(isThis(key));
}

type NewIdentity = Key & { readonly accountId: string; readonly kind: string };

/** Adds an identity to an account and says whether it could: an identity is one account's at most, however many ask at once (T-L11). */
export async function insertIdentity(db: Db, row: NewIdentity): Promise<boolean> {
  const added = await db.insert(identities).values(row).onConflictDoNothing().returning({ accountId: identities.accountId });
  return added.length > 0;
}

/** Takes an identity away from whoever has it. */
export async function deleteIdentity(db: Db, key: Key): Promise<void> {
  await db.delete(identities).where(isThis(key));
}

/** The identities of an account, oldest first. */
export async function listIdentityRows(db: Db, accountId: string) {
  return db
    .select({
      connection: identities.connection,
      subject: identities.subject,
      createdAt: identities.createdAt,
      lastUsedAt: identities.lastUsedAt,
    })
    .from(identities)
    .where(eq(identities.accountId, accountId))
    .orderBy(asc(identities.createdAt), asc(identities.connection));
}

type NewPending = Omit<PendingIdentity, "id" | "createdAt" | "expiresAt"> & { readonly lastsSeconds: number };

/** Stores whom this browser came back as; whom it came back as before is replaced, under a new id (T-L7). Answers the id. */
export async function replacePendingIdentity(db: Db, { lastsSeconds, ...row }: NewPending): Promise<string> {
  const fresh = { ...row, expiresAt: sql`now() + make_interval(secs => ${lastsSeconds})` };
  const [stored] = await db
    .insert(pendings)
    .values(fresh)
    .onConflictDoUpdate({
      target: pendings.browserHash,
      set: { ...fresh, id: sql`gen_random_uuid()`, createdAt: sql`now()` },
    })
    .returning({ id: pendings.id });
  if (!stored) throw new Error("who came back was not stored");
  return stored.id;
}

const isLive = () => gt(pendings.expiresAt, sql`now()`);

/** Whom this browser came back as, or null. */
export async function findPendingIdentity(db: Db, browserHash: string): Promise<PendingIdentity | null> {
  const [found] = await db
    .select()
    .from(pendings)
    .where(and(eq(pendings.browserHash, browserHash), isLive()));
  return found ?? null;
}

/** The same by its id, held until the transaction ends; null if it is gone, too old, or another one by now. */
export async function lockPendingIdentity(db: Db, browserHash: string, id: string): Promise<PendingIdentity | null> {
  const [found] = await db
    .select()
    .from(pendings)
    .where(and(eq(pendings.browserHash, browserHash), eq(pendings.id, id), isLive()))
    .for("update");
  return found ?? null;
}

/** Forgets whom this browser came back as (P-S2: not accepting leaves nothing behind). */
export async function deletePendingIdentity(db: Db, browserHash: string): Promise<void> {
  await db.delete(pendings).where(eq(pendings.browserHash, browserHash));
}

/** Forgets everybody who has not accepted yet. */
export async function deleteEveryPendingIdentity(db: Db): Promise<void> {
  await db.delete(pendings);
}

/** Forgets whoever has not accepted in time. Only tidying: expiry is checked at use. */
export async function deleteExpiredPendingIdentities(db: Db): Promise<void> {
  await db.delete(pendings).where(sql`${pendings.expiresAt} < now()`);
}

/** How many active accounts are signed in by other means than a connection, and how many have an identity at none of the enabled ones. */
export async function countOutsideConnections(
  db: Db,
  { enabled, idleDays }: { enabled: readonly string[]; idleDays: number },
): Promise<{ signedOut: number; unconnected: number }> {
  const [row] = await db.execute<{ signedOut: number; unconnected: number }>(sql`
    select
      (select count(distinct s.account_id)::int from ${sessions} s join ${accounts} a on a.id = s.account_id
        where a.deactivated_at is null and s.expires_at > now() and s.last_seen_at > now() - make_interval(days => ${idleDays}::int)
          and not exists (select from ${connections} c where c.id = s.method)) as "signedOut",
      (select count(*)::int from ${accounts} a where a.deactivated_at is null and not exists (
        select from ${identities} i where i.account_id = a.id
          and i.connection in (select jsonb_array_elements_text(${JSON.stringify(enabled)}::text::jsonb)))) as "unconnected"`);
  return row ?? { signedOut: 0, unconnected: 0 };
}
