import type { Ctx } from "@/core/ctx";
import { type Failure, fail } from "@/core/result";
import type { Actor } from "@/core/security/audit";
import { findStaffRights } from "@/db/queries/staff";

/** What staff may be allowed to do beyond looking at customers. The list is closed: a name that is none of these gives nothing. */
export const permissions = [
  "customers.edit",
  "customers.merge",
  "customers.erase",
  "customers.export",
  "activation.send",
  "activation.copy-link",
  "registrations.manage",
  "messages.answer",
  "orders.attach",
  "companies.edit",
  "import.run",
  "audit.read",
  "audit.export",
  "mail.read",
  "settings.edit",
  "connections.edit",
  "staff.manage",
] as const;

/** The name of something staff may be allowed to do. Stable: it stands in rows and in the audit log. */
export type Permission = (typeof permissions)[number];

/** What a staff member may do: an admin may do all an agent may. */
export type StaffRole = "agent" | "admin";

/** What each role may do, before anything is withheld from a person. */
export const rolePermissions: Readonly<Record<StaffRole, readonly Permission[]>> = {
  agent: [
    "customers.edit",
    "customers.merge",
    "customers.erase",
    "customers.export",
    "activation.send",
    // Only where the setting activation.copyLink lets agents, too: the use case that copies asks it (T-V11).
    "activation.copy-link",
    "registrations.manage",
    "messages.answer",
    "orders.attach",
    "companies.edit",
    "audit.read",
    "mail.read",
  ],
  admin: permissions,
};

/** What a person may do: what the role may, without what an admin withheld from them. */
export function permissionsOf(person: {
  readonly role: StaffRole;
  readonly withheld: readonly string[];
}): ReadonlySet<Permission> {
  return new Set(rolePermissions[person.role].filter((permission) => !person.withheld.includes(permission)));
}

/**
 * Asks whether somebody may do this, by what stands in the database now (T-A7, T-K7); answers the refusal, or null. The first line of
 * every use case that names a permission, so that no door can miss it. The server's own keyboard may do everything; visitors, customers
 * and who was deactivated meanwhile nothing.
 */
export async function refuseUnpermitted(
  ctx: Pick<Ctx, "db">,
  by: Actor,
  permission: Permission,
): Promise<Failure<"staff.not-permitted"> | null> {
  if (by.kind === "system") return null;
  const person = by.kind === "staff" ? await findStaffRights(ctx.db, by.staffId) : null;
  return person && permissionsOf(person).has(permission) ? null : fail("staff.not-permitted");
}
