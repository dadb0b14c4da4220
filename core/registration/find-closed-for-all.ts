import type { Ctx } from "@/core/ctx";
import { type Closed, findClosed } from "@/core/registration/policy";
import type { Failure } from "@/core/result";
import type { Settings } from "@/settings/registry";

/**
 * Why nobody at all could register now, by whatever link they came; null while somebody can. `otherwise` are settings of registration
 * that are to be thought different; with `email`, nobody with that address. Asked for the door that the settings leave open: with SSO
 * only, new customers come through it.
 */
export function findClosedForAll(
  { db, settings }: Pick<Ctx, "db" | "settings">,
  otherwise: Partial<Settings["registration"]> = {},
  email: string | null = null,
): Promise<Failure<Closed> | null> {
  const registration = { ...settings.registration, linkOnly: false, ...otherwise };
  const door = settings.access.ssoOnly ? "sso" : "local";
  return findClosed({ db, settings: { ...settings, registration } }, { door, email });
}
