import type { Ctx } from "@/core/ctx";
import { isRowId } from "@/core/query";
import { findCompany } from "@/db/queries/companies";
import { listCodes, listCodeUses, listMisses } from "@/db/queries/partner-code-room";

const ROWS = 50;
const DAYS = 14;

/** A partner's page. */
export type OpenedPartner = NonNullable<Awaited<ReturnType<typeof openPartner>>>;

/**
 * Opens a partner by its id, with its codes (never the codes themselves), who joined by them, and how many codes were tried in vain
 * lately; null if there is none.
 */
export async function openPartner(ctx: Pick<Ctx, "db">, id: string) {
  const company = isRowId(id) ? await findCompany(ctx.db, id) : null;
  if (company?.kind !== "partner" || company.mergedInto !== null) return null;
  const [codes, uses, misses] = await Promise.all([
    listCodes(ctx.db, id),
    listCodeUses(ctx.db, id, ROWS),
    listMisses(ctx.db, DAYS),
  ]);
  return { company, codes, uses, misses };
}
