import { sql } from "drizzle-orm";
import type { Db } from "@/db";
import { pendingRegistrations, proofs } from "@/db/schema/proofs";
import { staffSessions } from "@/db/schema/sessions";

/** Removes links, codes and unproven registrations a month after they ended: until then agents can tell their story by support code. */
export async function deleteExpiredProofs(db: Db): Promise<void> {
  await db.delete(proofs).where(sql`${proofs.expiresAt} < now() - interval '30 days'`);
  await db.delete(pendingRegistrations).where(sql`${pendingRegistrations.expiresAt} < now() - interval '30 days'`);
}

/** Removes staff sessions whose absolute limit has passed. */
export async function deleteExpiredStaffSessions(db: Db): Promise<void> {
  await db.delete(staffSessions).where(sql`${staffSessions.expiresAt} < now()`);
}
