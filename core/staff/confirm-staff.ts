import type { Ctx } from "@/core/ctx";
import { optionalText } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { type Actor, audit } from "@/core/security/audit";
import { FRESH_SECONDS } from "@/core/security/freshness";
import { forgetGuesses, isGuessAllowed } from "@/core/security/guess-limit";
import { verifyPassword } from "@/core/security/password-hash";
import { LONGEST_PASSWORD } from "@/core/security/password-rule";
import { findStaffPasswordHash, isStaffSessionFresh, refreshStaffAuthentication } from "@/db/queries/staff";

/** Who changes something dangerous: a staff member with what they typed into `confirmPassword` (or ""), or the server's own keyboard. */
export type Operator = { readonly kind: "system" } | StaffOperator;

/** A staff member who changes something dangerous. */
export type StaffOperator = {
  readonly kind: "staff";
  readonly staffId: string;
  readonly sessionId: string;
  readonly confirmPassword: string;
};

/** What a form that changes something dangerous holds for it: the own password, empty where it was not asked for. */
export const confirmStaffFields = { confirmPassword: optionalText(4000) };

/** Why a change is not believed to be this person's. */
export type ConfirmFailure = "staff.confirm-needed" | "password.wrong-current";

/** The operator as the audit log knows them, without anything secret. */
export const actorOf = (by: Operator): Actor =>
  by.kind === "staff" ? { kind: "staff", staffId: by.staffId } : { kind: "system" };

/**
 * Asks whether it is really this person who is about to change something dangerous (T-A13): they gave their password a moment ago
 * (FRESH_SECONDS), or give it now. Wrong ones count as guesses, as at the door (T-S3), and are in the audit log. Throws TooBusy.
 */
export async function confirmStaff(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  by: Operator,
): Promise<Result<undefined, ConfirmFailure>> {
  if (by.kind === "system" || (await isStaffSessionFresh(ctx.db, by.sessionId, FRESH_SECONDS))) return ok();
  const asked = await askStaffPassword(ctx, by);
  return asked.ok ? ok() : asked;
}

/**
 * Asks for the own password whenever it was last given: for what a session that somebody left open must not do. Answers the hash that it
 * fits. Wrong ones count as guesses, and are in the audit log. Throws TooBusy.
 */
export async function askStaffPassword(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  by: StaffOperator,
  field = "confirmPassword",
): Promise<Result<string, ConfirmFailure>> {
  const typed = by.confirmPassword;
  if (typed === "") return fail("staff.confirm-needed", { field });
  const guessed = { kind: "staff", id: by.staffId } as const;
  const isReadable = typed.length <= LONGEST_PASSWORD * 8;
  const mayGuess = isReadable && (await isGuessAllowed(ctx, guessed));
  const hash = mayGuess ? await findStaffPasswordHash(ctx.db, by.staffId) : null;
  const isRight = isReadable && (await verifyPassword(ctx.hash, hash, typed));
  const outcome = isRight ? "ok" : "password.wrong-current";
  const target = guessed;
  const supportCode = await audit(ctx, { actor: actorOf(by), action: "staff.confirmed", target, outcome });
  if (!isRight || hash === null) return fail("password.wrong-current", { field, supportCode });
  await forgetGuesses(ctx, guessed);
  await refreshStaffAuthentication(ctx.db, by.sessionId);
  return ok(hash);
}
