import type { Ctx } from "@/core/ctx";
import { findClosed } from "@/core/registration/policy";

/** Why nobody can register now, in the terms of the settings that would change it. */
export type ClosedReason = "accounts-off" | "switched-off" | "no-person-in-charge" | "person-in-charge-inactive";

/**
 * Why registration is closed, for staff only; null while it is open. Whether it is, the registration's own policies say, for the door that
 * the settings leave open: with SSO only, new customers come through it.
 */
export async function explainClosed(ctx: Pick<Ctx, "db" | "settings">): Promise<ClosedReason | null> {
  const closed = await findClosed(ctx, { door: ctx.settings.access.ssoOnly ? "sso" : "local" });
  if (!closed) return null;
  if (closed.code === "access.accounts-off") return "accounts-off";
  const { open, personInCharge } = ctx.settings.registration;
  if (!open) return "switched-off";
  return personInCharge === "" ? "no-person-in-charge" : "person-in-charge-inactive";
}
