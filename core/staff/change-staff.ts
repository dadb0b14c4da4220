import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { type ColleagueAsked, changeColleague } from "@/core/staff/change-colleague";
import { actorOf, type ConfirmFailure } from "@/core/staff/confirm-staff";
import { type ColleagueFailure, isBeyondOwn } from "@/core/staff/lock-colleague";
import { type Permission, rolePermissions, type StaffRole } from "@/core/staff/permissions";
import { forgetToldOf } from "@/db/queries/conversation-notices";
import { countOtherAdmins, endInvitationsBy, updateStaff } from "@/db/queries/staff-room";

/** What the form of a role holds. */
export const changeRoleInput = z.object({ role: z.enum(["agent", "admin"], { error: "field.invalid" }) });

type Asking = Pick<Ctx, "db" | "secrets" | "request" | "hash">;
type Code = ConfirmFailure | ColleagueFailure | "staff.beyond-own";

/**
 * Gives a staff member another role, from their next click on (T-K7). Never to oneself, never more than one may oneself, and never so that
 * no admin is left who could sign in, however many do it at once (T-A5). Links for staff that a former admin sent end. Throws TooBusy.
 */
export async function changeRole(
  ctx: Asking,
  { staffId, by, role }: ColleagueAsked & { readonly role: StaffRole },
): Promise<Result<undefined, Code | "staff.last-admin">> {
  return changeColleague(ctx, { staffId, by }, async (tx, person) => {
    if (person.role === role) return ok();
    if (await isBeyondOwn(tx, by, { before: person, after: { ...person, role } })) return fail("staff.beyond-own");
    if (role === "agent" && (await countOtherAdmins(tx.db, staffId)) === 0) return fail("staff.last-admin");
    await updateStaff(tx.db, staffId, { role });
    if (role === "agent") await endInvitationsBy(tx.db, staffId);
    await log(tx, { staffId, by }, "staff.role-changed", { role: `${person.role} → ${role}` });
    return ok();
  });
}

/** What can be withheld from somebody of a role. Who manages staff is the role itself: else somebody could lose the last one. */
export const withholdable = (role: StaffRole): readonly Permission[] =>
  rolePermissions[role].filter((permission) => permission !== "staff.manage");

/**
 * Withholds permissions of the role from a staff member, and gives the others back: `granted` are those that stay. `role` is the one that
 * whoever decided had before their eyes. Throws TooBusy.
 */
export async function changePermissions(
  ctx: Asking,
  { staffId, by, role, granted }: ColleagueAsked & { readonly role: StaffRole; readonly granted: ReadonlySet<string> },
): Promise<Result<undefined, Code | "form.out-of-date">> {
  return changeColleague(ctx, { staffId, by }, async (tx, person) => {
    if (person.role !== role) return fail("form.out-of-date");
    const withheld = withholdable(role).filter((permission) => !granted.has(permission));
    if (await isBeyondOwn(tx, by, { before: person, after: { role, withheld } })) return fail("staff.beyond-own");
    const before = withholdable(role).filter((permission) => person.withheld.includes(permission));
    if (before.join() === withheld.join()) return ok();
    await updateStaff(tx.db, staffId, { withheld });
    // What waits for this person waits for the others now, who are told of it.
    if (withheld.includes("messages.answer") && !before.includes("messages.answer")) await forgetToldOf(tx.db, staffId);
    const words = (names: readonly string[]) => (names.length === 0 ? "–" : names.join(", "));
    await log(tx, { staffId, by }, "staff.permissions-changed", { withheld: `${words(before)} → ${words(withheld)}` });
    return ok();
  });
}

async function log(
  tx: Pick<Ctx, "db" | "request">,
  { staffId, by }: ColleagueAsked,
  action: "staff.role-changed" | "staff.permissions-changed",
  detail: Readonly<Record<string, string>>,
): Promise<void> {
  await audit(tx, { actor: actorOf(by), action, target: { kind: "staff", id: staffId }, outcome: "ok", detail });
}
