import { and, eq, gt, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { staffRecoveryCodes, staffTotp } from "@/db/schema/people";
import { proofs } from "@/db/schema/proofs";

const isConfirmed = isNotNull(staffTotp.confirmedAt);
// RFC 6238 goes by the clock; all processes go by the database's.
const nowSeconds = sql<number>`extract(epoch from now())::int`;

/** Whether a staff member signs in with a second factor. */
export async function hasSecondFactor(db: Db, staffId: string): Promise<boolean> {
  return (await db.$count(staffTotp, and(eq(staffTotp.staffId, staffId), isConfirmed))) > 0;
}

/** The sealed secret of a staff member's authenticator and the time by the database's clock; null if none is confirmed. */
export async function findTotp(db: Db, staffId: string): Promise<{ secret: string; nowSeconds: number } | null> {
  const [found] = await db
    .select({ secret: staffTotp.secret, nowSeconds })
    .from(staffTotp)
    .where(and(eq(staffTotp.staffId, staffId), isConfirmed));
  return found ?? null;
}

/** The same of one that waits to be confirmed, for a quarter of an hour. */
export async function findWaitingTotp(db: Db, staffId: string): Promise<{ secret: string; nowSeconds: number } | null> {
  const isRecent = sql`${staffTotp.createdAt} > now() - interval '15 minutes'`;
  const [found] = await db
    .select({ secret: staffTotp.secret, nowSeconds })
    .from(staffTotp)
    .where(and(eq(staffTotp.staffId, staffId), isNull(staffTotp.confirmedAt), isRecent));
  return found ?? null;
}

const codesLeft = sql<number>`(select count(*)::int from staff_recovery_codes c where c.staff_id = staff_totp.staff_id and c.used_at is null)`;

/** When the authenticator was confirmed, and how many recovery codes are left; null without one. */
export async function findSecondFactorState(db: Db, staffId: string) {
  const [found] = await db
    .select({ confirmedAt: staffTotp.confirmedAt, codesLeft })
    .from(staffTotp)
    .where(and(eq(staffTotp.staffId, staffId), isConfirmed));
  return found?.confirmedAt ? { confirmedAt: found.confirmedAt, codesLeft: found.codesLeft } : null;
}

/** Stores the secret of an authenticator that is to be confirmed, in place of one that never was; false if one is confirmed. */
export async function storeWaitingTotp(db: Db, staffId: string, secret: string): Promise<boolean> {
  const stored = await db
    .insert(staffTotp)
    .values({ staffId, secret })
    .onConflictDoUpdate({
      target: staffTotp.staffId,
      set: { secret, lastStep: null, createdAt: sql`now()` },
      setWhere: isNull(staffTotp.confirmedAt),
    })
    .returning({ id: staffTotp.staffId });
  return stored.length > 0;
}

/** Confirms the authenticator that has this very secret; false if it is not the one that waits. */
export async function confirmTotp(db: Db, staffId: string, secret: string, step: number): Promise<boolean> {
  const confirmed = await db
    .update(staffTotp)
    .set({ confirmedAt: sql`now()`, lastStep: step })
    .where(and(eq(staffTotp.staffId, staffId), eq(staffTotp.secret, secret), isNull(staffTotp.confirmedAt)))
    .returning({ id: staffTotp.staffId });
  return confirmed.length > 0;
}

/** Takes the code of a time step; false if that one or a later one was taken before. One statement: of parallel tries one gets it. */
export async function takeTotpStep(db: Db, staffId: string, step: number): Promise<boolean> {
  const isNewer = or(isNull(staffTotp.lastStep), lt(staffTotp.lastStep, step));
  const taken = await db
    .update(staffTotp)
    .set({ lastStep: step })
    .where(and(eq(staffTotp.staffId, staffId), isConfirmed, isNewer))
    .returning({ id: staffTotp.staffId });
  return taken.length > 0;
}

/** Removes authenticator and recovery codes; false if there was no confirmed authenticator. */
export async function deleteSecondFactor(db: Db, staffId: string): Promise<boolean> {
  await db.delete(staffRecoveryCodes).where(eq(staffRecoveryCodes.staffId, staffId));
  const gone = await db.delete(staffTotp).where(eq(staffTotp.staffId, staffId)).returning({ at: staffTotp.confirmedAt });
  return gone.some(({ at }) => at !== null);
}

/** Puts new recovery codes in the place of all old ones. */
export async function replaceRecoveryCodes(db: Db, staffId: string, hashes: readonly string[]): Promise<void> {
  await db.delete(staffRecoveryCodes).where(eq(staffRecoveryCodes.staffId, staffId));
  await db.insert(staffRecoveryCodes).values(hashes.map((codeHash) => ({ staffId, codeHash })));
}

/** Spends a recovery code; false if it is none of this person's, or was spent. Of parallel tries exactly one gets it. */
export async function spendRecoveryCode(db: Db, staffId: string, hashes: readonly string[]): Promise<boolean> {
  const spent = await db
    .update(staffRecoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(staffRecoveryCodes.staffId, staffId),
        inArray(staffRecoveryCodes.codeHash, [...hashes]),
        isNull(staffRecoveryCodes.usedAt),
      ),
    )
    .returning({ id: staffRecoveryCodes.id });
  return spent.length > 0;
}

const isOpenStep = (browserHash: string, triesAtMost: number) =>
  and(
    eq(proofs.purpose, "staff-second-factor"),
    eq(proofs.browserHash, browserHash),
    lt(proofs.codeTries, triesAtMost),
    isNull(proofs.usedAt),
    isNull(proofs.supersededAt),
    gt(proofs.expiresAt, sql`now()`),
  );

/** Whether this browser has given a password and may now type a code. */
export async function hasSecondStep(db: Db, browserHash: string, triesAtMost: number): Promise<boolean> {
  return (await db.$count(proofs, isOpenStep(browserHash, triesAtMost))) > 0;
}

/**
 * Counts one try at the second step of this browser and answers whose it is; null when there is none, it ended, or all tries are used up.
 * One statement, so that parallel tries share the count.
 */
export async function countSecondStepTry(
  db: Db,
  browserHash: string,
  triesAtMost: number,
): Promise<{ id: string; staffId: string } | null> {
  const [counted] = await db
    .update(proofs)
    .set({ codeTries: sql`${proofs.codeTries} + 1` })
    .where(isOpenStep(browserHash, triesAtMost))
    .returning({ id: proofs.id, staffId: proofs.staffId });
  return counted?.staffId ? { id: counted.id, staffId: counted.staffId } : null;
}
