import { and, asc, eq, isNotNull, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { isStaffSessionInUse } from "@/db/queries/staff";
import { staff } from "@/db/schema/people";
import { proofs } from "@/db/schema/proofs";
import { staffSessions } from "@/db/schema/sessions";

const isLive = and(isNull(proofs.usedAt), isNull(proofs.supersededAt));

// Named by hand: what is selected from one table loses the tables' names.
const OWN_LINK = sql`select max(p.expires_at) from proofs p where p.staff_id = staff.id and p.purpose = 'staff-setup'
  and p.used_at is null and p.superseded_at is null`;

const columns = {
  id: staff.id,
  name: staff.name,
  email: staff.email,
  emailKey: staff.emailKey,
  role: sql<"agent" | "admin">`${staff.role}`,
  withheld: staff.withheld,
  language: staff.language,
  isSetUp: sql<boolean>`${staff.passwordHash} is not null`,
  deactivatedAt: staff.deactivatedAt,
  lastSignInAt: staff.lastSignInAt,
  createdAt: staff.createdAt,
  hasSecondFactor: sql<boolean>`exists (select from staff_totp f where f.staff_id = staff.id and f.confirmed_at is not null)`,
  /** When the one-time link that sets the first password ends or ended; null without one that could still be used. */
  linkExpiresAt: sql<string | null>`(${OWN_LINK})`,
  isLinkExpired: sql<boolean>`coalesce((${OWN_LINK}) <= now(), false)`,
};

/** A staff member as the staff room shows them, without anything secret. */
export type StaffRow = Omit<Awaited<ReturnType<typeof selectStaff>>[number], "linkExpiresAt"> & {
  readonly linkExpiresAt: Date | null;
};

const selectStaff = (db: Db, where?: SQL) =>
  db.select(columns).from(staff).where(where).orderBy(asc(staff.createdAt), asc(staff.id));

const rowOf = ({ linkExpiresAt, ...row }: Awaited<ReturnType<typeof selectStaff>>[number]): StaffRow => ({
  ...row,
  linkExpiresAt: linkExpiresAt === null ? null : new Date(linkExpiresAt),
});

/** Everybody, oldest first. */
export const listStaffRows = async (db: Db): Promise<StaffRow[]> => (await selectStaff(db)).map(rowOf);

/** One staff member, active or not; or null. */
export async function findStaffRow(db: Db, id: string): Promise<StaffRow | null> {
  const [found] = await selectStaff(db, eq(staff.id, id));
  return found ? rowOf(found) : null;
}

/** Makes everybody else who changes staff wait until this transaction ends: admins cannot shut each other out at one moment. */
export async function lockStaffRoom(db: Db): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended('staff', 0))`);
}

/**
 * Locks a staff member's row for the rest of the transaction, before any proof of theirs: whoever takes both takes them in this order.
 * Answers the password hash as it is now; undefined if there is nobody active.
 */
export async function lockStaff(db: Db, id: string): Promise<string | null | undefined> {
  const [found] = await db
    .select({ passwordHash: staff.passwordHash })
    .from(staff)
    .where(and(eq(staff.id, id), isNull(staff.deactivatedAt)))
    .for("update");
  return found?.passwordHash;
}

/** How many admins could sign in now, but for one. */
export async function countOtherAdmins(db: Db, exceptId: string): Promise<number> {
  const isAdmin = and(eq(staff.role, "admin"), isNull(staff.deactivatedAt), isNotNull(staff.passwordHash));
  return db.$count(staff, and(isAdmin, ne(staff.id, exceptId)));
}

/** Changes what stands in a staff member's row. */
export async function updateStaff(
  db: Db,
  id: string,
  changes: { role?: "agent" | "admin"; withheld?: string[]; language?: string },
): Promise<void> {
  await db.update(staff).set(changes).where(eq(staff.id, id));
}

/** Shuts a staff member's access, or opens it. */
export async function setStaffDeactivated(db: Db, id: string, isDeactivated: boolean): Promise<void> {
  await db
    .update(staff)
    .set({ deactivatedAt: isDeactivated ? sql`now()` : null })
    .where(eq(staff.id, id));
}

/** Removes somebody who has never set a password; false if they have. Their links go with them. */
export async function deleteUnusedStaff(db: Db, id: string): Promise<boolean> {
  const gone = await db
    .delete(staff)
    .where(and(eq(staff.id, id), isNull(staff.passwordHash), isNull(staff.lastSignInAt)))
    .returning({ id: staff.id });
  return gone.length > 0;
}

/** Gives an active staff member another password. */
export async function storeStaffPassword(db: Db, id: string, passwordHash: string): Promise<void> {
  await db
    .update(staff)
    .set({ passwordHash, passwordChangedAt: sql`now()` })
    .where(and(eq(staff.id, id), isNull(staff.deactivatedAt)));
}

/** Ends every link and every step of signing in that a staff member has under way. */
export async function endProofsOfStaff(db: Db, staffId: string): Promise<void> {
  await db
    .update(proofs)
    .set({ supersededAt: sql`now()` })
    .where(and(eq(proofs.staffId, staffId), isLive));
}

/** Ends the invitations that somebody has sent and nobody has used. */
export async function endInvitationsBy(db: Db, staffId: string): Promise<void> {
  await db
    .update(proofs)
    .set({ supersededAt: sql`now()` })
    .where(and(eq(proofs.purpose, "staff-setup"), sql`${proofs.data}->>'by' = ${staffId}`, isLive));
}

/** The live sessions of a staff member, the one used last first. */
export function listStaffSessions(db: Db, staffId: string, idleSeconds: number) {
  return db
    .select({
      id: staffSessions.id,
      lastSeenAt: staffSessions.lastSeenAt,
      createdAt: staffSessions.createdAt,
      address: staffSessions.address,
      userAgent: staffSessions.userAgent,
    })
    .from(staffSessions)
    .where(
      sql`${staffSessions.staffId} = ${staffId} and ${staffSessions.expiresAt} > now()
        and ${isStaffSessionInUse(idleSeconds)}`,
    )
    .orderBy(sql`${staffSessions.lastSeenAt} desc`, staffSessions.id);
}

/** Which of a staff member's sessions: one, all but one, or all. */
export type StaffSessionsMeant = { readonly only: string } | { readonly except: string } | "all";

/** Removes sessions of a staff member, never anybody else's; answers how many. */
export async function deleteStaffSessionsOf(db: Db, staffId: string, meant: StaffSessionsMeant): Promise<number> {
  const which =
    meant === "all" ? undefined : "only" in meant ? eq(staffSessions.id, meant.only) : ne(staffSessions.id, meant.except);
  const gone = await db
    .delete(staffSessions)
    .where(and(eq(staffSessions.staffId, staffId), which))
    .returning({ id: staffSessions.id });
  return gone.length;
}

/** Removes all but the newest sessions of a staff member. */
export async function keepNewestStaffSessions(db: Db, staffId: string, atMost: number): Promise<void> {
  await db.execute(sql`
    delete from ${staffSessions} where ${staffSessions.staffId} = ${staffId} and ${staffSessions.id} not in (
      select id from ${staffSessions} where staff_id = ${staffId} order by created_at desc, id limit ${atMost})`);
}
