import { answerCsv } from "@/app/_edge/answer-file";
import { operatorOf } from "@/app/_edge/operator";
import { seeOther } from "@/app/_edge/see-other";
import { turnAway } from "@/app/_edge/turn-away";
import { admit } from "@/app/_edge/visit";
import { exportAudit } from "@/core/audit/export-audit";
import { auditQuery, readAuditFilter } from "@/core/audit/read-audit-filter";

/** The file that the form below the audit log asks for; a refusal leads back there. */
export async function POST(request: Request): Promise<Response> {
  const { closed, ...visiting } = await admit("/admin/audit/file");
  if (closed) return turnAway(closed, "/admin/audit");
  const form = Object.fromEntries(new URLSearchParams(await request.text()));
  const filter = { ...readAuditFilter(form), before: undefined };
  const made = await exportAudit(visiting.ctx, { filter, by: operatorOf(visiting, form.confirmPassword ?? "") });
  if (!made.ok) return seeOther(`/admin/audit?${auditQuery(filter)}&problem=${made.code}#download`);
  return answerCsv(`audit-log-${new Date().toISOString().slice(0, 10)}.csv`, made.value);
}
