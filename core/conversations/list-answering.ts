import type { Ctx } from "@/core/ctx";
import { permissionsOf } from "@/core/staff/permissions";
import { listStaffRows, type StaffRow } from "@/db/queries/staff-room";

/**
 * Whether somebody may answer customers: active, set up, and the permission not withheld from them. Who may not is nobody's contact,
 * whatever stands in the conversation's row: what that customer writes is everybody's to answer.
 */
export const isAnswering = (one: Pick<StaffRow, "isSetUp" | "deactivatedAt" | "role" | "withheld">): boolean =>
  one.isSetUp && one.deactivatedAt === null && permissionsOf(one).has("messages.answer");

/** The staff members who may answer customers. */
export const listAnswering = async ({ db }: Pick<Ctx, "db">): Promise<readonly StaffRow[]> =>
  (await listStaffRows(db)).filter(isAnswering);

/** Their ids, by which queries tell a contact from somebody who was one. */
export const listAnsweringIds = async (ctx: Pick<Ctx, "db">): Promise<readonly string[]> =>
  (await listAnswering(ctx)).map(({ id }) => id);
