import { z } from "zod";
import { findLocalDoorClosed, type LocalDoorClosed } from "@/core/access/local-door";
import type { Connection } from "@/core/connections/connection";
import { routeByDomain } from "@/core/connections/route-by-domain";
import { type Ctx, inTransaction } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { enqueueJob } from "@/core/jobs/enqueue";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskName } from "@/core/security/mask";
import { refuseTooMany } from "@/core/security/refuse-too-many";
import { hashToken } from "@/core/security/token";

/** What the form for a code holds: what one signs in with. */
export const requestSignInCodeInput = z.object({ identifier: requiredLine(254) });

type Input = z.output<typeof requestSignInCodeInput> & {
  /** The value of this browser's attempt cookie: only there the mailed code counts (T-C6). */
  readonly browser: string;
};

/** A mail may be on its way; or the address belongs to a connection by its domain, which is where people of it sign in (P-S5). */
export type CodeRequested = { readonly kind: "mailed" } | { readonly kind: "elsewhere"; readonly connection: Connection };

/** Why codes sign nobody in here. */
export type CodeDoorClosed = LocalDoorClosed | "access.not-found";

/** Whether customers may sign in by mailed codes now (P-M8); asked at every step, so that switching it off ends what is under way. */
export function findCodeDoorClosed(ctx: Pick<Ctx, "settings">): CodeDoorClosed | null {
  return findLocalDoorClosed(ctx) ?? (ctx.settings.access.codeSignIn ? null : "access.not-found");
}

/**
 * Takes in that somebody wants to sign in by a code. Looks nobody up: whoever the name belongs to, if anybody, the same few statements run
 * and the answer is the same (T-S1, T-T5); the mail is answerCodeRequest's to write, outside of the request.
 */
export async function requestSignInCode(
  ctx: Ctx,
  { identifier, browser }: Input,
): Promise<Result<CodeRequested, CodeDoorClosed | "limits.too-many">> {
  const closed = findCodeDoorClosed(ctx);
  if (closed) return fail(closed);
  const connection = routeByDomain(ctx.connections, identifier);
  if (connection) return ok({ kind: "elsewhere", connection });
  const refused = await refuseTooMany(ctx, "code-sign-in:address");
  if (refused) return refused;
  const { address, language } = ctx.request;
  await inTransaction(ctx, async (tx) => {
    const data = { identifier, browserHash: hashToken(browser), language, address };
    await enqueueJob(tx, { name: "answer-code-request", data });
    const target = { kind: "name", id: maskName(identifier) } as const;
    await audit(tx, { actor: { kind: "visitor" }, action: "code.requested", target, outcome: "ok" });
  });
  return ok({ kind: "mailed" });
}
