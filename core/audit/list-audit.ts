import type { AuditFilter } from "@/core/audit/read-audit-filter";
import type { Ctx } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { canonicalEmail } from "@/core/customers/email-address";
import { canonicalOrderNumber } from "@/core/orders/order-number";
import { isRowId } from "@/core/query";
import { type AuditWanted, listAuditNames, listAuditRows, listIdsNamed } from "@/db/queries/audit";

/** Rows of a page. Nobody can ask for more at once. */
export const AUDIT_PAGE = 50;

/** One line of the audit log. Names are those of people who are still known: a staff member's name, a customer's number. */
export type AuditLine = Awaited<ReturnType<typeof listAuditRows>>[number] & {
  readonly actorName: string | null;
  readonly targetName: string | null;
  /** Names of the person and the company that are named beside it, by which of the two they are. */
  readonly besideNames: Readonly<Record<string, string>>;
};

/** A page of the audit log, newest first. `next` is the filter of the page after it, null on the last one. */
export async function listAudit(
  ctx: Pick<Ctx, "db">,
  filter: AuditFilter,
): Promise<{ lines: AuditLine[]; next: AuditFilter | null }> {
  const found = await listAuditRows(ctx.db, await wantedBy(ctx, filter), AUDIT_PAGE + 1);
  const rows = found.slice(0, AUDIT_PAGE);
  const before = rows.at(-1)?.id;
  const lines = await nameLines(ctx, rows);
  return { lines, next: found.length > AUDIT_PAGE && before !== undefined ? { ...filter, before } : null };
}

/** A filter as the table is asked: names that were typed become the ids of everything that bears them, or of nothing. */
export async function wantedBy(ctx: Pick<Ctx, "db">, { by, about, ...filter }: AuditFilter): Promise<AuditWanted> {
  const [doers, targets] = await Promise.all([by && findIds(ctx, by), about && findIds(ctx, about)]);
  return {
    ...filter,
    actorIds: doers || undefined,
    // A setting, a connection and a registration stand in the log by the very name that is typed.
    targetIds: targets && about ? [...targets, about] : undefined,
  };
}

const findIds = (ctx: Pick<Ctx, "db">, typed: string) =>
  listIdsNamed(ctx.db, {
    typed,
    emailKey: canonicalEmail(typed),
    numberKey: canonicalNumber(typed),
    orderNumber: canonicalOrderNumber(typed),
  });

const BESIDE = ["person", "company"] as const;

/** Puts names to the people of rows of the log. */
export async function nameLines(ctx: Pick<Ctx, "db">, rows: Awaited<ReturnType<typeof listAuditRows>>): Promise<AuditLine[]> {
  const ids = rows.flatMap(({ actorId, targetId, detail }) => [actorId, targetId, ...BESIDE.map((name) => detail[name])]);
  const known = ids.flatMap((id) => (id && isRowId(id) ? [id] : []));
  const named = await listAuditNames(ctx.db, [...new Set(known)]);
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const nameOf = (id: string | null = null) => names.get(id ?? "") ?? null;
  const besideOf = (detail: AuditLine["detail"]) =>
    Object.fromEntries(BESIDE.flatMap((as) => [nameOf(detail[as])].flatMap((name) => (name === null ? [] : [[as, name]]))));
  return rows.map((row) => ({
    ...row,
    actorName: nameOf(row.actorId),
    targetName: nameOf(row.targetId),
    besideNames: besideOf(row.detail),
  }));
}
