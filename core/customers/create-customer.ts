import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { isNameless, type MasterData, masterDataFields } from "@/core/customers/master-data";
import { type AnswerFailure, type Posted, readAnswers } from "@/core/fields/read-answers";
import { splitAnswers } from "@/core/fields/split-answers";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskEmail, maskWords } from "@/core/security/mask";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { lockAddress } from "@/db/queries/address-lock";
import { insertCustomer, storeAnswers } from "@/db/queries/customers";

/** What the form for a new customer holds. */
export const createCustomerInput = z.object(masterDataFields);

/**
 * Makes a customer whom staff enter, with the next free number and without an account (P-V1). Several customers may share an address;
 * who else has it stands on the customer's page.
 */
export async function createCustomer(
  ctx: Pick<Ctx, "db" | "form" | "request">,
  { staffId, posted = {}, ...data }: MasterData & { readonly staffId: string; readonly posted?: Posted },
): Promise<Result<{ readonly number: string }, AnswerFailure | "customer.name-missing" | "staff.not-permitted">> {
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "customers.edit");
  if (refused) return refused;
  if (isNameless(data)) return fail("customer.name-missing", { field: "lastName" });
  const answered = readAnswers(ctx, "staff", posted);
  if (!answered.ok) return answered;
  const { fields } = splitAnswers(answered.value);
  const { firstName, lastName, email, phone } = data;
  return inTransaction(ctx, async (tx) => {
    // A registration with this address at the same moment sees the new record, or is seen.
    if (email !== null) await lockAddress(tx.db, email);
    const made = await insertCustomer(tx.db, { firstName, lastName, email, emailKey: email, phone, origin: "staff" });
    await storeAnswers(tx.db, made.id, { fields });
    await audit(tx, {
      actor: { kind: "staff", staffId },
      action: "customer.created",
      target: { kind: "customer", id: made.id },
      outcome: "ok",
      detail: {
        name: [firstName, lastName].map(maskWords).join(" ").trim(),
        ...(email === null ? {} : { email: maskEmail(email) }),
        ...(phone === null ? {} : { phone: maskWords(phone) }),
      },
    });
    return ok({ number: made.number });
  });
}
