import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { emailAddress, personName } from "@/core/input";
import { mayMail } from "@/core/mail/may-mail";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { type ConfirmFailure, confirmStaff, type StaffOperator } from "@/core/staff/confirm-staff";
import { mailInvitation } from "@/core/staff/mail-invitation";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { findStaffRights, insertStaff } from "@/db/queries/staff";
import { lockStaffRoom, updateStaff } from "@/db/queries/staff-room";

/** What the form for a new staff member holds. */
export const inviteStaffInput = z.object({
  name: personName(),
  email: emailAddress(),
  role: z.enum(["agent", "admin"], { error: "field.invalid" }),
});

type Invitation = z.output<typeof inviteStaffInput> & { readonly by: StaffOperator };
type Code = ConfirmFailure | "staff.not-permitted" | "staff.exists" | "limits.too-many";

/**
 * Adds a staff member without a password and mails them a link that sets one. What is withheld from the one who invites is withheld from
 * the invited, too: nobody makes somebody who may do more than they may themselves (T-A5). Throws TooBusy.
 */
export async function inviteStaff(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash" | "origin" | "settings">,
  { name, email, role, by }: Invitation,
): Promise<Result<{ readonly staffId: string }, Code>> {
  const refused = await refuseUnpermitted(ctx, by, "staff.manage");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  if (!(await mayMail(ctx, email, "proof"))) return fail("limits.too-many");
  return inTransaction(ctx, async (tx) => {
    // Whoever shuts the inviter out at this moment sees the invitation, or is seen.
    await lockStaffRoom(tx.db);
    const lost = await refuseUnpermitted(tx, by, "staff.manage");
    if (lost) return lost;
    const id = await insertStaff(tx.db, { name, email, emailKey: email, role });
    if (id === null) return fail("staff.exists", { field: "email" });
    const own = await findStaffRights(tx.db, by.staffId);
    await updateStaff(tx.db, id, { withheld: own?.withheld ?? [] });
    await mailInvitation(tx, { id, name, email, role }, by.staffId);
    const actor = { kind: "staff", staffId: by.staffId } as const;
    const detail = { email: maskEmail(email), role };
    await audit(tx, { actor, action: "staff.invited", target: { kind: "staff", id }, outcome: "ok", detail });
    return ok({ staffId: id });
  });
}
