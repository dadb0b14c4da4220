import type { Ctx } from "@/core/ctx";
import { findClosed } from "@/core/registration/policy";

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
 * registration's own policies say, for the door that the settings leave open: with SSO only, new customers come through it.
 */
export async function explainClosed({ db, settings }: Pick<Ctx, "db" | "settings">): Promise<ClosedReason | null> {
  const registration = { ...settings.registration, linkOnly: false };
  const door = settings.access.ssoOnly ? "sso" : "local";
  const closed = await findClosed({ db, settings: { ...settings, registration } }, { door });
  if (!closed) return null;
  const named = reasons[closed.code];
  if (named !== undefined) return named;
  if (!registration.open) return "switched-off";
  return registration.personInCharge === "" ? "no-person-in-charge" : "person-in-charge-inactive";
}

const reasons: Readonly<Record<string, ClosedReason>> = {
  "access.accounts-off": "accounts-off",
  "registration.full": "full",
  "registration.not-yet": "not-yet",
  "registration.over": "over",
};
