import type { Ctx } from "@/core/ctx";
import { audit } from "@/core/security/audit";
import { markTemplateFailed } from "@/db/queries/mail-templates";

/** A version that could not be used, and why: a code. */
export type UnusedTemplate = { readonly id: number; readonly reason: string };

/** Notes that the original was sent in place of a template: once in the audit log, and with the version, for whoever opens it. */
export async function noteUnused(
  ctx: Pick<Ctx, "db" | "request">,
  { id, reason }: UnusedTemplate,
  { message, language }: { readonly message: string; readonly language: string },
): Promise<void> {
  if (!(await markTemplateFailed(ctx.db, id, reason))) return;
  const detail = { message, language };
  await audit(ctx, { actor: { kind: "system" }, action: "mail-template.failed", outcome: reason, detail });
}
