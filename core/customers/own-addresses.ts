import type { Ctx } from "@/core/ctx";
import { isAddressOfOthers, listAccountsOf } from "@/db/queries/erasure";
import { listAddressesOf } from "@/db/queries/merges";

/**
 * The addresses that are one person's alone, of all their records: their accounts' own, and where the shop writes to unless others share
 * it.
 */
export async function ownAddresses({ db }: Pick<Ctx, "db">, customerIds: readonly string[]): Promise<string[]> {
  const own = (await listAccountsOf(db, customerIds)).flatMap(({ emailKey }) => emailKey ?? []);
  for (const address of await listAddressesOf(db, customerIds)) {
    if (!own.includes(address) && !(await isAddressOfOthers(db, address, customerIds))) own.push(address);
  }
  return own;
}
