import type { Ctx } from "@/core/ctx";
import { fullNameOf } from "@/core/customers/full-name";
import { hashToken } from "@/core/security/token";
import { findLiveSession, touchSession } from "@/db/queries/sessions";

/** A customer who is signed in, as pages and actions see them. */
export type Session = {
  readonly id: string;
  readonly accountId: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly name: string;
  readonly email: string | null;
  /** Whether this person signed in without having accepted the texts of that day, and has not done so since (P-R10). */
  readonly asksConsent: boolean;
  readonly expiresAt: Date;
};

/** What somebody who is signed in is called: by name, else by customer number. */
export const calledAs = ({ name, customerNumber }: Session): string => name || customerNumber;

/**
 * The session of a cookie's token, or null. Idle limit, absolute limit and the account's state are all checked by the query that reads
 * it, so an ended or deactivated one is gone with the next request, on every process (T-K3, T-K5). While customer accounts are off
 * nobody is signed in, and while SSO only is on nobody who came by a password or a registration: those sessions count again, as long as
 * their limits let them, when it is switched off (T-X3).
 */
export async function findSession(ctx: Pick<Ctx, "db" | "settings">, token: string | undefined): Promise<Session | null> {
  if (!token || token.length > 100 || !ctx.settings.access.customerAccounts) return null;
  const { access, sessions } = ctx.settings;
  const asked = { tokenHash: hashToken(token), idleDays: sessions.idleDays, isSsoOnly: access.ssoOnly };
  const found = await findLiveSession(ctx.db, asked);
  if (!found) return null;
  const { isStale, firstName, lastName, ...session } = found;
  if (isStale) await touchSession(ctx.db, session.id);
  return { ...session, name: fullNameOf({ firstName, lastName }) };
}
