import type { Ctx } from "@/core/ctx";
import { isRowId } from "@/core/query";
import { findStaffRow, listStaffRows, type StaffRow } from "@/db/queries/staff-room";

/** Where somebody stands: invited and not here yet, active, or shut out. */
export type StaffState = "invited" | "active" | "deactivated";

/** A staff member as the staff room shows them. Holds no hash and no secret. */
export type Colleague = StaffRow & {
  readonly state: StaffState;
  /** Whether registration closes when they go (P-R12). */
  readonly isInCharge: boolean;
};

/** Everybody who works or worked here, oldest first: a shop's staff, so all of them at once. */
export async function listStaff(ctx: Pick<Ctx, "db" | "settings">): Promise<Colleague[]> {
  return (await listStaffRows(ctx.db)).map((row) => colleague(ctx, row));
}

/** One of them, or null. */
export async function openColleague(ctx: Pick<Ctx, "db" | "settings">, id: string): Promise<Colleague | null> {
  const row = isRowId(id) ? await findStaffRow(ctx.db, id) : null;
  return row && colleague(ctx, row);
}

function colleague({ settings }: Pick<Ctx, "settings">, row: StaffRow): Colleague {
  const state = row.deactivatedAt !== null ? "deactivated" : row.isSetUp ? "active" : "invited";
  return { ...row, state, isInCharge: settings.registration.personInCharge === row.emailKey };
}
