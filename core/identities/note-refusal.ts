import type { Ctx } from "@/core/ctx";
import { failureOf, type SsoFailure, type Trouble } from "@/core/identities/trouble";
import { audit } from "@/core/security/audit";

/**
 * Notes that somebody did not get in through a provider, and answers what they may be told: the failure, and the code by which an agent
 * finds the trouble.
 */
export async function noteRefusal(
  ctx: Pick<Ctx, "db" | "request">,
  connection: string,
  trouble: Trouble,
): Promise<{ readonly code: SsoFailure; readonly supportCode: string }> {
  const code = failureOf(trouble);
  const target = { kind: "connection", id: connection } as const;
  const supportCode = await audit(ctx, {
    actor: { kind: "visitor" },
    action: "sign-in",
    target,
    outcome: code,
    detail: { trouble },
  });
  return { code, supportCode };
}
