import { isAdministrator } from "@/core/companies/permissions";
import { hashToken } from "@/core/security/token";
import type { MergedFields, MergeSide } from "@/db/queries/merges";

/** Values of a customer of which, in a merge, one stays and one does not. */
export const mergeFields = ["firstName", "lastName", "email", "phone"] as const;

/** The name of such a value. */
export type MergeField = (typeof mergeFields)[number];

/** Whose value stays. */
export type Taken = "kept" | "merged";

/** A value in which two customers differ. `usual` is whose stays unless somebody chooses: the kept one's, if there is one. */
export type Difference = {
  readonly field: MergeField;
  readonly kept: string;
  readonly merged: string;
  readonly usual: Taken;
};

/** Why two customers cannot be made one. */
export type MergeRefusal =
  | "merge.same"
  | "merge.gone"
  | "merge.erased"
  | "merge.keep-account"
  | "merge.two-companies"
  | "merge.last-administrator";

/** A customer, with whether anybody else administers the company they are in. */
export type PlannedSide = MergeSide & { readonly hasOtherAdministrators: boolean };

/** What would become of two customers. `seen` changes when anything does that the person who decides has to know. */
export type MergePlan = {
  readonly refusal: MergeRefusal | null;
  readonly differences: readonly Difference[];
  /** Whether the kept one's address stays in any case: links for a new password of that account go there. */
  readonly isEmailFixed: boolean;
  /** Whether the merged one's account, which signs in today, would be shut. */
  readonly shutsAccount: boolean;
  readonly seen: string;
};

/**
 * Decides what a merge does, before anybody presses the button and again when they do. Accounts never change hands: of two, the kept one's
 * goes on as it is and the other one is shut, with its own password and identities; a customer who has the only account is the one to be
 * kept. And no merge changes where an account's links for a new password go. So nobody gets into anything whose mailbox they did not prove.
 */
export function planMerge(kept: PlannedSide, merged: PlannedSide): MergePlan {
  const isEmailFixed = kept.accountId !== null && isReachedByContact({ ...kept, emailKey: kept.accountEmail });
  const differences = mergeFields.flatMap((field): Difference[] => {
    const [ours, theirs] = [kept[field] ?? "", merged[field] ?? ""];
    if (theirs === "" || ours === theirs || (field === "email" && isEmailFixed)) return [];
    return [{ field, kept: ours, merged: theirs, usual: ours === "" ? "merged" : "kept" }];
  });
  return {
    refusal: refuse(kept, merged),
    differences,
    isEmailFixed,
    shutsAccount: merged.accountId !== null && !merged.isDeactivated,
    seen: hashToken(JSON.stringify([kept, merged].map(stateOf))),
  };
}

/** Whether an account's links for a new password go to where the shop writes to, and not to an address of its own. */
export const isReachedByContact = (account: {
  readonly emailKey: string | null;
  readonly signsInWithEmail: boolean | null;
}): boolean => account.emailKey === null || account.signsInWithEmail !== true;

function refuse(kept: PlannedSide, merged: PlannedSide): MergeRefusal | null {
  if (kept.id === merged.id) return "merge.same";
  if (kept.mergedInto !== null || merged.mergedInto !== null) return "merge.gone";
  if (kept.isErased || merged.isErased) return "merge.erased";
  if (merged.accountId !== null && kept.accountId === null) return "merge.keep-account";
  return refusePlace(kept, merged);
}

/** A person is in one company at a time, and a company keeps an administrator who can sign in: a place that moves makes the kept one that. */
function refusePlace(kept: PlannedSide, merged: PlannedSide): MergeRefusal | null {
  if (merged.companyId === null) return null;
  const moves = kept.companyId === null;
  if (!moves && kept.companyId !== merged.companyId) return "merge.two-companies";
  const isLast = administers(merged) && !merged.hasOtherAdministrators;
  return isLast && !(moves && isOpen(kept)) ? "merge.last-administrator" : null;
}

const isOpen = ({ accountId, isDeactivated }: MergeSide): boolean => accountId !== null && !isDeactivated;

/** Whether somebody is an administrator of their company who can sign in and act. */
const administers = (side: MergeSide): boolean =>
  isOpen(side) && !side.isPlaceShut && isAdministrator(side.companyPermissions ?? []);

/** Orders and mails may be more by then: that they move, too, is no surprise. */
const stateOf = (side: MergeSide) => [
  ...[side.id, side.firstName, side.lastName, side.email, side.phone, side.isPending],
  ...[side.accountId, side.accountEmail, side.isEmailProven, side.signsInWithEmail, side.isDeactivated],
  ...[side.companyId, side.userTypeId, side.isPlaceShut],
];

/** The values that change for the kept customer by what was chosen, with what they replace. */
export function chosenChanges({ differences }: MergePlan, chosen: Readonly<Record<MergeField, Taken | undefined>>) {
  return differences.flatMap(({ field, kept, merged, usual }) =>
    (chosen[field] ?? usual) === "merged" ? [{ field, before: kept === "" ? null : kept, after: merged }] : [],
  );
}

/** Values as a customer's row takes them: names are never null. */
export function asFields(values: readonly { readonly field: string; readonly value: string | null }[]): MergedFields {
  const given = new Map(values.map(({ field, value }) => [field, value]));
  const name = (field: MergeField) => (given.has(field) ? { [field]: given.get(field) ?? "" } : {});
  const other = (field: MergeField) => (given.has(field) ? { [field]: given.get(field) ?? null } : {});
  return { ...name("firstName"), ...name("lastName"), ...other("email"), ...other("phone") };
}
