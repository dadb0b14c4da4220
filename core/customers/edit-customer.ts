import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { isNameless, type MasterData, masterDataFields } from "@/core/customers/master-data";
import { optionalText, requiredLine } from "@/core/input";
import { queueMail } from "@/core/mail/queue";
import { languageOf } from "@/core/passwords/holder";
import { fail, ok, type Result } from "@/core/result";
import { audit, maskEmail, maskWords } from "@/core/security/audit";
import { actorOf, type ConfirmFailure, confirmStaff, type StaffOperator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import {
  type CustomerRow,
  findAccountOfCustomer,
  findCustomerByNumber,
  lockCustomerByNumber,
  updateCustomer,
} from "@/db/queries/customer-room";
import { endAllProofsOf } from "@/db/queries/holders";
import { lockAddress } from "@/db/queries/orders";

/** What the form on a customer's page holds. */
export const editCustomerInput = z.object({
  ...masterDataFields,
  number: requiredLine(64),
  confirmPassword: optionalText(4000),
});

type Edit = MasterData & { readonly number: string; readonly by: StaffOperator };
type Code = ConfirmFailure | "staff.not-permitted" | "customer.not-found" | "customer.name-missing";

/**
 * Changes what the shop knows of a customer. Nothing that signs in changes with it: an account keeps its own address. But who signs in
 * with the number only gets links for a new password where the shop writes to. There a new address asks for the own password again, ends
 * the links that are under way, and the old address is told (T-N5). The audit log keeps masked values.
 */
export async function editCustomer(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  { number, by, ...data }: Edit,
): Promise<Result<undefined, Code>> {
  const refused = await refuseUnpermitted(ctx, by, "customers.edit");
  if (refused) return refused;
  if (isNameless(data)) return fail("customer.name-missing", { field: "lastName" });
  const key = canonicalNumber(number);
  const seen = key === null ? null : await findCustomerByNumber(ctx.db, key);
  if (key === null || !seen || seen.mergedInto !== null) return fail("customer.not-found");
  const isConfirmed = (await findReached(ctx, seen, data)) !== null;
  if (isConfirmed) {
    const confirmed = await confirmStaff(ctx, by);
    if (!confirmed.ok) return confirmed;
  }
  return inTransaction(ctx, (tx) => change(tx, { key, data, by, isConfirmed }));
}

type Changing = { readonly key: string; readonly data: MasterData; readonly by: StaffOperator; readonly isConfirmed: boolean };

async function change(
  tx: Pick<Ctx, "db" | "secrets" | "request">,
  { key, data, by, isConfirmed }: Changing,
): Promise<Result<undefined, Code>> {
  // A registration with the new address at the same moment sees it, or is seen.
  if (data.email !== null) await lockAddress(tx.db, data.email);
  const customer = await lockCustomerByNumber(tx.db, key);
  if (!customer) return fail("customer.not-found");
  const detail = changesIn(customer, data);
  if (Object.keys(detail).length === 0) return ok();
  const reached = await findReached(tx, customer, data);
  if (reached !== null && !isConfirmed) return fail("staff.confirm-needed", { field: "confirmPassword" });
  await updateCustomer(tx.db, customer.id, { ...data, emailKey: data.email });
  if (reached !== null) await tellOldAddress(tx, customer, reached);
  const target = { kind: "customer", id: customer.id } as const;
  await audit(tx, { actor: actorOf(by), action: "customer.changed", target, outcome: "ok", detail });
  return ok();
}

type Reached = NonNullable<Awaited<ReturnType<typeof findAccountOfCustomer>>>;

/** The account whose links for a new password go to the address that is about to change, or null. */
async function findReached(ctx: Pick<Ctx, "db">, customer: CustomerRow, { email }: MasterData): Promise<Reached | null> {
  if (customer.emailKey === email) return null;
  const account = await findAccountOfCustomer(ctx.db, customer.id);
  return account && (account.emailKey === null || !account.signsInWithEmail) ? account : null;
}

async function tellOldAddress(
  tx: Pick<Ctx, "db" | "secrets" | "request">,
  { id, email }: CustomerRow,
  account: Reached,
): Promise<void> {
  await endAllProofsOf(tx.db, account.id);
  if (email === null) return;
  const language = languageOf(account, tx.request.language);
  await queueMail(tx, { message: "contact-changed", to: { email }, language, customerId: id });
}

/** Old and new, masked, of what differs. */
function changesIn(customer: CustomerRow, data: MasterData): Record<string, string> {
  const fields = [
    ["firstName", customer.firstName, data.firstName, maskWords],
    ["lastName", customer.lastName, data.lastName, maskWords],
    ["email", customer.email ?? "", data.email ?? "", maskEmail],
    ["phone", customer.phone ?? "", data.phone ?? "", maskWords],
  ] as const;
  const shown = (text: string, mask: (text: string) => string) => (text === "" ? "–" : mask(text));
  return Object.fromEntries(
    fields.flatMap(([name, before, after, mask]) =>
      before === after ? [] : [[name, `${shown(before, mask)} → ${shown(after, mask)}`]],
    ),
  );
}
