import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { guessCode } from "@/core/proofs/guess-code";
import type { Proof } from "@/core/proofs/proof";
import { spendProof } from "@/core/proofs/spend-proof";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { hashToken } from "@/core/security/token";
import { type NewCustomerSession, startSession } from "@/core/sessions/start-session";
import { type CodeDoorClosed, findCodeDoorClosed } from "@/core/sign-in/request-sign-in-code";
import { lockOpenHolder } from "@/db/queries/holders";
import { recordSignIn } from "@/db/queries/sign-in";

/** What the form beside the mail holds. */
export const signInByCodeInput = z.object({ code: requiredLine(40) });

type Input = z.output<typeof signInByCodeInput> & {
  readonly browser: string | undefined;
  /** The token of the session this browser shows until now. */
  readonly replaces: string | undefined;
};

type Code = CodeDoorClosed | "limits.too-many" | "code.refused";

/**
 * Signs in with the code that this browser asked for (P-M8). A code that is wrong and one that there never was get one answer: only an
 * account is mailed one, so anything else would tell who has an account (T-S1). See guessCode for the limits.
 */
export async function signInByCode(ctx: Ctx, { code, browser, replaces }: Input): Promise<Result<NewCustomerSession, Code>> {
  const closed = findCodeDoorClosed(ctx);
  if (closed) return fail(closed);
  const guessed = await guessCode(ctx, "code-sign-in", hashToken(browser ?? ""), code);
  if (!guessed.ok && guessed.code === "limits.too-many")
    return fail(guessed.code, { retryAfterSeconds: guessed.retryAfterSeconds });
  const session = guessed.ok ? await inTransaction(ctx, (tx) => admit(tx, guessed.value, replaces)) : null;
  if (session) return ok(session);
  const supportCode = await audit(ctx, { actor: { kind: "visitor" }, action: "sign-in", outcome: "code.refused" });
  return fail("code.refused", { field: "code", supportCode });
}

/** Under the account's lock: whoever sets a password or changes the address at this moment ends the code, or waits (T-P6, T-P7). */
async function admit(tx: Ctx, proof: Proof, replaces: string | undefined): Promise<NewCustomerSession | null> {
  const holder = proof.accountId === null ? null : await lockOpenHolder(tx.db, proof.accountId);
  if (!holder || ![holder.emailKey, holder.contactEmailKey].includes(proof.emailKey)) return null;
  if (!(await spendProof(tx, proof))) return null;
  const { accountId } = holder;
  await recordSignIn(tx.db, accountId);
  const session = await startSession(tx, { accountId, method: "code", replaces });
  const target = { kind: "account", id: accountId } as const;
  await audit(tx, { actor: { kind: "customer", accountId }, action: "sign-in", target, outcome: "ok", detail: { by: "code" } });
  return session;
}
