import type { Ctx } from "@/core/ctx";
import { findProofByToken } from "@/core/proofs/find-proof-by-token";
import { fail, ok, type Result } from "@/core/result";
import { findStaff } from "@/db/queries/staff";

/** Who is about to set a password. */
export type StaffSetup = { readonly proofId: string; readonly staffId: string; readonly name: string; readonly email: string };

/** Looks at a setup link without changing anything (T-V1). A link of somebody who was deactivated meanwhile is none. */
export async function findStaffSetup(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  token: string,
): Promise<Result<StaffSetup, "proof.invalid" | "limits.too-many">> {
  const proof = await findProofByToken(ctx, "staff-setup", token);
  if (!proof.ok) return proof;
  const { id: proofId, staffId } = proof.value;
  const person = staffId === null ? null : await findStaff(ctx.db, staffId);
  return person ? ok({ proofId, staffId: person.id, name: person.name, email: person.email }) : fail("proof.invalid");
}
