import type { Ctx } from "@/core/ctx";
import { findProofByToken } from "@/core/proofs/find-proof-by-token";
import { type CodeFailure, guessCode } from "@/core/proofs/guess-code";
import type { Proof, ProofPurpose } from "@/core/proofs/proof";
import type { Result } from "@/core/result";
import { hashToken } from "@/core/security/token";

/** How a person shows that a mailbox is theirs: by the mailed link, or by the code in the browser that asked for it. */
export type GivenProof =
  | { readonly kind: "link"; readonly token: string }
  /** `browser` is the value of the attempt cookie; without one no code is right. */
  | { readonly kind: "code"; readonly code: string; readonly browser: string | undefined };

/** The proof that somebody gives, by link or by code, for this purpose. Nothing is spent yet: see spendProof. */
export function findGivenProof(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  purpose: ProofPurpose,
  given: GivenProof,
): Promise<Result<Proof, "proof.invalid" | CodeFailure>> {
  if (given.kind === "link") return findProofByToken(ctx, purpose, given.token);
  return guessCode(ctx, purpose, hashToken(given.browser ?? ""), given.code);
}
