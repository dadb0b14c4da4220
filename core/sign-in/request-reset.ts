import { z } from "zod";
import { findLocalDoorClosed, type LocalDoorClosed } from "@/core/access/local-door";
import { type Ctx, inTransaction } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { enqueueJob } from "@/core/jobs/enqueue";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskName } from "@/core/security/mask";
import { refuseTooMany } from "@/core/security/refuse-too-many";
import { hashToken } from "@/core/security/token";

/** What the form for a new password holds: an e-mail address or a customer number. */
export const requestResetInput = z.object({ identifier: requiredLine(254) });

type Input = z.output<typeof requestResetInput> & {
  /** The value of this browser's attempt cookie: only there the mailed code counts (T-C6). */
  readonly browser: string;
};

/**
 * Takes in that somebody wants a new password. Looks nobody up: whoever the name belongs to, if anybody, the same few statements run and
 * the answer is the same (T-P1); the rest is done by answerResetRequest, outside of the request. Locks nothing and changes no password
 * (T-P15).
 */
export async function requestReset(
  ctx: Ctx,
  { identifier, browser }: Input,
): Promise<Result<undefined, LocalDoorClosed | "limits.too-many">> {
  const closed = findLocalDoorClosed(ctx);
  if (closed) return fail(closed);
  const refused = await refuseTooMany(ctx, "reset:address");
  if (refused) return refused;
  const { address, language } = ctx.request;
  await inTransaction(ctx, async (tx) => {
    const data = { identifier, browserHash: hashToken(browser), language, address };
    await enqueueJob(tx, { name: "answer-reset-request", data });
    const target = { kind: "name", id: maskName(identifier) } as const;
    await audit(tx, { actor: { kind: "visitor" }, action: "reset.requested", target, outcome: "ok" });
  });
  return ok();
}
