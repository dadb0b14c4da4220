import type { Ctx } from "@/core/ctx";
import { findProofByToken } from "@/core/proofs/find-proof-by-token";
import type { Proof } from "@/core/proofs/proof";
import type { Answers } from "@/core/registration/answers";
import { fail, ok, type Result } from "@/core/result";
import { maskEmail } from "@/core/security/audit";
import { hashToken, isSame } from "@/core/security/token";
import { findAccountOfAddress, findPending } from "@/db/queries/registrations";

/** What is behind the link of a registration. */
export type Confirmation = {
  readonly proof: Proof;
  readonly email: string;
  readonly maskedEmail: string;
  readonly firstName: string;
  readonly lastName: string;
  /** As typed at the beginning; counts in the same browser only. */
  readonly answers: Answers;
  /** Hash of the password that was chosen with the form. Counts in the same browser only; never leaves the server. */
  readonly passwordHash: string | null;
  readonly isSameBrowser: boolean;
  /** Whether names and a password are asked for: in another browser than the one that began it, unless the address is taken anyway. */
  readonly asksPerson: boolean;
};

/**
 * Looks behind a registration's link without changing anything (T-V1). In another browser nothing that was typed at the beginning counts
 * but the address: whoever typed it may not be who reads the mail (T-R3).
 */
export async function findConfirmation(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  { token, browser }: { readonly token: string; readonly browser: string | undefined },
): Promise<Result<Confirmation, "proof.invalid" | "limits.too-many">> {
  const found = await findProofByToken(ctx, "registration", token);
  if (!found.ok) return found;
  const proof = found.value;
  const pending = await findPending(ctx.db, proof.pendingId ?? "");
  if (!pending || pending.emailKey !== proof.emailKey) return fail("proof.invalid");
  const { email, firstName, lastName, answers, passwordHash, browserHash } = pending;
  const isSameBrowser = browser !== undefined && browserHash !== null && isSame(hashToken(browser), browserHash);
  const isTaken = (await findAccountOfAddress(ctx.db, email)) !== null;
  return ok({
    proof,
    email,
    maskedEmail: maskEmail(email),
    firstName,
    lastName,
    answers,
    passwordHash,
    isSameBrowser,
    asksPerson: !isTaken && (!isSameBrowser || passwordHash === null),
  });
}
