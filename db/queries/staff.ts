import { and, asc, eq, isNull, lt, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { touch } from "@/db/queries/touch";
import { staff } from "@/db/schema/people";
import { staffSessions } from "@/db/schema/sessions";

/** Whether a staff session was used within so many seconds: otherwise it is over. */
export const isStaffSessionInUse = (idleSeconds: number) =>
  sql`${staffSessions.lastSeenAt} > now() - make_interval(secs => ${idleSeconds})`;

const isFreshFor = (seconds: number) =>
  sql<boolean>`${staffSessions.authenticatedAt} > now() - make_interval(secs => ${seconds})`;

type Lasting = { readonly idleSeconds: number; readonly freshSeconds: number };

/** The staff session of a token hash with its person, if it is alive and the person active. One query. */
export async function findLiveStaffSession(db: Db, tokenHash: string, { idleSeconds, freshSeconds }: Lasting) {
  const [found] = await db
    .select({
      id: staffSessions.id,
      staffId: staff.id,
      name: staff.name,
      email: staff.email,
      role: staff.role,
      withheld: staff.withheld,
      hasSecondFactor: sql<boolean>`exists (select from staff_totp f where f.staff_id = ${staff.id} and f.confirmed_at is not null)`,
      isStale: sql<boolean>`${staffSessions.lastSeenAt} < now() - interval '1 minute'`,
      isFresh: isFreshFor(freshSeconds),
    })
    .from(staffSessions)
    .innerJoin(staff, eq(staff.id, staffSessions.staffId))
    .where(
      sql`${staffSessions.tokenHash} = ${tokenHash} and ${staffSessions.expiresAt} > now()
        and ${isStaffSessionInUse(idleSeconds)} and ${staff.deactivatedAt} is null`,
    );
  return found ?? null;
}

/** Whether the person behind a staff session gave their password within so many seconds. */
export async function isStaffSessionFresh(db: Db, id: string, seconds: number): Promise<boolean> {
  const [found] = await db
    .select({ isFresh: isFreshFor(seconds) })
    .from(staffSessions)
    .where(eq(staffSessions.id, id));
  return found?.isFresh ?? false;
}

/** Notes that the person behind a staff session has just given their password. */
export async function refreshStaffAuthentication(db: Db, id: string): Promise<void> {
  await db.update(staffSessions).set({ authenticatedAt: sql`now()` }).where(eq(staffSessions.id, id));
}

/** The password hash of an active staff member; null if there is none. */
export async function findStaffPasswordHash(db: Db, id: string): Promise<string | null> {
  const [found] = await db
    .select({ passwordHash: staff.passwordHash })
    .from(staff)
    .where(and(eq(staff.id, id), isNull(staff.deactivatedAt)));
  return found?.passwordHash ?? null;
}

type NewStaffSession = {
  tokenHash: string;
  staffId: string;
  maxAgeSeconds: number;
  address: string | null;
  userAgent: string | null;
};

/** Adds a staff session that ends `maxAgeSeconds` from now by the database's clock. */
export async function insertStaffSession(db: Db, { maxAgeSeconds, ...row }: NewStaffSession): Promise<void> {
  await db.insert(staffSessions).values({ ...row, expiresAt: sql`now() + make_interval(secs => ${maxAgeSeconds})` });
}

/** Notes that a staff session is in use, if that can be done at once. */
export const touchStaffSession = (db: Db, id: string): Promise<void> => touch(db, staffSessions, id);

/** Removes a staff session and answers whose it was. */
export async function deleteStaffSession(db: Db, tokenHash: string): Promise<string | null> {
  const [gone] = await db
    .delete(staffSessions)
    .where(eq(staffSessions.tokenHash, tokenHash))
    .returning({ staffId: staffSessions.staffId });
  return gone?.staffId ?? null;
}

/** An active staff member by canonical address, or null. */
export async function findActiveStaff(db: Db, emailKey: string) {
  const [found] = await db
    .select()
    .from(staff)
    .where(and(eq(staff.emailKey, emailKey), isNull(staff.deactivatedAt)));
  return found ?? null;
}

/** A staff member by canonical address, active or not, locked for the rest of the transaction; or null. */
export async function lockStaffByEmail(db: Db, emailKey: string) {
  const [found] = await db.select().from(staff).where(eq(staff.emailKey, emailKey)).for("update");
  return found ?? null;
}

/** An active staff member by id, without anything secret; or null. */
export async function findStaff(db: Db, id: string) {
  const [found] = await db
    .select({ id: staff.id, name: staff.name, email: staff.email, emailKey: staff.emailKey, role: staff.role })
    .from(staff)
    .where(and(eq(staff.id, id), isNull(staff.deactivatedAt)));
  return found ?? null;
}

/** What decides about an active staff member's permissions; null if there is none. */
export async function findStaffRights(db: Db, id: string): Promise<{ role: "agent" | "admin"; withheld: string[] } | null> {
  const [found] = await db
    .select({ role: staff.role, withheld: staff.withheld })
    .from(staff)
    .where(and(eq(staff.id, id), isNull(staff.deactivatedAt)));
  return found ? { role: found.role === "admin" ? "admin" : "agent", withheld: found.withheld } : null;
}

/** Every active admin, oldest first, without anything secret. */
export function listActiveAdmins(db: Db): Promise<{ id: string; email: string; emailKey: string }[]> {
  return db
    .select({ id: staff.id, email: staff.email, emailKey: staff.emailKey })
    .from(staff)
    .where(and(eq(staff.role, "admin"), isNull(staff.deactivatedAt)))
    .orderBy(asc(staff.createdAt));
}

type NewStaff = { name: string; email: string; emailKey: string; role: "agent" | "admin" };

/** Adds a staff member without a password and answers the id; null if the address is taken (also by somebody adding it just now). */
export async function insertStaff(db: Db, row: NewStaff): Promise<string | null> {
  const [made] = await db.insert(staff).values(row).onConflictDoNothing().returning({ id: staff.id });
  return made?.id ?? null;
}

/** Gives an active staff member a first password; false if there is one already. */
export async function setFirstStaffPassword(db: Db, id: string, passwordHash: string): Promise<boolean> {
  const changed = await db
    .update(staff)
    .set({ passwordHash, passwordChangedAt: sql`now()` })
    .where(and(eq(staff.id, id), isNull(staff.passwordHash), isNull(staff.deactivatedAt)))
    .returning({ id: staff.id });
  return changed.length > 0;
}

/** Replaces the hash of an unchanged password by one with newer parameters. */
export async function refreshStaffPasswordHash(db: Db, id: string, passwordHash: string): Promise<void> {
  await db.update(staff).set({ passwordHash }).where(eq(staff.id, id));
}

/**
 * Notes a sign-in, and removes sessions of staff whose absolute limit has passed (only tidying: expiry is checked at use). Answers the
 * password hash that the person has now that the row is ours; null if they have none or may no longer come in.
 */
export async function recordStaffSignIn(db: Db, id: string): Promise<string | null> {
  const [person] = await db
    .update(staff)
    .set({ lastSignInAt: sql`now()` })
    .where(and(eq(staff.id, id), isNull(staff.deactivatedAt)))
    .returning({ passwordHash: staff.passwordHash });
  await db.delete(staffSessions).where(lt(staffSessions.expiresAt, sql`now()`));
  return person?.passwordHash ?? null;
}
