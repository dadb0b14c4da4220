import { z } from "zod";
import { type Ctx, inTransaction, Rollback } from "@/core/ctx";
import { minutes } from "@/core/duration";
import { requiredLine } from "@/core/input";
import { issueProof } from "@/core/proofs/issue-proof";
import { spendProof } from "@/core/proofs/spend-proof";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { forgetGuessesOfStaff, isGuessAllowed } from "@/core/security/guess-limit";
import { refuseTooMany } from "@/core/security/refuse-too-many";
import { knownBrowserOf } from "@/core/staff/known-browser";
import { type NewStaffSession, startStaffSession } from "@/core/staff/start-staff-session";
import { type SecondFactor, takeSecondFactor } from "@/core/staff/take-second-factor";
import { tellStaff } from "@/core/staff/tell-staff";
import { countSecondStepTry, hasSecondStep } from "@/db/queries/second-factor";
import { recordStaffSignIn } from "@/db/queries/staff";

/** What the form of the second step holds. */
export const secondStepInput = z.object({ code: requiredLine(40) });

/** How long after the password the code may come. */
export const SECOND_STEP_LASTS = minutes(10);

/** How many codes may be tried after one password. */
export const SECOND_STEP_TRIES = 5;

type Asking = Pick<Ctx, "db" | "secrets" | "request" | "now">;
type Code = "limits.too-many" | "staff.code-refused";

/** Lets this browser, which has just given the right password, type a code. Runs in the open transaction. */
export async function openSecondStep(tx: Pick<Ctx, "db" | "secrets">, staffId: string, browserHash: string): Promise<void> {
  // The link's token goes nowhere: only this browser can go on.
  await issueProof(tx, {
    purpose: "staff-second-factor",
    subject: { staffId },
    browserHash,
    linkLasts: SECOND_STEP_LASTS,
    hasCode: false,
  });
}

/** Whether this browser may type a code. Changes nothing. */
export const isAtSecondStep = (ctx: Pick<Ctx, "db">, browserHash: string): Promise<boolean> =>
  hasSecondStep(ctx.db, browserHash, SECOND_STEP_TRIES);

type Typed = {
  readonly code: string;
  readonly browserHash: string;
  /** What the browser's cookie says of who signed in with it before (see rememberBrowser). */
  readonly known?: string | undefined;
  readonly replaces: string | undefined;
};

/**
 * Signs a staff member in who has given the password in this browser and now a code of the authenticator, or a recovery code. Each try is
 * counted before anything is compared, five per password and with the failures of that person, which only a whole sign-in forgets (T-S3):
 * whoever knows the password cannot guess on. Wrong, used, locked, too late, not begun: one answer.
 */
export async function takeSecondStep(
  ctx: Asking,
  { code, browserHash, known, replaces }: Typed,
): Promise<Result<NewStaffSession, Code>> {
  const refused = await refuseTooMany(ctx, "sign-in:address");
  if (refused) return refused;
  const step = await countSecondStepTry(ctx.db, browserHash, SECOND_STEP_TRIES);
  if (!step) return fail("staff.code-refused", { field: "code" });
  const { id, staffId } = step;
  const from = knownBrowserOf(ctx, known, staffId);
  if (!(await isGuessAllowed(ctx, { kind: "staff", id: staffId, from }))) return refuse(ctx, staffId);
  try {
    return ok(await inTransaction(ctx, (tx) => admit(tx, { proofId: id, staffId, code, from, replaces })));
  } catch (error) {
    if (error instanceof Rollback) return refuse(ctx, staffId);
    throw error;
  }
}

type Admitting = {
  readonly proofId: string;
  readonly staffId: string;
  readonly code: string;
  readonly from: string | undefined;
  readonly replaces: string | undefined;
};

async function admit(tx: Asking, { proofId, staffId, code, from, replaces }: Admitting): Promise<NewStaffSession> {
  if ((await recordStaffSignIn(tx.db, staffId)) === null) throw new Rollback("shut out meanwhile");
  const factor = await takeSecondFactor(tx, staffId, code);
  if (factor === null) throw new Rollback("no code that counts");
  if (!(await spendProof(tx, { purpose: "staff-second-factor", id: proofId })))
    throw new Rollback("this step was taken meanwhile");
  await forgetGuessesOfStaff(tx, staffId, from);
  return finish(tx, { staffId, factor, replaces });
}

async function finish(
  tx: Asking,
  { staffId, factor, replaces }: { staffId: string; factor: SecondFactor; replaces: string | undefined },
): Promise<NewStaffSession> {
  if (factor === "recovery") await tellStaff(tx, staffId, "recoveryCodeUsed");
  const session = await startStaffSession(tx, { staffId, replaces });
  const actor = { kind: "staff", staffId } as const;
  const target = { kind: "staff", id: staffId } as const;
  await audit(tx, { actor, action: "staff.sign-in", target, outcome: "ok", detail: { secondFactor: factor } });
  return session;
}

async function refuse(ctx: Asking, staffId: string): Promise<Result<never, Code>> {
  const target = { kind: "staff", id: staffId } as const;
  const outcome = "staff.code-refused";
  const supportCode = await audit(ctx, { actor: { kind: "visitor" }, action: "staff.sign-in", target, outcome });
  return fail(outcome, { field: "code", supportCode });
}
