import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { isNameless } from "@/core/customers/master-data";
import type { Known } from "@/core/fields/asked-fields";
import { changesIn } from "@/core/fields/changes-in";
import { type AnswerFailure, type Posted, readAnswers } from "@/core/fields/read-answers";
import { knownOf, splitAnswers } from "@/core/fields/split-answers";
import { languageOf } from "@/core/mail/language-of";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import type { Session } from "@/core/sessions/find-session";
import { findCustomerById, lockAccountOfCustomer, lockCustomer } from "@/db/queries/customer-room";
import { storeAnswers } from "@/db/queries/customers";
import { changeAccountLanguage, findHolder } from "@/db/queries/holders";
import { isLanguage } from "@/messages/translator";

/** What the profile's form holds beside what the shop asks for. The address is changed elsewhere, since it takes a proof. */
export const changeProfileInput = z.object({
  language: z.string({ error: "field.required" }).refine(isLanguage, { error: "field.invalid" }),
});

/** A customer's own profile, as its page shows it: what the record holds by the keys of the fields, and the language of mails. */
export type Profile = z.output<typeof changeProfileInput> & { readonly known: Known };

type Input = z.output<typeof changeProfileInput> & {
  readonly session: Pick<Session, "accountId" | "customerId">;
  readonly posted: Posted;
};

/** The profile of the person who asks. Throws if the session has no account. */
export async function getProfile(
  ctx: Pick<Ctx, "db" | "request">,
  { accountId, customerId }: Pick<Session, "accountId" | "customerId">,
): Promise<Profile> {
  const [holder, customer] = await Promise.all([findHolder(ctx.db, accountId), findCustomerById(ctx.db, customerId)]);
  if (!holder || !customer) throw new Error("a session without an account");
  return { known: knownOf(customer), language: languageOf(holder, ctx.request.language) };
}

/**
 * Changes how a customer is called and reached and what else the shop asks for in the profile, in the shop's own record, and the language of
 * mails. What the profile does not ask for stays as it is. Orders keep what they were placed with.
 */
export async function changeProfile(
  ctx: Pick<Ctx, "db" | "form" | "request">,
  { session, language, posted }: Input,
): Promise<Result<undefined, AnswerFailure | "customer.name-missing" | "access.sign-in-first">> {
  const { accountId, customerId } = session;
  return inTransaction(ctx, async (tx) => {
    // The account before the customer, as where it is shut.
    await lockAccountOfCustomer(tx.db, customerId);
    const customer = await lockCustomer(tx.db, customerId);
    if (!customer) return fail("access.sign-in-first");
    const known = knownOf(customer);
    const answered = readAnswers(tx, "profile", posted, known);
    if (!answered.ok) return answered;
    const after = { ...known, ...answered.value };
    if (losesName(known, after)) return fail("customer.name-missing", { field: "lastName" });
    await storeAnswers(tx.db, customerId, splitAnswers(answered.value));
    await changeAccountLanguage(tx.db, accountId, language);
    const detail = changesIn(known, after);
    if (Object.keys(detail).length === 0) return ok();
    const target = { kind: "customer", id: customerId } as const;
    await audit(tx, { actor: { kind: "customer", accountId }, action: "customer.changed", target, outcome: "ok", detail });
    return ok();
  });
}

/** A record that never had a name can be changed without getting one. */
const losesName = (before: Known, after: Known): boolean => !isUnnamed(before) && isUnnamed(after);

const isUnnamed = (known: Known): boolean => isNameless({ firstName: known.firstName ?? "", lastName: known.lastName ?? "" });
