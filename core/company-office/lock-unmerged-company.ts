import type { Ctx } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { type CompanyRow, lockCompany } from "@/db/queries/companies";

/** There is no such company, or no longer: it was merged into another one. */
export type NoCompany = "company.not-found";

/** A company that staff are about to change, held in the open transaction. Deactivated ones can be changed, too; merged ones are gone. */
export async function lockUnmergedCompany(tx: Pick<Ctx, "db">, id: string): Promise<Result<CompanyRow, NoCompany>> {
  const found = await lockCompany(tx.db, id);
  return found?.mergedInto === null ? ok(found) : fail("company.not-found");
}
