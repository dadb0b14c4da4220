import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { stateOfProfile } from "@/core/customers/customer-state";
import { isNameless } from "@/core/customers/master-data";
import type { Known } from "@/core/fields/asked-fields";
import { changesIn } from "@/core/fields/changes-in";
import { type AnswerFailure, type Posted, readAnswers } from "@/core/fields/read-answers";
import { knownOf, splitAnswers } from "@/core/fields/split-answers";
import { requiredLine } from "@/core/input";
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
  /** What the form was drawn from. */
  seen: requiredLine(64),
});

/**
 * A customer's own profile, as its page shows it: what the record holds by the keys of the fields, the language of mails, and what its form
 * is drawn from.
 */
export type Profile = z.output<typeof changeProfileInput> & { readonly known: Known };

type Input = z.output<typeof changeProfileInput> & {
  readonly session: Pick<Session, "accountId" | "customerId">;
  readonly posted: Posted;
};

type Code = AnswerFailure | "customer.changed" | "customer.name-missing" | "access.sign-in-first";

/** The profile of the person who asks; null where they were erased since they were let in. */
export async function getProfile(
  ctx: Pick<Ctx, "db" | "form" | "request">,
  session: Pick<Session, "accountId" | "customerId">,
): Promise<Profile | null> {
  const shown = await findShown(ctx, session);
  return shown && { ...shown, seen: stateOfProfile(ctx, shown) };
}

/** What the profile shows; null where the account or its customer is gone. */
async function findShown(ctx: Pick<Ctx, "db" | "request">, { accountId, customerId }: Input["session"]) {
  const [holder, customer] = await Promise.all([findHolder(ctx.db, accountId), findCustomerById(ctx.db, customerId)]);
  return holder && customer ? { known: knownOf(customer), language: languageOf(holder, ctx.request.language) } : null;
}

/**
 * Changes how a customer is called and reached and what else the shop asks for in the profile, in the shop's own record, and the language of
 * mails. What the profile does not ask for stays as it is, and what was changed since the form was drawn is not written over. Orders keep
 * what they were placed with.
 */
export async function changeProfile(
  ctx: Pick<Ctx, "db" | "form" | "request">,
  { session, language, seen, posted }: Input,
): Promise<Result<undefined, Code>> {
  const { accountId, customerId } = session;
  return inTransaction(ctx, async (tx): Promise<Result<undefined, Code>> => {
    // The account before the customer, as where it is shut.
    await lockAccountOfCustomer(tx.db, customerId);
    const before = (await lockCustomer(tx.db, customerId)) && (await findShown(tx, session));
    if (!before) return fail("access.sign-in-first");
    const answered = readAnswers(tx, "profile", posted, before.known);
    if (!answered.ok) return answered;
    const after = { known: { ...before.known, ...answered.value }, language };
    if (losesName(before.known, after.known)) return fail("customer.name-missing", { field: "lastName" });
    const [state, next] = [before, after].map((shown) => stateOfProfile(tx, shown));
    if (next !== state && seen !== state) return fail("customer.changed");
    await storeAnswers(tx.db, customerId, splitAnswers(answered.value));
    await changeAccountLanguage(tx.db, accountId, language);
    await note(tx, session, changesIn(before.known, after.known));
    return ok();
  });
}

async function note(ctx: Pick<Ctx, "db" | "request">, { accountId, customerId }: Input["session"], detail: Known): Promise<void> {
  if (Object.keys(detail).length === 0) return;
  const target = { kind: "customer", id: customerId } as const;
  await audit(ctx, { actor: { kind: "customer", accountId }, action: "customer.changed", target, outcome: "ok", detail });
}

/** A record that never had a name can be changed without getting one. */
const losesName = (before: Known, after: Known): boolean => !isUnnamed(before) && isUnnamed(after);

const isUnnamed = (known: Known): boolean => isNameless({ firstName: known.firstName ?? "", lastName: known.lastName ?? "" });
