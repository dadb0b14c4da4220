import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { stateOfCustomer } from "@/core/customers/customer-state";
import { isNameless, type MasterData, masterDataFields } from "@/core/customers/master-data";
import { isReachedByContact } from "@/core/customers/plan-merge";
import { changesIn } from "@/core/fields/changes-in";
import { type AnswerFailure, type Posted, readAnswers } from "@/core/fields/read-answers";
import { knownOf, splitAnswers } from "@/core/fields/split-answers";
import { requiredLine } from "@/core/input";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { actorOf, type ConfirmFailure, confirmStaff, confirmStaffFields, type StaffOperator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { findActivation } from "@/db/queries/activations";
import { lockAddress } from "@/db/queries/address-lock";
import {
  type CustomerRow,
  findAccountOfCustomer,
  findCustomerByNumber,
  lockCustomerByNumber,
  updateCustomer,
} from "@/db/queries/customer-room";
import { storeAnswers } from "@/db/queries/customers";
import { endAllProofsOf } from "@/db/queries/holders";

/** What the form on a customer's page holds. */
export const editCustomerInput = z.object({
  ...masterDataFields,
  number: requiredLine(64),
  /** What the form was drawn from. */
  seen: requiredLine(64),
  ...confirmStaffFields,
});

type Edit = MasterData & {
  readonly number: string;
  readonly seen: string;
  readonly by: StaffOperator;
  readonly posted?: Posted;
};
type CustomerFailure = "customer.not-found" | "customer.name-missing" | "customer.changed";
type Code = ConfirmFailure | AnswerFailure | "staff.not-permitted" | CustomerFailure;

/**
 * Changes what the shop knows of a customer. Nothing that signs in changes with it: an account keeps its own address. But who signs in
 * with the number only gets links for a new password where the shop writes to, and who has bought or waits for an account gets the link
 * that makes one. There a new address asks for the own password again, ends the links that are under way, and the old address is told
 * (T-N5). What the customer or colleagues have changed since the form was drawn is not written over. The audit log keeps masked values.
 */
export async function editCustomer(
  ctx: Pick<Ctx, "db" | "form" | "secrets" | "request" | "hash">,
  { number, seen, by, posted = {}, ...data }: Edit,
): Promise<Result<undefined, Code>> {
  const refused = await refuseUnpermitted(ctx, by, "customers.edit");
  if (refused) return refused;
  const key = canonicalNumber(number);
  const found = key === null ? null : await findCustomerByNumber(ctx.db, key);
  if (key === null || !found || found.mergedInto !== null) return fail("customer.not-found");
  // A record that never had a name can be changed without getting one.
  if (isNameless(data) && !isNameless(found)) return fail("customer.name-missing", { field: "lastName" });
  // An address that only somebody else has changed needs nobody's password here: below it is not written over.
  const isConfirmed = stateOfCustomer(ctx, found) === seen && (await findReached(ctx, found, data)) !== null;
  if (isConfirmed) {
    const confirmed = await confirmStaff(ctx, by);
    if (!confirmed.ok) return confirmed;
  }
  return inTransaction(ctx, (tx) => change(tx, { key, seen, data, posted, by, isConfirmed }));
}

type Changing = {
  readonly key: string;
  readonly seen: string;
  readonly data: MasterData;
  readonly posted: Posted;
  readonly by: StaffOperator;
  readonly isConfirmed: boolean;
};

async function change(
  tx: Pick<Ctx, "db" | "form" | "secrets" | "request">,
  { key, seen, data, posted, by, isConfirmed }: Changing,
): Promise<Result<undefined, Code>> {
  // A registration with the new address at the same moment sees it, or is seen.
  if (data.email !== null) await lockAddress(tx.db, data.email);
  const customer = await lockCustomerByNumber(tx.db, key);
  if (!customer) return fail("customer.not-found");
  const answered = readAnswers(tx, "staff", posted, knownOf(customer));
  if (!answered.ok) return answered;
  const { fields } = splitAnswers(answered.value);
  const detail = { ...changesOf(customer, data), ...changesIn(customer.fields, { ...customer.fields, ...fields }) };
  if (Object.keys(detail).length === 0) return ok();
  if (stateOfCustomer(tx, customer) !== seen) return fail("customer.changed");
  const reached = await findReached(tx, customer, data);
  if (reached !== null && !isConfirmed) return fail("staff.confirm-needed", { field: "confirmPassword" });
  await updateCustomer(tx.db, customer.id, { ...data, emailKey: data.email });
  await storeAnswers(tx.db, customer.id, { fields });
  if (reached !== null) await tellOldAddress(tx, customer, reached);
  const target = { kind: "customer", id: customer.id } as const;
  await audit(tx, { actor: actorOf(by), action: "customer.changed", target, outcome: "ok", detail });
  return ok();
}

/** Whom links to an account or to a new one reach at the address that is about to change; `accountId` is null where there is none yet. */
type Reached = { readonly accountId: string | null; readonly language: string | null };

async function findReached(ctx: Pick<Ctx, "db">, customer: CustomerRow, { email }: MasterData): Promise<Reached | null> {
  if (customer.emailKey === email) return null;
  const account = await findAccountOfCustomer(ctx.db, customer.id);
  if (account) return isReachedByContact(account) ? { accountId: account.id, language: account.language } : null;
  // An address for somebody who had none takes nothing from anybody who could be told.
  if (customer.emailKey === null) return null;
  const hasSomething = customer.lastOrderAt !== null || (await findActivation(ctx.db, customer.id)) !== null;
  return hasSomething ? { accountId: null, language: null } : null;
}

async function tellOldAddress(
  tx: Pick<Ctx, "db" | "secrets" | "request">,
  { id, email }: CustomerRow,
  reached: Reached,
): Promise<void> {
  if (reached.accountId !== null) await endAllProofsOf(tx.db, reached.accountId);
  if (email === null) return;
  const language = languageOf(reached, tx.request.language);
  await queueMail(tx, { message: "contact-changed", to: { email }, language, customerId: id });
}

/** Old and new, masked, of what differs in what every record has. */
function changesOf(customer: CustomerRow, data: MasterData): Record<string, string> {
  const [before, after] = [customer, data].map(({ firstName, lastName, phone }) => ({ firstName, lastName, phone: phone ?? "" }));
  const shown = (email: string | null) => (email === null ? "–" : maskEmail(email));
  const isMoved = customer.email !== data.email;
  return {
    ...changesIn(before ?? {}, after ?? {}),
    ...(isMoved ? { email: `${shown(customer.email)} → ${shown(data.email)}` } : {}),
  };
}
