import type { Ctx } from "@/core/ctx";
import { audit } from "@/core/security/audit";
import { hashToken } from "@/core/security/token";
import { deleteSession } from "@/db/queries/sessions";

/** Signs out: the row is gone, so the cookie is worthless wherever it still lies (T-K4). Without a session nothing happens. */
export async function endSession(ctx: Pick<Ctx, "db" | "request">, token: string | undefined): Promise<void> {
  const accountId = token ? await deleteSession(ctx.db, hashToken(token)) : null;
  if (accountId) await audit(ctx, { actor: { kind: "customer", accountId }, action: "sign-out", outcome: "ok" });
}
