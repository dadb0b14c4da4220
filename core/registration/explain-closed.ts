import type { Ctx } from "@/core/ctx";
import { findClosedForAll } from "@/core/registration/find-closed-for-all";

/** Why nobody can register now, in the terms of the settings that would change it. */
export type ClosedReason =
  | "accounts-off"
  | "switched-off"
  | "no-person-in-charge"
  | "person-in-charge-inactive"
  | "not-yet"
  | "over"
  | "full";

/**
 * Why registration is closed, for staff only; null while it is open, be it to those with the registration link only. Whether it is, the
 * registration's own policies say.
 */
export async function explainClosed(ctx: Pick<Ctx, "db" | "settings">): Promise<ClosedReason | null> {
  const closed = await findClosedForAll(ctx);
  if (!closed) return null;
  const named = reasons[closed.code];
  if (named !== undefined) return named;
  const { open, personInCharge } = ctx.settings.registration;
  if (!open) return "switched-off";
  return personInCharge === "" ? "no-person-in-charge" : "person-in-charge-inactive";
}

const reasons: Readonly<Record<string, ClosedReason>> = {
  "access.accounts-off": "accounts-off",
  "registration.full": "full",
  "registration.not-yet": "not-yet",
  "registration.over": "over",
};
