import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import type { Session } from "@/core/sessions/find-session";
import { deleteOtherSessions, deleteSessionsById } from "@/db/queries/sessions";

/** What the buttons beside one's own sessions hold: a session's id, or "others". */
export const endOwnSessionsInput = z.object({
  session: z.union([z.literal("others"), z.uuid()], { error: "field.invalid" }),
});

type Asked = z.output<typeof endOwnSessionsInput> & { readonly by: Pick<Session, "id" | "accountId"> };

/**
 * Ends one session of the person who asks, or all but the one that asks, at once and on every process. The id of anybody else's session
 * is the id of none (T-K8).
 */
export async function endOwnSessions(
  ctx: Pick<Ctx, "db" | "request">,
  { session, by }: Asked,
): Promise<Result<undefined, "access.not-found">> {
  const { accountId } = by;
  return inTransaction(ctx, async (tx) => {
    const ended =
      session === "others"
        ? await deleteOtherSessions(tx.db, accountId, by.id)
        : await deleteSessionsById(tx.db, accountId, session);
    if (ended === 0) return session === "others" ? ok() : fail("access.not-found");
    await audit(tx, {
      actor: { kind: "customer", accountId },
      action: "session.ended",
      target: { kind: "account", id: accountId },
      outcome: "ok",
      detail: { sessions: String(ended) },
    });
    return ok();
  });
}
