import { and, desc, eq, gt, ne, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { touch } from "@/db/queries/touch";
import { connections } from "@/db/schema/connections";
import { consents } from "@/db/schema/consents";
import { accounts, customers, identities } from "@/db/schema/people";
import { sessions, staffSessions } from "@/db/schema/sessions";
import { statement } from "@/db/statement";

type NewSession = {
  tokenHash: string;
  accountId: string;
  method: string;
  /** Encrypted. */
  idToken: string | null;
  maxAgeSeconds: number;
  address: string | null;
  userAgent: string | null;
  othersAtMost: number;
  /** What has to be accepted by now: an array of kind and version, as JSON. */
  legal: string;
};

const accountId = sql.placeholder("accountId");

// One statement: the ones above the bound go where the new one comes, and nobody waits for it twice.
const newSession = statement<NewSession>(sql`
  with gone as (
    delete from ${sessions} where id in (
      select s.id from ${sessions} s where s.account_id = ${accountId} order by s.last_seen_at desc, s.id desc
      offset ${sql.placeholder("othersAtMost")}::int))
  insert into ${sessions} (token_hash, account_id, method, id_token, expires_at, address, user_agent, asks_consent)
  select ${sql.placeholder("tokenHash")}::text, ${accounts.id}, ${sql.placeholder("method")}::text, ${sql.placeholder("idToken")}::text,
    now() + make_interval(secs => ${sql.placeholder("maxAgeSeconds")}), ${sql.placeholder("address")}::text,
    ${sql.placeholder("userAgent")}::text,
    exists (select from jsonb_to_recordset(${sql.placeholder("legal")}::text::jsonb) as asked(kind text, version int)
      where not exists (select from ${consents} c
        where c.account_id = ${accountId} and c.kind = asked.kind and c.version >= asked.version))
  from ${accounts} where ${accounts.id} = ${accountId}`);

/**
 * Adds a session that ends `maxAgeSeconds` from now by the database's clock, unless the account was erased meanwhile. Of the account's
 * others only `othersAtMost` stay: those that were not used for the longest time end. Whatever of `legal` the account has not accepted is
 * asked for in this session first.
 */
export async function insertSession(
  db: Db,
  {
    othersAtMost = Number.MAX_SAFE_INTEGER,
    legal = [],
    ...session
  }: Omit<NewSession, "othersAtMost" | "legal"> & {
    othersAtMost?: number;
    legal?: readonly { readonly kind: string; readonly version: number }[];
  },
): Promise<void> {
  const asked = JSON.stringify(legal.map(({ kind, version }) => ({ kind, version })));
  await newSession(db, { ...session, legal: asked, othersAtMost: Math.min(othersAtMost, 2_000_000_000) });
}

type LiveAsked = { tokenHash: string; idleDays: number; isSsoOnly: boolean };

type LiveSession = {
  id: string;
  accountId: string;
  customerId: string;
  customerNumber: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  asksConsent: boolean;
  isStale: boolean;
};

const liveSession = statement<LiveAsked, LiveSession & { expiresAt: string }>(sql`
  select ${sessions.id}, ${accounts.id} as "accountId", ${customers.id} as "customerId", ${customers.number} as "customerNumber",
         ${customers.firstName} as "firstName", ${customers.lastName} as "lastName", ${accounts.email}, ${sessions.asksConsent} as "asksConsent",
         ${sessions.expiresAt} as "expiresAt", ${sessions.lastSeenAt} < now() - interval '5 minutes' as "isStale"
  from ${sessions}
  join ${accounts} on ${accounts.id} = ${sessions.accountId}
  join ${customers} on ${customers.id} = ${accounts.customerId}
  where ${sessions.tokenHash} = ${sql.placeholder("tokenHash")} and ${sessions.expiresAt} > now()
    and ${accounts.deactivatedAt} is null
    and ${sessions.lastSeenAt} > now() - make_interval(days => ${sql.placeholder("idleDays")})
    and (not ${sql.placeholder("isSsoOnly")}::boolean or exists (select from ${connections} where ${connections.id} = ${sessions.method}))`);

/**
 * The session of a token hash with its person, if neither limit has passed and the account is active; under SSO only also only if it
 * began at a connection. One query.
 */
export async function findLiveSession(db: Db, asked: LiveAsked): Promise<(LiveSession & { expiresAt: Date }) | null> {
  const [found] = await liveSession(db, asked);
  return found ? { ...found, expiresAt: new Date(found.expiresAt) } : null;
}

/** An account's sessions that still live, the one used last first. No token and no hash of one. */
export async function listLiveSessions(db: Db, accountId: string, idleDays: number) {
  return db
    .select({
      id: sessions.id,
      method: sessions.method,
      address: sessions.address,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.accountId, accountId),
        sql`${sessions.expiresAt} > now()`,
        sql`${sessions.lastSeenAt} > now() - make_interval(days => ${idleDays})`,
      ),
    )
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));
}

/** Notes that a session is in use, if that can be done at once. */
export const touchSession = (db: Db, id: string): Promise<void> => touch(db, sessions, id);

/** Removes a session and answers whose it was, and how it had begun. */
export async function deleteSession(
  db: Db,
  tokenHash: string,
): Promise<{ accountId: string; method: string; idToken: string | null } | null> {
  const [gone] = await db
    .delete(sessions)
    .where(eq(sessions.tokenHash, tokenHash))
    .returning({ accountId: sessions.accountId, method: sessions.method, idToken: sessions.idToken });
  return gone ?? null;
}

/** Removes all sessions of an account. */
export async function deleteSessionsOf(db: Db, accountId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.accountId, accountId));
}

/** Removes all sessions of an account but one, and answers how many. */
export async function deleteOtherSessions(db: Db, accountId: string, exceptId: string): Promise<number> {
  const isMeant = and(eq(sessions.accountId, accountId), ne(sessions.id, exceptId));
  return (await db.delete(sessions).where(isMeant).returning({ id: sessions.id })).length;
}

/** Ends one session of an account, or all of them, and answers how many it ended. */
export async function deleteSessionsById(db: Db, accountId: string, sessionId: string | null): Promise<number> {
  const gone = await db
    .delete(sessions)
    .where(and(eq(sessions.accountId, accountId), sessionId === null ? undefined : eq(sessions.id, sessionId)))
    .returning({ id: sessions.id });
  return gone.length;
}

/** Removes an account's sessions that began in one way, but for one if one is named; answers how many. */
export async function deleteSessionsBy(
  db: Db,
  { accountId, method, exceptId }: { accountId: string; method: string; exceptId?: string },
): Promise<number> {
  const isOther = exceptId === undefined ? undefined : ne(sessions.id, exceptId);
  const isMeant = and(eq(sessions.accountId, accountId), eq(sessions.method, method), isOther);
  return (await db.delete(sessions).where(isMeant).returning({ id: sessions.id })).length;
}

/** Who is signed in by a connection: each account with the subjects of its identities there. */
export async function listSignedInBy(db: Db, connection: string): Promise<{ accountId: string; subjects: string[] }[]> {
  return db
    .select({ accountId: sessions.accountId, subjects: sql<string[]>`array_agg(distinct ${identities.subject})` })
    .from(sessions)
    .innerJoin(identities, and(eq(identities.accountId, sessions.accountId), eq(identities.connection, sessions.method)))
    .where(and(eq(sessions.method, connection), gt(sessions.expiresAt, sql`now()`)))
    .groupBy(sessions.accountId)
    .orderBy(sessions.accountId);
}

/** Whether a session of this account is there and has not reached its end. */
export async function isSessionOf(db: Db, id: string, accountId: string): Promise<boolean> {
  const isMeant = and(eq(sessions.id, id), eq(sessions.accountId, accountId), gt(sessions.expiresAt, sql`now()`));
  return (await db.select({ id: sessions.id }).from(sessions).where(isMeant)).length > 0;
}

/** Whether a session began with a sign-in of the last so many seconds. */
export async function isSessionFresh(db: Db, id: string, seconds: number): Promise<boolean> {
  const [found] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, id), sql`${sessions.authenticatedAt} > now() - make_interval(secs => ${seconds})`));
  return found !== undefined;
}

/** Removes every session of customers and of staff, and answers how many each. */
export async function deleteEverySession(db: Db): Promise<{ customers: number; staff: number }> {
  const customers = await db.delete(sessions).returning({ id: sessions.id });
  const staff = await db.delete(staffSessions).returning({ id: staffSessions.id });
  return { customers: customers.length, staff: staff.length };
}

/** Removes sessions whose absolute limit has passed. Only tidying: expiry is checked at use. */
export async function deleteExpiredSessions(db: Db): Promise<void> {
  await db.delete(sessions).where(sql`${sessions.expiresAt} < now()`);
}
