import type { AuditFilter } from "@/core/audit/read-audit-filter";
import type { Ctx } from "@/core/ctx";
import { listAuditRows } from "@/db/queries/audit";

/** Rows of a page. Nobody can ask for more at once. */
export const AUDIT_PAGE = 50;

/** One line of the audit log, as agents read it. Names are those of people who are still known. */
export type AuditLine = Awaited<ReturnType<typeof listAuditRows>>[number];

/** A page of the audit log, newest first. `next` is the filter of the page after it, null on the last one. */
export async function listAudit(
  ctx: Pick<Ctx, "db">,
  filter: AuditFilter,
): Promise<{ lines: AuditLine[]; next: AuditFilter | null }> {
  const found = await listAuditRows(ctx.db, filter, AUDIT_PAGE + 1);
  const lines = found.slice(0, AUDIT_PAGE);
  const before = lines.at(-1)?.id;
  return { lines, next: found.length > AUDIT_PAGE && before !== undefined ? { ...filter, before } : null };
}
