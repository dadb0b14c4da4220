import { eq, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { perDatabase } from "@/db/per-database";
import { touch } from "@/db/queries/touch";
import { accounts, customers } from "@/db/schema/people";
import { sessions } from "@/db/schema/sessions";

type NewSession = {
  tokenHash: string;
  accountId: string;
  method: string;
  /** Encrypted. */
  idToken?: string | null;
  maxAgeSeconds: number;
  address: string | null;
  userAgent: string | null;
};

/** Adds a session that ends `maxAgeSeconds` from now by the database's clock. */
export async function insertSession(db: Db, { maxAgeSeconds, ...row }: NewSession): Promise<void> {
  await db.insert(sessions).values({ ...row, expiresAt: sql`now() + make_interval(secs => ${maxAgeSeconds})` });
}

const liveSession = perDatabase((db) =>
  db
    .select({
      id: sessions.id,
      accountId: accounts.id,
      customerId: customers.id,
      customerNumber: customers.number,
      firstName: customers.firstName,
      lastName: customers.lastName,
      email: accounts.email,
      expiresAt: sessions.expiresAt,
      isStale: sql<boolean>`${sessions.lastSeenAt} < now() - interval '5 minutes'`,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .innerJoin(customers, eq(customers.id, accounts.customerId))
    .where(
      sql`${sessions.tokenHash} = ${sql.placeholder("tokenHash")} and ${sessions.expiresAt} > now()
        and ${accounts.deactivatedAt} is null
        and ${sessions.lastSeenAt} > now() - make_interval(days => ${sql.placeholder("idleDays")})`,
    )
    .prepare("live_session"),
);

/** The session of a token hash with its person, if neither limit has passed and the account is active. One query. */
export async function findLiveSession(db: Db, tokenHash: string, idleDays: number) {
  const [found] = await liveSession(db).execute({ tokenHash, idleDays });
  return found ?? null;
}

/** Notes that a session is in use, if that can be done at once. */
export const touchSession = (db: Db, id: string): Promise<void> => touch(db, sessions, id);

/** Removes a session and answers whose it was. */
export async function deleteSession(db: Db, tokenHash: string): Promise<string | null> {
  const [gone] = await db.delete(sessions).where(eq(sessions.tokenHash, tokenHash)).returning({ accountId: sessions.accountId });
  return gone?.accountId ?? null;
}

/** Removes all sessions of an account. */
export async function deleteSessionsOf(db: Db, accountId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.accountId, accountId));
}

/** Removes sessions whose absolute limit has passed. Only tidying: expiry is checked at use. */
export async function deleteExpiredSessions(db: Db): Promise<void> {
  await db.delete(sessions).where(sql`${sessions.expiresAt} < now()`);
}
