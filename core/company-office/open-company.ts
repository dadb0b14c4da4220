import { nameLines } from "@/core/audit/list-audit";
import { findConnection } from "@/core/connections/enabled-connections";
import type { Ctx } from "@/core/ctx";
import { isRowId } from "@/core/query";
import type { Permission } from "@/core/staff/permissions";
import { listAuditRowsAbout } from "@/db/queries/audit";
import { findCompany, listFamilyOfCompany } from "@/db/queries/companies";
import { listPeople } from "@/db/queries/company-people";
import { listRequests } from "@/db/queries/company-requests";
import { listOrdersOfCompany } from "@/db/queries/orders";

/** Rows of each part of a company's page: the newest. */
export const COMPANY_ROWS = 50;

/** Everything the shop knows of a company, for staff. No code and no hash of one is in it (T-Q6). */
export type OpenedCompany = NonNullable<Awaited<ReturnType<typeof openCompany>>>;

/**
 * Opens a company, or a partner, by its id; null if there is none or it was merged into another. The timeline is empty for whom it is
 * withheld from.
 */
export async function openCompany(ctx: Pick<Ctx, "db" | "connections">, id: string, viewer: ReadonlySet<Permission>) {
  const company = isRowId(id) ? await findCompany(ctx.db, id) : null;
  if (!company || company.mergedInto !== null) return null;
  const [people, requests, orders, lines] = await Promise.all([
    listPeople(ctx.db, id),
    listRequests(ctx.db, id, COMPANY_ROWS),
    listOrdersOfCompany(ctx.db, id, COMPANY_ROWS),
    viewer.has("audit.read") ? listRowsAbout(ctx, id) : [],
  ]);
  const { connectionId } = company;
  const connection = connectionId === null ? null : (findConnection(ctx, connectionId)?.label ?? connectionId);
  return { company, connection, people, requests, orders, timeline: await nameLines(ctx, lines) };
}

/** What happened to a company, its people there, and to those that were merged into it. */
async function listRowsAbout(ctx: Pick<Ctx, "db">, id: string) {
  const ids = await listFamilyOfCompany(ctx.db, id);
  return listAuditRowsAbout(ctx.db, { targets: ids, actorId: null, beside: { as: "company", ids } }, COMPANY_ROWS);
}

/** The id of the company into which this one was merged; null if there is none, or it was not merged. */
export async function findKeptCompany(ctx: Pick<Ctx, "db">, id: string): Promise<string | null> {
  let company = isRowId(id) ? await findCompany(ctx.db, id) : null;
  if (company === null || company.mergedInto === null) return null;
  while (company?.mergedInto) company = await findCompany(ctx.db, company.mergedInto);
  return company?.id ?? null;
}
