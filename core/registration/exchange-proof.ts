import { type Ctx, inTransaction } from "@/core/ctx";
import { hours } from "@/core/duration";
import { issueProof } from "@/core/proofs/issue-proof";
import type { Proof } from "@/core/proofs/proof";
import { spendProof } from "@/core/proofs/spend-proof";
import type { Outcome } from "@/core/registration/activate";
import { type Closed, findClosed, questionAbout } from "@/core/registration/policy";
import { fail, ok, type Result } from "@/core/result";
import { lockPending } from "@/db/queries/registrations";

/** How long the page that asks for the rest waits; a new mail can be asked for afterwards. */
const WAITS = hours(1);

/**
 * Spends a proof that was just given for a link to the page that asks for what the flow still needs (P-R3, P-R5): the grant without which
 * that page does nothing (T-R14), good once and for this registration only. Nothing is made yet. Every policy is asked again (T-R9).
 */
export async function exchangeProof(
  ctx: Ctx,
  proof: Proof,
): Promise<Result<Extract<Outcome, { kind: "asks-more" }>, Closed | "proof.invalid">> {
  return inTransaction(ctx, async (tx) => {
    const pending = await lockPending(tx.db, proof.pendingId ?? "");
    const closed = await findClosed(tx, questionAbout(pending));
    if (closed) return closed;
    if (!pending?.browserHash || pending.emailKey !== proof.emailKey) return fail("proof.invalid");
    const { id: pendingId, email, browserHash } = pending;
    if (!(await spendProof(tx, proof))) return fail("proof.invalid");
    const subject = { pendingId };
    const { token } = await issueProof(tx, {
      purpose: "registration",
      subject,
      email,
      browserHash,
      linkLasts: WAITS,
      hasCode: false,
    });
    return ok({ kind: "asks-more", token });
  });
}
