import { z } from "zod";
import { endPlace } from "@/core/companies/end-place";
import { holdPlaces } from "@/core/companies/hold-places";
import { type Ctx, inTransaction, Rollback } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { ownAddresses } from "@/core/customers/own-addresses";
import { requiredLine } from "@/core/input";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";
import { confirmOwner, confirmOwnerFields, type NotConfirmed } from "@/core/passwords/confirm-owner";
import { type Failure, fail, ok, type Result } from "@/core/result";
import { type Actor, audit } from "@/core/security/audit";
import { forgetGuesses } from "@/core/security/guess-limit";
import type { Session } from "@/core/sessions/find-session";
import { actorOf, type ConfirmFailure, confirmStaff, confirmStaffFields, type StaffOperator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { lockAddress } from "@/db/queries/address-lock";
import { findPlace } from "@/db/queries/company-people";
import { deleteConversationsOf } from "@/db/queries/conversations";
import {
  type CustomerRow,
  findAccountOfCustomer,
  findCustomerByNumber,
  lockAccountOfCustomer,
  lockCustomer,
} from "@/db/queries/customer-room";
import {
  blankCustomers,
  deleteAccount,
  deleteMailsOf,
  deleteWaitingOf,
  eraseOrdersOf,
  forgetMergedValues,
  listAccountsOf,
  listRecordsOfPerson,
  lockRecordsOfPerson,
} from "@/db/queries/erasure";
import { deleteInboundOf } from "@/db/queries/inbound-mails";
import { listAddressesOf } from "@/db/queries/merges";
import { lockPerson } from "@/db/queries/person-lock";
import { lockSettings } from "@/db/queries/settings";

/** What the form on the customer's own page holds: the own number, typed, and the password where there is one. */
export const eraseOwnInput = z.object({ typedNumber: requiredLine(64), ...confirmOwnerFields });

/** What the form on a customer's page in the back office holds. */
export const eraseCustomerInput = z.object({
  number: requiredLine(64),
  typedNumber: requiredLine(64),
  ...confirmStaffFields,
});

type OwnInput = z.output<typeof eraseOwnInput> & {
  readonly session: Pick<Session, "id" | "accountId" | "customerId" | "customerNumber">;
};

/**
 * Erases the person who asks: with the own password, or a sign-in of a moment ago, and the own number typed. They are signed out
 * everywhere, and their last address is told. Throws TooBusy.
 */
export async function eraseOwnCustomer(
  ctx: Ctx,
  { session, typedNumber, password }: OwnInput,
): Promise<Result<undefined, NotConfirmed | "customer.number-mismatch" | "customer.not-found" | "customer.last-administrator">> {
  const { accountId, id: sessionId, customerId, customerNumber } = session;
  if (!isSameNumber(typedNumber, customerNumber)) return fail("customer.number-mismatch", { field: "typedNumber" });
  const confirmed = await confirmOwner(ctx, { accountId, sessionId, password }, "customer.erased");
  if (!confirmed.ok) return confirmed;
  return erase(ctx, customerId, { kind: "customer", accountId });
}

type StaffInput = { readonly number: string; readonly typedNumber: string; readonly by: StaffOperator };

/** Erases a customer for staff who may and who type the number once more. With or without an account, the same goes and the same stays. */
export async function eraseCustomer(
  ctx: Ctx,
  { number, typedNumber, by }: StaffInput,
): Promise<
  Result<
    undefined,
    ConfirmFailure | "staff.not-permitted" | "customer.number-mismatch" | "customer.not-found" | "customer.last-administrator"
  >
> {
  const refused = await refuseUnpermitted(ctx, actorOf(by), "customers.erase");
  if (refused) return refused;
  if (!isSameNumber(typedNumber, number)) return fail("customer.number-mismatch", { field: "typedNumber" });
  const customer = await findCustomerByNumber(ctx.db, canonicalNumber(number) ?? "");
  if (!customer || customer.mergedInto !== null) return fail("customer.not-found");
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  return erase(ctx, customer.id, actorOf(by));
}

const isSameNumber = (typed: string, number: string): boolean => {
  const key = canonicalNumber(typed);
  return key !== null && key === canonicalNumber(number);
};

type Erased = Result<undefined, "customer.not-found" | "customer.last-administrator">;

/**
 * One transaction, all or nothing: the account with all that opens it, mails, links, what waits, and whatever names the person. What stays
 * is a record with its number and the day, and the orders under it, as the setting privacy.erasedOrders says. The audit log needs no
 * change: it holds ids and masked values (T-G6).
 */
async function erase(ctx: Ctx, customerId: string, actor: Actor, tries = 3): Promise<Erased> {
  try {
    return await inTransaction(ctx, (tx) => eraseIn(tx, customerId, actor));
  } catch (error) {
    if (!(error instanceof Rollback) || tries === 1) throw error;
    return erase(ctx, customerId, actor, tries - 1);
  }
}

async function eraseIn(tx: Ctx, customerId: string, actor: Actor): Promise<Erased> {
  // Claims bring other people's records along: while they went on, what was seen would never be all there is.
  await lockPerson(tx.db, customerId);
  // An order, a registration or a merge with one of the addresses at the same moment comes before or after, never in between.
  const seen = await listRecordsOfPerson(tx.db, customerId);
  // Their company may be shut with them, which the settings tell everybody.
  if (await findPlace(tx.db, customerId)) await lockSettings(tx.db);
  for (const address of await listAddressesOf(tx.db, seen)) await lockAddress(tx.db, address);
  const areWherePlacesWere = await holdPlaces(tx, seen);
  await lockAccountOfCustomer(tx.db, customerId);
  const customer = await lockCustomer(tx.db, customerId);
  if (!customer || customer.mergedInto !== null) return fail("customer.not-found");
  const account = await findAccountOfCustomer(tx.db, customerId);
  const ids = await lockRecordsOfPerson(tx.db, customerId);
  if (ids.some((id) => !seen.includes(id))) throw new Rollback("a record whose address is not held came along meanwhile");
  await areWherePlacesWere();
  const refused = await endPlaces(tx, [customerId, ...ids.filter((id) => id !== customerId)], actor);
  if (refused) return refused;
  const emailKeys = await ownAddresses(tx, ids);
  const { erasedOrders } = tx.settings.privacy;
  const orders = await eraseOrdersOf(tx.db, ids, erasedOrders === "anonymise");
  await forget(tx, { customer, ids, emailKeys });
  await audit(tx, {
    actor,
    action: "customer.erased",
    target: { kind: "customer", id: customerId },
    outcome: "ok",
    detail: { records: String(ids.length), orders: String(orders), ordersKept: erasedOrders },
  });
  await tellLastAddress(tx, { account, customer, actor });
  return ok();
}

/** The customer's own place is the only one that can be refused: accounts of merged records are shut. */
async function endPlaces(tx: Ctx, ids: readonly string[], actor: Actor): Promise<Failure<"customer.last-administrator"> | null> {
  for (const customerId of ids) {
    const refused = await endPlace(tx, { customerId, actor });
    if (refused) return refused;
  }
  return null;
}

type Forgotten = {
  readonly customer: CustomerRow;
  readonly ids: readonly string[];
  readonly emailKeys: readonly string[];
};

async function forget(tx: Ctx, { customer, ids, emailKeys }: Forgotten): Promise<void> {
  await deleteMailsOf(tx.db, ids, emailKeys);
  await deleteWaitingOf(tx.db, ids, emailKeys);
  for (const id of [customer.numberKey, ...emailKeys]) await forgetGuesses(tx, { kind: "nobody", id });
  // Of those who were merged into this one, too.
  for (const { id } of await listAccountsOf(tx.db, ids)) {
    await deleteAccount(tx.db, id);
    await forgetGuesses(tx, { kind: "account", id });
  }
  await deleteInboundOf(tx.db, { customerIds: ids, emailKeys });
  await deleteConversationsOf(tx.db, ids);
  await forgetMergedValues(tx.db, ids);
  await blankCustomers(tx.db, ids);
}

type Told = {
  readonly account: Awaited<ReturnType<typeof findAccountOfCustomer>>;
  readonly customer: CustomerRow;
  readonly actor: Actor;
};

/** The mail belongs to no customer, and is forgotten itself once it is sent. */
async function tellLastAddress(tx: Ctx, { account, customer, actor }: Told): Promise<void> {
  const email = account?.email ?? customer.email;
  if (email === null) return;
  const speaking = actor.kind === "customer" ? tx.request.language : tx.settings.shop.language;
  const language = languageOf({ language: account?.language ?? null }, speaking);
  await queueMail(tx, { message: "account-erased", to: { email }, language });
}
