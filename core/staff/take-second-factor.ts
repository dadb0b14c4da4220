import type { Ctx } from "@/core/ctx";
import { openSecret, recoveryHashes, stepOf } from "@/core/staff/one-time-code";
import { findTotp, spendRecoveryCode, takeTotpStep } from "@/db/queries/second-factor";

/** What somebody has proven a second factor with. */
export type SecondFactor = "totp" | "recovery";

/**
 * Takes a typed code of an authenticator, or a recovery code: each counts once, also when many try at once. Null if it counts for nothing.
 * Whoever calls has counted the try before.
 */
export async function takeSecondFactor(
  ctx: Pick<Ctx, "db" | "secrets">,
  staffId: string,
  typed: string,
): Promise<SecondFactor | null> {
  const hashes = recoveryHashes(ctx, staffId, typed);
  if (hashes.length > 0) return (await spendRecoveryCode(ctx.db, staffId, hashes)) ? "recovery" : null;
  return (await takeTotp(ctx, staffId, typed)) ? "totp" : null;
}

async function takeTotp(ctx: Pick<Ctx, "db" | "secrets">, staffId: string, typed: string): Promise<boolean> {
  const totp = await findTotp(ctx.db, staffId);
  const secret = totp && openSecret(ctx, totp.secret);
  const step = secret === null || totp === null ? null : stepOf(secret, typed, totp.nowSeconds);
  return step !== null && (await takeTotpStep(ctx.db, staffId, step));
}
