import type { Ctx } from "@/core/ctx";
import { audit } from "@/core/security/audit";
import { decrypt } from "@/core/security/secrets";
import { hashToken } from "@/core/security/token";
import { deleteSession } from "@/db/queries/sessions";

/** A session that has just ended: how it had begun, and the provider's ID token, if it is known, for signing out there. */
export type EndedSession = { readonly method: string; readonly idToken: string | null };

/**
 * Signs out: the row is gone, so the cookie is worthless wherever it still lies (T-K4). Without a session nothing happens. The ID token
 * goes to its provider and nowhere else (T-O23).
 */
export async function endSession(
  ctx: Pick<Ctx, "db" | "request" | "secrets">,
  token: string | undefined,
): Promise<EndedSession | null> {
  const ended = token ? await deleteSession(ctx.db, hashToken(token)) : null;
  if (!ended) return null;
  const { accountId, method, idToken } = ended;
  await audit(ctx, { actor: { kind: "customer", accountId }, action: "sign-out", outcome: "ok" });
  return { method, idToken: idToken === null ? null : decrypt(ctx.secrets, "handshake", idToken) };
}
