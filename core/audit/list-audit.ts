import type { AuditFilter } from "@/core/audit/read-audit-filter";
import type { Ctx } from "@/core/ctx";
import { listAuditNames, listAuditRows } from "@/db/queries/audit";

/** Rows of a page. Nobody can ask for more at once. */
export const AUDIT_PAGE = 50;

/** One line of the audit log. Names are those of people who are still known: a staff member's name, a customer's number. */
export type AuditLine = Awaited<ReturnType<typeof listAuditRows>>[number] & {
  readonly actorName: string | null;
  readonly targetName: string | null;
};

/** A page of the audit log, newest first. `next` is the filter of the page after it, null on the last one. */
export async function listAudit(
  ctx: Pick<Ctx, "db">,
  filter: AuditFilter,
): Promise<{ lines: AuditLine[]; next: AuditFilter | null }> {
  const found = await listAuditRows(ctx.db, filter, AUDIT_PAGE + 1);
  const rows = found.slice(0, AUDIT_PAGE);
  const before = rows.at(-1)?.id;
  const lines = await nameLines(ctx, rows);
  return { lines, next: found.length > AUDIT_PAGE && before !== undefined ? { ...filter, before } : null };
}

/** Puts names to the people of rows of the log. */
export async function nameLines(ctx: Pick<Ctx, "db">, rows: Awaited<ReturnType<typeof listAuditRows>>): Promise<AuditLine[]> {
  const ids = rows.flatMap(({ actorId, targetId }) => [actorId, targetId]).filter((id) => id !== null && UUID.test(id));
  const named = await listAuditNames(ctx.db, [...new Set(ids.map(String))]);
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const nameOf = (id: string | null) => names.get(id ?? "") ?? null;
  return rows.map((row) => ({ ...row, actorName: nameOf(row.actorId), targetName: nameOf(row.targetId) }));
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
