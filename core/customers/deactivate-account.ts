import { z } from "zod";
import { refuseOpening, refuseShutting } from "@/core/companies/end-place";
import { holdPlaces, inTransactionWithPlaces } from "@/core/companies/hold-places";
import type { Ctx } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { requiredLine } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { takeSeatAgain } from "@/core/seats/take-seat";
import { type AuditAction, audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { type CustomerRow, findCustomerByNumber, lockAccountOfCustomer, setDeactivated } from "@/db/queries/customer-room";
import { endAllProofsOf } from "@/db/queries/holders";
import { lockSeats } from "@/db/queries/seats";
import { deleteSessionsOf } from "@/db/queries/sessions";

/** What the buttons that shut and open an account hold. */
export const accountInput = z.object({ number: requiredLine(64) });

type Asked = { readonly number: string; readonly staffId: string };
type Failure =
  | "staff.not-permitted"
  | "customer.not-found"
  | "customer.no-account"
  | "customer.last-administrator"
  | "company.no-administrator"
  | "seats.full";

/**
 * Shuts a customer's account: nobody signs in to it, its sessions end at once on every process (T-K5), and links that are under way work no
 * more (T-V14). Orders and the customer's record stay. The only administrator of a company with others in
 * it hands over first. Done twice it is done once.
 */
export const deactivateAccount = (
  ctx: Pick<Ctx, "db" | "settings" | "request">,
  asked: Asked,
): Promise<Result<undefined, Failure>> => change(ctx, asked, { isDeactivated: true, action: "account.deactivated" });

/**
 * Opens a shut account again, with the names and ways of signing in that it had. Sessions from before do not come back, not even one of
 * somebody who was signing in at the moment when it was shut. Where the shop has a maximum it takes a seat again, or stays shut (P-R13);
 * and nobody is the first to act again for a company without being its administrator.
 */
export const reactivateAccount = (
  ctx: Pick<Ctx, "db" | "settings" | "request">,
  asked: Asked,
): Promise<Result<undefined, Failure>> => change(ctx, asked, { isDeactivated: false, action: "account.reactivated" });

async function change(
  ctx: Pick<Ctx, "db" | "settings" | "request">,
  { number, staffId }: Asked,
  { isDeactivated, action }: { isDeactivated: boolean; action: AuditAction },
): Promise<Result<undefined, Failure>> {
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "customers.edit");
  if (refused) return refused;
  const key = canonicalNumber(number) ?? "";
  return inTransactionWithPlaces(ctx, async (tx) => {
    const found = await hold(tx, key, isDeactivated);
    if (!found.ok) return found;
    const account = found.value;
    if (account.isDeactivated === isDeactivated) return ok();
    const done = await shutOrOpen(tx, account, isDeactivated);
    if (!done.ok) return done;
    await audit(tx, { actor: { kind: "staff", staffId }, action, target: { kind: "account", id: account.id }, outcome: "ok" });
    return ok();
  });
}

type Held = NonNullable<Awaited<ReturnType<typeof lockAccountOfCustomer>>> & { readonly customerId: string };

/** The account of a number, with the company in which its customer has a place. */
async function hold(
  tx: Pick<Ctx, "db" | "settings">,
  key: string,
  isShutting: boolean,
): Promise<Result<Held, "customer.not-found" | "customer.no-account">> {
  const seen = await findCustomerByNumber(tx.db, key);
  if (!seen) return fail("customer.not-found");
  const isWherePlaceWas = await holdPlaces(tx, [seen.id]);
  if (!isShutting && tx.settings.registration.capacity > 0) await lockSeats(tx.db);
  const account = await lockAccountOfCustomer(tx.db, seen.id);
  await isWherePlaceWas();
  if (await isMerged(tx, seen)) return fail("customer.not-found");
  return account ? ok({ ...account, customerId: seen.id }) : fail("customer.no-account");
}

async function shutOrOpen(
  tx: Pick<Ctx, "db" | "settings">,
  { id, cameBy, customerId }: Held,
  isDeactivated: boolean,
): Promise<Result<undefined, "customer.last-administrator" | "company.no-administrator" | "seats.full">> {
  const refused = await (isDeactivated ? refuseShutting(tx, customerId) : refuseOpening(tx, customerId));
  const done = refused ?? (isDeactivated ? ok() : await takeSeatAgain(tx, cameBy));
  if (!done.ok) return done;
  await setDeactivated(tx.db, id, isDeactivated);
  await deleteSessionsOf(tx.db, id);
  await endAllProofsOf(tx.db, id);
  return ok();
}

/** Asked behind the account's lock: a merge shuts the account, and nobody who saw it before must open it. */
const isMerged = async (tx: Pick<Ctx, "db">, { numberKey }: CustomerRow): Promise<boolean> =>
  (await findCustomerByNumber(tx.db, numberKey))?.mergedInto !== null;
