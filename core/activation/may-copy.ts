import type { Ctx } from "@/core/ctx";
import { permissionsOf, type StaffRole } from "@/core/staff/permissions";
import { findStaffRights } from "@/db/queries/staff";

/** Whether staff of a role can copy links at all, by the setting: agents only where an admin lets them (T-V11). */
export const mayRoleCopy = ({ settings }: Pick<Ctx, "settings">, role: StaffRole): boolean =>
  role === "admin" || settings.activation.copyLink;

/** Whether a staff member may copy links now: by the setting, and unless that was withheld from them or they are gone. */
export async function mayCopy(ctx: Pick<Ctx, "db" | "settings">, staffId: string): Promise<boolean> {
  const rights = await findStaffRights(ctx.db, staffId);
  return rights !== null && mayRoleCopy(ctx, rights.role) && permissionsOf(rights).has("activation.copy-link");
}
