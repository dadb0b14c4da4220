import type { Ctx } from "@/core/ctx";
import { findProofByToken } from "@/core/proofs/find-proof-by-token";
import type { Proof } from "@/core/proofs/proof";
import type { Answers } from "@/core/registration/answers";
import type { Asked, Flow } from "@/core/registration/attempt";
import { flowOf } from "@/core/registration/flows/registry";
import { fail, ok, type Result } from "@/core/result";
import { maskEmail } from "@/core/security/mask";
import { hashToken, isSame } from "@/core/security/token";
import { findAccountOfAddress, findPending } from "@/db/queries/registrations";

/** What is behind the link of a registration. */
export type Confirmation = {
  readonly proof: Proof;
  /** The flow it began in. */
  readonly flow: Flow;
  readonly email: string;
  readonly maskedEmail: string;
  readonly firstName: string;
  readonly lastName: string;
  /** As typed at the beginning; counts in the same browser only. */
  readonly answers: Answers;
  /** Hash of the password that was chosen with the form. Counts in the same browser only; never leaves the server. */
  readonly passwordHash: string | null;
  readonly isSameBrowser: boolean;
  /** Whether the address belongs to an account: then nothing is asked and the page behind the button explains. */
  readonly isTaken: boolean;
  /** What is still asked: the flow's own, and in another browser what was asked at the beginning, too. */
  readonly asks: readonly Asked[];
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
  const flow = flowOf(pending);
  return ok({
    proof,
    flow,
    email,
    maskedEmail: maskEmail(email),
    firstName,
    lastName,
    answers,
    passwordHash,
    isSameBrowser,
    isTaken,
    asks: isTaken ? [] : [...(isSameBrowser ? [] : flow.asks), ...flow.asksAfterProof],
  });
}
