import type { Ctx } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import type { PlannedSide } from "@/core/customers/plan-merge";
import { countOtherAdministrators } from "@/db/queries/company-people";
import { findMergeSide as findRow } from "@/db/queries/merges";

/** A customer by the number, typed in any form, as a merge looks at them; null if it is nobody's. */
export async function findMergeSide({ db }: Pick<Ctx, "db">, number: string): Promise<PlannedSide | null> {
  const key = canonicalNumber(number);
  const found = key === null ? null : await findRow(db, key);
  if (!found) return null;
  const others = found.companyId === null ? 0 : await countOtherAdministrators(db, found.companyId, found.id);
  return { ...found, hasOtherAdministrators: others > 0 };
}
