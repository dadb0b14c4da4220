import type { Ctx } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { type AuditAction, audit } from "@/core/security/audit";
import { isGuessAllowed } from "@/core/security/guess-limit";
import { verifyPassword } from "@/core/security/password-hash";
import { findPasswordHash } from "@/db/queries/passwords";

type Asked = {
  readonly accountId: string;
  readonly password: string;
  /** What the password was asked for; a wrong one is noted as an attempt at it. */
  readonly action: AuditAction;
};

/**
 * Compares what somebody who is signed in typed with the account's password, and answers the stored hash that it fits. Wrong ones count as
 * failed sign-ins, since a borrowed session is no place to guess (T-S8), and are in the audit log. Who goes on has to forget the guesses.
 * Throws TooBusy.
 */
export async function checkCurrentPassword(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  { accountId, password, action }: Asked,
): Promise<Result<string, "password.wrong-current" | "limits.too-many">> {
  const target = { kind: "account", id: accountId } as const;
  const mayGuess = await isGuessAllowed(ctx, target);
  const stored = await findPasswordHash(ctx.db, accountId);
  const isRight = await verifyPassword(ctx.hash, mayGuess ? stored : null, password);
  if (!mayGuess) return fail("limits.too-many");
  if (isRight && stored !== null) return ok(stored);
  const outcome = "password.wrong-current";
  const supportCode = await audit(ctx, { actor: { kind: "customer", accountId }, action, target, outcome });
  return fail(outcome, { field: "password", supportCode });
}
