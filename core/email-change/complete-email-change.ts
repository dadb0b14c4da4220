import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { adoptAddress } from "@/core/email-change/adopt-address";
import { tellFormerAddress } from "@/core/email-change/tell-former-address";
import { optionalText, requiredLine } from "@/core/input";
import { findGivenProof, type GivenProof } from "@/core/proofs/find-given-proof";
import type { CodeFailure } from "@/core/proofs/guess-code";
import type { Proof } from "@/core/proofs/proof";
import { spendProof } from "@/core/proofs/spend-proof";
import { findAddressUse } from "@/core/registration/address-use";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import type { Session } from "@/core/sessions/find-session";
import { isDuplicate } from "@/db";
import { lockAddress } from "@/db/queries/address-lock";
import { endAllProofsOf, lockOpenHolder } from "@/db/queries/holders";
import { deleteOtherSessions } from "@/db/queries/sessions";

/** What the forms behind the link and beside the code hold. */
export const emailChangeByLinkInput = z.object({ token: optionalText(200) });
export const emailChangeByCodeInput = z.object({ code: requiredLine(40) });

type Input = { readonly session: Pick<Session, "id" | "accountId"> | null; readonly given: GivenProof };
type Code = "access.sign-in-first" | "email.other-account" | "email.taken" | "proof.invalid" | CodeFailure;

/**
 * Gives an account its new address: by POST, with the proof of the new mailbox and in a browser where that very account is signed in
 * (T-E3). One transaction: the address counts from now on and the former one no more, other sessions and every link on its way end
 * (T-E7), the former address is told and can take it back (T-E6), guest orders of the new one come along (P-R7). An address that has an
 * account by now is refused (T-E4), and of two that ask for the same one at once one gets it (T-E5).
 */
export async function completeEmailChange(ctx: Ctx, { session, given }: Input): Promise<Result<undefined, Code>> {
  if (!session) return fail("access.sign-in-first");
  const found = await findGivenProof(ctx, "email-change", given);
  if (!found.ok) return found;
  if (found.value.accountId !== session.accountId)
    return given.kind === "link" ? fail("email.other-account") : fail("code.ended");
  try {
    return await inTransaction(ctx, (tx) => carryOut(tx, found.value, session));
  } catch (error) {
    // An account came to this address by a way that does not take the lock.
    if (!isDuplicate(error, "accounts_email_key")) throw error;
    return refuse(ctx, session.accountId);
  }
}

async function carryOut(tx: Ctx, proof: Proof, session: NonNullable<Input["session"]>): Promise<Result<undefined, Code>> {
  const { accountId } = session;
  const email = proof.emailKey ?? "";
  await lockAddress(tx.db, email);
  const holder = await lockOpenHolder(tx.db, accountId);
  if (!holder) return fail("proof.invalid");
  const use = await findAddressUse(tx, email);
  if (use.kind === "account" && use.accountId !== accountId) return refuse(tx, accountId);
  if (!(await spendProof(tx, proof))) return fail("proof.invalid");
  const isContact = await adoptAddress(tx, holder, email);
  await deleteOtherSessions(tx.db, accountId, session.id);
  await endAllProofsOf(tx.db, accountId, { keepsUndo: true });
  await tellFormerAddress(tx, holder, isContact);
  await audit(tx, {
    actor: { kind: "customer", accountId },
    action: "email.changed",
    target: { kind: "account", id: accountId },
    outcome: "ok",
    detail: { email: `${holder.email === null ? "–" : maskEmail(holder.email)} → ${maskEmail(email)}` },
  });
  return ok();
}

async function refuse(ctx: Ctx, accountId: string): Promise<Result<never, Code>> {
  const supportCode = await audit(ctx, {
    actor: { kind: "customer", accountId },
    action: "email.changed",
    target: { kind: "account", id: accountId },
    outcome: "email.taken",
  });
  return fail("email.taken", { supportCode });
}
