import { listAudit } from "@/core/audit/list-audit";
import { type AuditFilter, auditQuery } from "@/core/audit/read-audit-filter";
import type { Ctx } from "@/core/ctx";
import { csvLine } from "@/core/import/csv-cell";
import { ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { actorOf, type ConfirmFailure, confirmStaff, type StaffOperator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";

type Exporting = { readonly filter: AuditFilter; readonly by: StaffOperator };

const COLUMNS = [
  "id",
  "at",
  "actor_kind",
  "actor",
  "action",
  "target_kind",
  "target",
  "outcome",
  "support_code",
  "address",
  "user_agent",
  "detail",
];

/**
 * Makes a CSV file of what a filter of the audit log finds, newest first, read page by page as it is taken (P-M6). Asks who it is (T-A13),
 * and the log keeps that it was downloaded. Values are masked as they are in the log; formulas are disarmed (T-D1).
 */
export async function exportAudit(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  { filter, by }: Exporting,
): Promise<Result<AsyncGenerator<string>, "staff.not-permitted" | ConfirmFailure>> {
  const actor = actorOf(by);
  const refused = await refuseUnpermitted(ctx, actor, "audit.export");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  const { by: _who, about: _whom, ...plain } = filter;
  await audit(ctx, { actor, action: "audit.exported", outcome: "ok", detail: { filter: auditQuery(plain) } });
  return ok(writeLines(ctx, { ...filter, before: undefined }));
}

async function* writeLines(ctx: Pick<Ctx, "db">, filter: AuditFilter): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for (let next: AuditFilter | null = filter; next; ) {
    const page: Awaited<ReturnType<typeof listAudit>> = await listAudit(ctx, next);
    if (page.lines.length > 0) yield page.lines.map(lineOf).join("");
    next = page.next;
  }
}

const lineOf = (line: Awaited<ReturnType<typeof listAudit>>["lines"][number]): string =>
  csvLine([
    String(line.id),
    line.at.toISOString(),
    line.actorKind,
    line.actorName ?? line.actorId ?? "",
    line.action,
    line.targetKind ?? "",
    line.targetName ?? line.targetId ?? "",
    line.outcome,
    line.supportCode ?? "",
    line.address ?? "",
    line.userAgent ?? "",
    JSON.stringify(line.detail),
  ]);
