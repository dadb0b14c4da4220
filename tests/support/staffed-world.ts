import type { Ctx } from "@/core/ctx";
import type { StaffOperator } from "@/core/staff/confirm-staff";
import { makeWorld, type World } from "./context";
import { freshOperator, makeStaff } from "./make";

/** A database of its own in which somebody of the staff, who may do anything, has just typed their password. */
export type StaffedWorld = { readonly world: World; readonly ctx: Ctx; readonly by: StaffOperator; readonly staffId: string };

/** Opens one. Call in beforeAll and `end` its world in afterAll. */
export async function makeStaffedWorld(): Promise<StaffedWorld> {
  const world = await makeWorld();
  const ctx = world.ctx();
  const by = await freshOperator(ctx, (await makeStaff(ctx)).staffId);
  return { world, ctx, by, staffId: by.staffId };
}
