import type { Ctx } from "@/core/ctx";
import { findProofByToken } from "@/core/proofs/find-proof-by-token";
import { fail, ok, type Result } from "@/core/result";
import { findStaffSession } from "@/core/staff/find-staff-session";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { findStaff } from "@/db/queries/staff";

/** Who is about to set a password. */
export type StaffSetup = {
  readonly proofId: string;
  readonly staffId: string;
  readonly name: string;
  readonly email: string;
  /** Whether it replaces one that was forgotten (renewStaffPassword), and is not the first (setUpStaff). */
  readonly isRenewal: boolean;
};

/** Why a setup link opens nothing. */
export type SetupFailure = "proof.invalid" | "limits.too-many" | "staff.other-session";

/**
 * Looks at a setup link without changing anything (T-V1). One of somebody who was deactivated meanwhile is none, nor is an invitation by
 * somebody who may not invite any more (T-V9); one that replaces a password is for agents only. In a browser where another staff member
 * is signed in (`present`: its cookie's token) nobody takes it (T-V7).
 */
export async function findStaffSetup(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  token: string,
  present?: string,
): Promise<Result<StaffSetup, SetupFailure>> {
  const proof = await findProofByToken(ctx, "staff-setup", token);
  if (!proof.ok) return proof;
  const { id: proofId, staffId, data } = proof.value;
  const person = staffId === null ? null : await findStaff(ctx.db, staffId);
  const isRenewal = data.kind === "renewal";
  if (!person || (isRenewal && person.role !== "agent")) return fail("proof.invalid");
  if (!(await mayInviteStill(ctx, data.by))) return fail("proof.invalid");
  const session = await findStaffSession(ctx, present);
  if (session && session.staffId !== person.id) return fail("staff.other-session");
  return ok({ proofId, staffId: person.id, name: person.name, email: person.email, isRenewal });
}

/** Nobody invited whom the server's keyboard made. */
async function mayInviteStill(ctx: Pick<Ctx, "db">, by: string | undefined): Promise<boolean> {
  return by === undefined || (await refuseUnpermitted(ctx, { kind: "staff", staffId: by }, "staff.manage")) === null;
}
