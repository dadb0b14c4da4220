import type { Ctx } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { authenticatorAddress, newAuthenticatorSecret, openSecret, sealSecret } from "@/core/staff/one-time-code";
import { findSecondFactorState, findWaitingTotp, storeWaitingTotp } from "@/db/queries/second-factor";
import { findStaff } from "@/db/queries/staff";

/** Makes a secret for one's own authenticator, which counts for nothing until it is confirmed. Begun again, the one before is gone. */
export async function startSecondFactor(
  ctx: Pick<Ctx, "db" | "secrets">,
  { staffId }: { readonly staffId: string },
): Promise<Result<undefined, "staff.second-factor-on">> {
  const isStored = await storeWaitingTotp(ctx.db, staffId, sealSecret(ctx, newAuthenticatorSecret()));
  return isStored ? ok() : fail("staff.second-factor-on");
}

/** One's own second factor: off, waiting to be confirmed (with the secret, for a quarter of an hour), or on. */
export type OwnSecondFactor =
  | { readonly state: "off" }
  | { readonly state: "waiting"; readonly secret: string; readonly address: string }
  | { readonly state: "on"; readonly confirmedAt: Date; readonly codesLeft: number };

/** Looks at one's own second factor. A secret comes with it only while it waits, and only for its owner's eyes. */
export async function findOwnSecondFactor(
  ctx: Pick<Ctx, "db" | "secrets" | "settings">,
  staffId: string,
): Promise<OwnSecondFactor> {
  const present = await findSecondFactorState(ctx.db, staffId);
  if (present) return { state: "on", ...present };
  const waiting = await findWaitingTotp(ctx.db, staffId);
  const secret = waiting && openSecret(ctx, waiting.secret);
  const person = secret === null ? null : await findStaff(ctx.db, staffId);
  if (secret === null || !person) return { state: "off" };
  const address = authenticatorAddress(secret, { shop: ctx.settings.shop.name, email: person.email });
  return { state: "waiting", secret, address };
}
