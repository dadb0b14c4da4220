import { z } from "zod";
import { holdPlaces, inTransactionWithPlaces } from "@/core/companies/hold-places";
import type { Ctx } from "@/core/ctx";
import { findMergeSide } from "@/core/customers/find-merge-side";
import {
  asFields,
  chosenChanges,
  type MergeField,
  type MergePlan,
  type MergeRefusal,
  type PlannedSide,
  planMerge,
} from "@/core/customers/plan-merge";
import { tellOfOtherContact, tellOfShutAccount } from "@/core/customers/tell-merge";
import { requiredLine } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskEmail, maskWords } from "@/core/security/mask";
import { actorOf, type ConfirmFailure, confirmStaff, confirmStaffFields, type StaffOperator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { lockAddress } from "@/db/queries/address-lock";
import { setDeactivated } from "@/db/queries/customer-room";
import { endAllProofsOf } from "@/db/queries/holders";
import { carryConversation } from "@/db/queries/merge-conversations";
import { movePlaceToKept, moveRequestsToKept } from "@/db/queries/merge-places";
import {
  endActivation,
  insertMerge,
  listAddressesOf,
  lockForMerge,
  moveToKept,
  ordersOfCustomer,
  refreshLastOrders,
  setMergedFields,
  setMergedInto,
} from "@/db/queries/merges";
import { deleteSessionsOf } from "@/db/queries/sessions";

const taken = z.enum(["kept", "merged"], { error: "field.invalid" }).optional();

/** What the form under the preview holds: both numbers, what the preview showed, and whose values stay. */
export const mergeCustomersInput = z.object({
  kept: requiredLine(64),
  merged: requiredLine(64),
  seen: requiredLine(64),
  takeFirstName: taken,
  takeLastName: taken,
  takeEmail: taken,
  takePhone: taken,
  ...confirmStaffFields,
});

type Asked = Omit<z.output<typeof mergeCustomersInput>, "confirmPassword"> & { readonly by: StaffOperator };
type Code = MergeRefusal | ConfirmFailure | "staff.not-permitted" | "customer.not-found" | "merge.changed";
type Done = { readonly number: string };

/**
 * Makes two customers one, for good after 30 days and to be undone until then (P-V6): orders, why they were attached, mails, and a place
 * in a company go over; an account that the merged one had is shut, its sessions and links end at once, and its owner is told. One
 * transaction, and pressed twice it is done once. What changed since the preview is shown first.
 */
export async function mergeCustomers(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  asked: Asked,
): Promise<Result<Done, Code>> {
  const { by } = asked;
  const refused = await refuseUnpermitted(ctx, actorOf(by), "customers.merge");
  if (refused) return refused;
  const seen = await findBoth(ctx, asked);
  if (!seen) return fail("customer.not-found");
  if (isDone(seen)) return ok({ number: seen.kept.number });
  const { refusal } = planMerge(seen.kept, seen.merged);
  if (refusal) return fail(refusal);
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  return inTransactionWithPlaces(ctx, (tx) => mergeIn(tx, asked, seen));
}

type Both = { readonly kept: PlannedSide; readonly merged: PlannedSide };

async function findBoth(ctx: Pick<Ctx, "db">, asked: { kept: string; merged: string }): Promise<Both | null> {
  const kept = await findMergeSide(ctx, asked.kept);
  const merged = await findMergeSide(ctx, asked.merged);
  return kept && merged ? { kept, merged } : null;
}

/** The second press, or somebody else's: what was asked for is so already. */
const isDone = ({ kept, merged }: Both): boolean => merged.mergedInto === kept.id;

type Merging = Pick<Ctx, "db" | "secrets" | "request">;

async function mergeIn(tx: Merging, asked: Asked, seen: Both): Promise<Result<Done, Code>> {
  const ids = [seen.kept.id, seen.merged.id];
  for (const address of await listAddressesOf(tx.db, ids)) await lockAddress(tx.db, address);
  const areWherePlacesWere = await holdPlaces(tx, ids);
  await lockForMerge(tx.db, { ids, ordersOf: ordersOfCustomer(seen.merged.id) });
  await areWherePlacesWere();
  const now = await findBoth(tx, asked);
  if (!now) return fail("customer.not-found");
  if (isDone(now)) return ok({ number: now.kept.number });
  const plan = planMerge(now.kept, now.merged);
  if (plan.refusal) return fail(plan.refusal);
  if (plan.seen !== asked.seen) return fail("merge.changed");
  await carryOut(tx, asked, now, plan);
  return ok({ number: now.kept.number });
}

async function carryOut(tx: Merging, asked: Asked, { kept, merged }: Both, plan: MergePlan): Promise<void> {
  const { by } = asked;
  const pair = { keptId: kept.id, mergedId: merged.id };
  if (plan.shutsAccount) await tellOfShutAccount(tx, merged, kept.number);
  const place = await movePlaceToKept(tx.db, pair);
  const requests = await moveRequestsToKept(tx.db, pair);
  const moved = { ...(await moveToKept(tx.db, pair)), place, requests };
  const chosen = { firstName: asked.takeFirstName, lastName: asked.takeLastName, email: asked.takeEmail, phone: asked.takePhone };
  const changed = chosenChanges(plan, chosen);
  if (changed.length > 0) {
    await setMergedFields(tx.db, kept.id, asFields(changed.map(({ field, after }) => ({ field, value: after }))));
    if (changed.some(({ field }) => field === "email")) await tellOfOtherContact(tx, kept);
  }
  if (merged.accountId !== null) await shut(tx, merged.accountId, plan);
  await endActivation(tx.db, merged.id);
  await carryConversation(tx.db, pair);
  await setMergedInto(tx.db, merged.id, kept.id);
  await refreshLastOrders(tx.db, [kept.id, merged.id]);
  const shutAccount = plan.shutsAccount ? merged.accountId : null;
  const mergeId = await insertMerge(tx.db, { ...pair, staffId: by.staffId, moved: { ...moved, shutAccount, changed } });
  const counts = {
    orders: String(moved.orders.length),
    mails: String(moved.mails.length),
    merge: mergeId,
    ...(place && { company: place.companyId }),
  };
  const replaced = Object.fromEntries(changed.map(({ field, before, after }) => [field, maskedChange(field, before, after)]));
  const rows = [
    { id: kept.id, detail: { merged: merged.number, mergedId: merged.id, ...counts, ...replaced } },
    { id: merged.id, detail: { into: kept.number, keptId: kept.id, ...counts } },
  ];
  for (const { id, detail } of rows) {
    await audit(tx, { actor: actorOf(by), action: "customer.merged", target: { kind: "customer", id }, outcome: "ok", detail });
  }
  if (shutAccount !== null) {
    const target = { kind: "account", id: shutAccount } as const;
    await audit(tx, { actor: actorOf(by), action: "account.deactivated", target, outcome: "ok", detail: { merge: mergeId } });
  }
}

async function shut(tx: Pick<Ctx, "db">, accountId: string, { shutsAccount }: MergePlan): Promise<void> {
  if (shutsAccount) await setDeactivated(tx.db, accountId, true);
  await deleteSessionsOf(tx.db, accountId);
  await endAllProofsOf(tx.db, accountId);
}

function maskedChange(field: MergeField, before: string | null, after: string): string {
  const mask = field === "email" ? maskEmail : maskWords;
  return `${before === null ? "–" : mask(before)} → ${mask(after)}`;
}
