import type { Ctx } from "@/core/ctx";
import { permissionsOf } from "@/core/staff/permissions";
import { listStaffRows, type StaffRow } from "@/db/queries/staff-room";

/** The staff members who may answer customers: active, set up, and the permission not withheld from them. */
export async function listAnswering({ db }: Pick<Ctx, "db">): Promise<readonly StaffRow[]> {
  const everybody = await listStaffRows(db);
  return everybody.filter((one) => one.isSetUp && one.deactivatedAt === null && permissionsOf(one).has("messages.answer"));
}
