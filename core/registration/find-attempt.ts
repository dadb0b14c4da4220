import type { Ctx } from "@/core/ctx";
import type { Flow } from "@/core/registration/attempt";
import { firstPasswordOf } from "@/core/registration/first-password";
import { flowOf } from "@/core/registration/flows/registry";
import { hashToken } from "@/core/security/token";
import { findPendingOfBrowser } from "@/db/queries/registrations";

/** What this browser is registering, for its own page only: the address in full, since this browser typed it. */
export type OwnAttempt = {
  readonly email: string;
  readonly returnTo: string | null;
  readonly flow: Flow["name"];
  /** Whether the mail brings a first password instead of a link and a code. */
  readonly isByFirstPassword: boolean;
};

/** The registration that this browser has begun and not proven, or null. The answer never depends on who has an account. */
export async function findAttempt(ctx: Pick<Ctx, "db" | "settings">, browser: string | undefined): Promise<OwnAttempt | null> {
  const pending = browser === undefined ? null : await findPendingOfBrowser(ctx.db, hashToken(browser));
  if (!pending) return null;
  const { email, returnTo } = pending;
  const flow = flowOf(pending);
  return { email, returnTo, flow: flow.name, isByFirstPassword: firstPasswordOf(ctx, flow) === "generated" };
}
