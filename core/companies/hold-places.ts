import { type Ctx, inTransaction, Rollback } from "@/core/ctx";
import { lockCompanies } from "@/db/queries/companies";
import { listCompaniesOf } from "@/db/queries/merge-places";

/** Somebody came into a company that is not held, after it was looked which ones to hold. */
class PlaceMoved extends Rollback {}

/**
 * Holds the companies that `list` answers, in the open transaction and before what makes that answer final (the order of locks stands at
 * lockCompanies). Call what it answers once that is held, too: it throws a Rollback if another company came to the list in between.
 */
export async function holdCompanies(tx: Pick<Ctx, "db">, list: () => Promise<readonly string[]>): Promise<() => Promise<void>> {
  const held = await list();
  await lockCompanies(tx.db, held);
  return async () => {
    const now = await list();
    if (now.some((id) => !held.includes(id))) throw new PlaceMoved("a place in another company came up meanwhile");
  };
}

/** Holds the companies that these customers have a place in. The list is final once their accounts are held: then nobody gives them one. */
export const holdPlaces = (tx: Pick<Ctx, "db">, customerIds: readonly string[]): Promise<() => Promise<void>> =>
  holdCompanies(tx, () => listCompaniesOf(tx.db, customerIds));

/** One transaction that holds places, from its start again where one of them moved meanwhile. */
export async function inTransactionWithPlaces<C extends Pick<Ctx, "db">, T>(
  ctx: C,
  run: (tx: C) => Promise<T>,
  tries = 3,
): Promise<T> {
  try {
    return await inTransaction(ctx, run);
  } catch (error) {
    if (!(error instanceof PlaceMoved) || tries === 1) throw error;
    return inTransactionWithPlaces(ctx, run, tries - 1);
  }
}
