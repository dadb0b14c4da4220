import type { Ctx } from "@/core/ctx";
import { hashToken } from "@/core/security/token";
import { findPendingOfBrowser } from "@/db/queries/registrations";

/** What this browser is registering, for its own page only: the address in full, since this browser typed it. */
export type OwnAttempt = { readonly email: string; readonly returnTo: string | null };

/** The registration that this browser has begun and not proven, or null. The answer never depends on who has an account. */
export async function findAttempt(ctx: Pick<Ctx, "db">, browser: string | undefined): Promise<OwnAttempt | null> {
  const pending = browser === undefined ? null : await findPendingOfBrowser(ctx.db, hashToken(browser));
  return pending && { email: pending.email, returnTo: pending.returnTo };
}
