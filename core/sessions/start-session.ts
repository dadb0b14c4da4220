import type { Ctx } from "@/core/ctx";
import { days, inSeconds } from "@/core/duration";
import { hashToken, newToken } from "@/core/security/token";
import { deleteSession, insertSession } from "@/db/queries/sessions";

/** What the edge puts into the cookie. `token` goes to this browser and nowhere else. */
export type NewSession = { readonly token: string; readonly maxAgeSeconds: number };

/** A customer's: the edge has things to do for the account, such as keeping its cart. */
export type NewCustomerSession = NewSession & { readonly accountId: string };

type Starting = {
  readonly accountId: string;
  /** How the person signed in: one of `ownMethods`, or the id of a connection. */
  readonly method: string;
  /** The provider's ID token, encrypted; only sessions of a connection have one. */
  readonly idToken?: string | null;
  /** The token this browser showed until now: that session ends first, so nothing planted lives on (T-S14). */
  readonly replaces?: string | undefined;
};

/**
 * Starts a customer's session: a new token, always, and only its hash at rest (T-K2). An account has at most as many as the setting
 * says; the one that was not used for the longest time makes room (T-K14). Whoever has not accepted the terms and the privacy text of now is
 * asked before this session opens anything (P-R10).
 */
export async function startSession(
  ctx: Pick<Ctx, "db" | "settings" | "legal" | "request">,
  starting: Starting,
): Promise<NewCustomerSession> {
  const token = newToken();
  const maxAgeSeconds = inSeconds(days(ctx.settings.sessions.absoluteDays));
  if (starting.replaces) await deleteSession(ctx.db, hashToken(starting.replaces));
  await insertSession(ctx.db, {
    tokenHash: hashToken(token),
    accountId: starting.accountId,
    method: starting.method,
    idToken: starting.idToken ?? null,
    maxAgeSeconds,
    address: ctx.request.address.slice(0, 64),
    userAgent: ctx.request.userAgent.slice(0, 200),
    othersAtMost: ctx.settings.sessions.perAccount - 1,
    legal: ctx.legal,
  });
  return { token, maxAgeSeconds, accountId: starting.accountId };
}
