import { z } from "zod";
import { findLocalDoorClosed } from "@/core/access/local-door";
import { startBatch } from "@/core/activation/start-batch";
import type { Ctx } from "@/core/ctx";
import { listMatchingCustomerIds } from "@/core/customers/find-customers";
import { readCustomerFilter } from "@/core/customers/read-customer-filter";
import { fail, type Result } from "@/core/result";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { addCustomersToBatch, addStandingToBatch } from "@/db/queries/activation-batches";

/** Most customers that a search may lead to for one sending; a whole standing may be as large as it is. */
const FOUND_AT_MOST = 10_000;

const TICKED = /^customer\.([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

/** What the forms of the list of customers hold: a field for each that was ticked, or everybody of the list's filter. */
export const sendManyInput = z.record(z.string().max(100), z.string().max(800)).transform((fields) => ({
  customers: Object.keys(fields).flatMap((name) => TICKED.exec(name)?.[1] ?? []),
  everybody: fields.everybody === "yes",
  filter: readCustomerFilter({ q: fields.q, state: fields.state }),
}));

type Asked = z.output<typeof sendManyInput> & { readonly staffId: string };

/**
 * Begins to send activation mails to many customers: only notes whom, and leaves the rest to the background work, which keeps to a rate and
 * can be stopped (T-D6). Customers who have an account are left out. Answers how many there are.
 */
export async function sendMany(
  ctx: Ctx,
  asked: Asked,
): Promise<Result<{ readonly total: number }, "staff.not-permitted" | "activation.closed" | "activation.nobody">> {
  const { staffId } = asked;
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "activation.send");
  if (refused) return refused;
  if (findLocalDoorClosed(ctx)) return fail("activation.closed");
  return startBatch(ctx, { staffId, fill: (tx, batchId) => addCustomers(tx, batchId, asked) });
}

async function addCustomers(tx: Ctx, batchId: string, { customers, everybody, filter }: Asked): Promise<void> {
  const { search, standing } = filter;
  if (!everybody) return addCustomersToBatch(tx.db, batchId, customers);
  if (standing === "active" || standing === "deactivated") return;
  if (search === undefined) return addStandingToBatch(tx.db, batchId, standing ?? null);
  await addCustomersToBatch(tx.db, batchId, await listMatchingCustomerIds(tx, filter, FOUND_AT_MOST));
}
