import { findLocalDoorClosed } from "@/core/access/local-door";
import type { Ctx } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { type Failure, fail } from "@/core/result";
import { lockCustomer } from "@/db/queries/activations";
import { lockAddress } from "@/db/queries/address-lock";
import { type CustomerRow, findAccountOfCustomer, findCustomerById, findCustomerByNumber } from "@/db/queries/customer-room";
import { findAccountOfAddress } from "@/db/queries/registrations";

/** Why staff can make no link for a customer. */
export type Obstacle = "activation.closed" | "activation.has-account" | "activation.address-taken";

/** The customer of a number, if there is one that can have an account. */
export async function findInvited(ctx: Pick<Ctx, "db">, number: string): Promise<CustomerRow | null> {
  const key = canonicalNumber(number);
  const customer = key === null ? null : await findCustomerByNumber(ctx.db, key);
  return customer?.mergedInto === null ? customer : null;
}

/**
 * Holds a customer and the address until the transaction ends, and says why no link to activate can be made for them: where an account
 * exists it keeps password and sessions (T-N6); where the address belongs to another account staff learn whose (P-V5, T-N7); and where
 * SSO only is on a link would open nothing (T-X2). Null if nothing is in the way.
 */
export async function findObstacle(
  tx: Pick<Ctx, "db" | "settings">,
  { id, emailKey: seenKey }: CustomerRow,
): Promise<Failure<Obstacle> | null> {
  if (findLocalDoorClosed(tx)) return fail("activation.closed");
  if (seenKey !== null) await lockAddress(tx.db, seenKey);
  await lockCustomer(tx.db, id);
  if (await findAccountOfCustomer(tx.db, id)) return fail("activation.has-account");
  // The address may have been changed while we waited for the row.
  const emailKey = (await findCustomerById(tx.db, id))?.emailKey ?? null;
  const other = emailKey === null ? null : await findAccountOfAddress(tx.db, emailKey);
  if (emailKey === null || !other) return null;
  return fail("activation.address-taken", { vars: { email: emailKey, number: other.number } });
}
