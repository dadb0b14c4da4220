import { z } from "zod";
import { refuseLastAdministrator } from "@/core/companies/administrators";
import { refuseOpening } from "@/core/companies/end-place";
import { holdPlaces, inTransactionWithPlaces } from "@/core/companies/hold-places";
import { findKeptCompany } from "@/core/company-office/open-company";
import { type Ctx, Rollback } from "@/core/ctx";
import { asFields, isReachedByContact, type MergeField, mergeFields } from "@/core/customers/plan-merge";
import { tellOfReopenedAccount } from "@/core/customers/tell-merge";
import { requiredLine } from "@/core/input";
import { type Failure, fail, ok, type Result } from "@/core/result";
import { takeSeatAgain } from "@/core/seats/take-seat";
import { audit } from "@/core/security/audit";
import { actorOf, type ConfirmFailure, confirmStaff, confirmStaffFields, type StaffOperator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { lockAddress } from "@/db/queries/address-lock";
import { findPerson } from "@/db/queries/company-people";
import { type CustomerRow, findAccountOfCustomer, setDeactivated } from "@/db/queries/customer-room";
import { endAllProofsOf } from "@/db/queries/holders";
import { partConversations } from "@/db/queries/merge-conversations";
import { movePlaceBack, moveRequestsBack, remakePlace } from "@/db/queries/merge-places";
import {
  closeMerge,
  findLaterMerge,
  findMerge,
  listAddressesOf,
  listBoth,
  lockForMerge,
  lockMerge,
  type MovedByMerge,
  moveBack,
  ordersOfMerge,
  refreshLastOrders,
  setMergedFields,
  setMergedInto,
} from "@/db/queries/merges";
import { lockSeats } from "@/db/queries/seats";
import { deleteSessionsOf } from "@/db/queries/sessions";

/** What the button beside a merge holds: the merge, and the number of the customer on whose page it stands. */
export const undoMergeInput = z.object({
  number: requiredLine(64),
  merge: z.uuid({ error: "field.invalid" }),
  ...confirmStaffFields,
});

type Asked = { readonly merge: string; readonly by: StaffOperator };
type Code =
  | ConfirmFailure
  | "staff.not-permitted"
  | "merge.not-found"
  | "merge.too-late"
  | "merge.later-first"
  | "merge.erased"
  | "company.no-administrator"
  | "seats.full";
type Done = { readonly number: string };

/**
 * Makes two customers of one again, up to 30 days after they were merged (P-V6): what the merge moved goes back, values it replaced come
 * back unless somebody changed them since, and the account it shut opens again if a seat is free, without its old sessions and links, and its
 * owner is told. What the kept customer bought since stays there. The last merge of a customer is undone first. Pressed twice it is done once.
 */
export async function undoMerge(
  ctx: Pick<Ctx, "db" | "settings" | "secrets" | "request" | "hash">,
  { merge, by }: Asked,
): Promise<Result<Done, Code>> {
  const refused = await refuseUnpermitted(ctx, actorOf(by), "customers.merge");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  try {
    return await inTransactionWithPlaces(ctx, (tx) => undoIn(tx, merge, by));
  } catch (error) {
    if (error instanceof NoAdministrator) return error.refusal;
    throw error;
  }
}

/** A refusal that shows only once the places are back: what was written is undone by throwing. */
class NoAdministrator extends Rollback {
  constructor(readonly refusal: Failure<"company.no-administrator">) {
    super("nobody would administer the company");
  }
}

type Merge = NonNullable<Awaited<ReturnType<typeof lockMerge>>>;

type Undoing = Pick<Ctx, "db" | "settings" | "secrets" | "request">;

async function undoIn(tx: Undoing, id: string, by: StaffOperator): Promise<Result<Done, Code>> {
  const merge = await hold(tx, id);
  if (!merge) return fail("merge.not-found");
  const { kept, merged } = await listBoth(tx.db, merge);
  if (merge.isUndone) return ok({ number: merged.number });
  const refused = (await refuse(tx, merge, [kept, merged])) ?? (await refuseSeat(tx, merge));
  if (refused) return refused;
  await setMergedInto(tx.db, merged.id, null);
  const { moved } = merge;
  await restoreFields(tx, kept, moved);
  if (moved.shutAccount !== null) {
    await endAllProofsOf(tx.db, moved.shutAccount);
    // Of somebody who was signing in at the moment of the merge.
    await deleteSessionsOf(tx.db, moved.shutAccount);
    await setDeactivated(tx.db, moved.shutAccount, false);
  }
  await restorePlace(tx, merge);
  await partConversations(tx.db, merge);
  const unfit = moved.shutAccount === null ? null : await refuseOpening(tx, merged.id);
  if (unfit) throw new NoAdministrator(unfit);
  const orders = String(await moveBack(tx.db, merge));
  if (moved.shutAccount !== null) await tellOfReopenedAccount(tx, merged);
  await refreshLastOrders(tx.db, [kept.id, merged.id]);
  await closeMerge(tx.db, id, by.staffId);
  for (const [one, other] of [
    [kept, merged],
    [merged, kept],
  ] as const) {
    const detail = { from: other.number, fromId: other.id, orders, merge: id };
    const target = { kind: "customer", id: one.id } as const;
    await audit(tx, { actor: actorOf(by), action: "customer.merge-undone", target, outcome: "ok", detail });
  }
  if (moved.shutAccount !== null) {
    const target = { kind: "account", id: moved.shutAccount } as const;
    await audit(tx, { actor: actorOf(by), action: "account.reactivated", target, outcome: "ok", detail: { merge: id } });
  }
  return ok({ number: merged.number });
}

/** The merge, and all that it is about, held until the transaction ends; its own row last, as where somebody is erased. */
async function hold(tx: Pick<Ctx, "db">, id: string): Promise<Merge | null> {
  const seen = await findMerge(tx.db, id);
  if (!seen) return null;
  const ids = [seen.keptId, seen.mergedId];
  for (const address of await listAddressesOf(tx.db, ids)) await lockAddress(tx.db, address);
  const areWherePlacesWere = await holdPlaces(tx, ids);
  // Before any order, as where somebody registers: whoever waits for a seat holds no order that the other one needs.
  if (seen.moved.shutAccount !== null) await lockSeats(tx.db);
  await lockForMerge(tx.db, { ids, ordersOf: ordersOfMerge(id) });
  await areWherePlacesWere();
  return lockMerge(tx.db, id);
}

/** The account that opens again may need a seat (P-R13). */
async function refuseSeat(tx: Pick<Ctx, "db" | "settings">, { moved, mergedId }: Merge) {
  const account = moved.shutAccount === null ? null : await findAccountOfCustomer(tx.db, mergedId);
  const seat = account ? await takeSeatAgain(tx, account.cameBy) : ok();
  return seat.ok ? null : seat;
}

async function refuse(tx: Pick<Ctx, "db">, merge: Merge, both: readonly CustomerRow[]) {
  if (merge.isTooLate) return fail("merge.too-late");
  if (both.some(({ erasedAt }) => erasedAt !== null)) return fail("merge.erased");
  const number = await findLaterMerge(tx.db, merge);
  return number === null ? null : fail("merge.later-first", { vars: { number } });
}

/** A value that somebody changed since the merge is theirs, and stays. So does where an account's links for a new password go. */
async function restoreFields(tx: Pick<Ctx, "db">, kept: CustomerRow, { changed }: MovedByMerge): Promise<void> {
  const account = await findAccountOfCustomer(tx.db, kept.id);
  const isEmailFixed = account !== null && isReachedByContact(account);
  const isUntouched = (field: MergeField, after: string | null) => kept[field] === after && !(field === "email" && isEmailFixed);
  const untouched = changed.filter(({ field, after }) =>
    mergeFields.some((known) => known === field && isUntouched(known, after)),
  );
  if (untouched.length === 0) return;
  await setMergedFields(tx.db, kept.id, asFields(untouched.map(({ field, before }) => ({ field, value: before }))));
}

/**
 * A place goes back if the kept customer still is in that company, or in the one that it was merged into, and unless it would then be without
 * an administrator.
 */
async function restorePlace(tx: Pick<Ctx, "db">, merge: Merge): Promise<void> {
  const toNow = async <T extends { readonly companyId: string }>(one: T): Promise<T> => {
    const companyId = await findKeptCompany(tx, one.companyId);
    return companyId === null ? one : { ...one, companyId };
  };
  const place = merge.moved.place && (await toNow(merge.moved.place));
  const requests = await Promise.all((merge.moved.requests ?? []).map(toNow));
  if (place && !place.isMoved) await remakePlace(tx.db, merge, place);
  if (place?.isMoved && (await mayGoBack(tx, merge, place.companyId))) await movePlaceBack(tx.db, merge, place);
  await moveRequestsBack(tx.db, merge, requests);
}

async function mayGoBack(tx: Pick<Ctx, "db">, { keptId, mergedId }: Merge, companyId: string): Promise<boolean> {
  const account = await findAccountOfCustomer(tx.db, mergedId);
  if (account && account.deactivatedAt === null) return true;
  const holder = await findPerson(tx.db, companyId, keptId);
  return holder === null || (await refuseLastAdministrator(tx, companyId, holder)) === null;
}
