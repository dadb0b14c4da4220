import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { isNameless, masterDataFields } from "@/core/customers/master-data";
import { languageOf } from "@/core/passwords/holder";
import { fail, ok, type Result } from "@/core/result";
import { audit, maskWords } from "@/core/security/audit";
import type { Session } from "@/core/sessions/find-session";
import { type CustomerRow, lockCustomer, updateCustomer } from "@/db/queries/customer-room";
import { changeAccountLanguage, findHolder } from "@/db/queries/holders";
import { isLanguage } from "@/messages/translator";

/** What the profile's form holds. The address is changed elsewhere, since it takes a proof. */
export const changeProfileInput = z.object({
  firstName: masterDataFields.firstName,
  lastName: masterDataFields.lastName,
  phone: masterDataFields.phone,
  language: z.string({ error: "field.required" }).refine(isLanguage, { error: "field.invalid" }),
});

/** A customer's own profile, as its page shows it. */
export type Profile = z.output<typeof changeProfileInput>;

type Input = Profile & { readonly session: Pick<Session, "accountId" | "customerId"> };

/** The profile of the person who asks. Throws if the session has no account. */
export async function getProfile(ctx: Pick<Ctx, "db" | "request">, { accountId }: Pick<Session, "accountId">): Promise<Profile> {
  const holder = await findHolder(ctx.db, accountId);
  if (!holder) throw new Error("a session without an account");
  const { firstName, lastName, phone } = holder;
  return { firstName, lastName, phone, language: languageOf(holder, ctx.request.language) };
}

/** Changes how a customer is called and reached, in the shop's own record, and the language of mails. Orders keep what they were placed with. */
export async function changeProfile(
  ctx: Pick<Ctx, "db" | "request">,
  { session, language, ...data }: Input,
): Promise<Result<undefined, "customer.name-missing" | "access.sign-in-first">> {
  if (isNameless({ ...data, email: null })) return fail("customer.name-missing", { field: "lastName" });
  const { accountId, customerId } = session;
  return inTransaction(ctx, async (tx) => {
    const customer = await lockCustomer(tx.db, customerId);
    if (!customer) return fail("access.sign-in-first");
    const { email, emailKey } = customer;
    await updateCustomer(tx.db, customerId, { ...data, email, emailKey });
    await changeAccountLanguage(tx.db, accountId, language);
    const detail = changesIn(customer, data);
    if (Object.keys(detail).length === 0) return ok();
    const target = { kind: "customer", id: customerId } as const;
    await audit(tx, { actor: { kind: "customer", accountId }, action: "customer.changed", target, outcome: "ok", detail });
    return ok();
  });
}

/** Old and new, masked, of what differs. */
function changesIn(before: CustomerRow, after: Pick<Profile, "firstName" | "lastName" | "phone">): Record<string, string> {
  const shown = (text: string | null): string => (text ? maskWords(text) : "–");
  return Object.fromEntries(
    (["firstName", "lastName", "phone"] as const).flatMap((name) =>
      before[name] === after[name] ? [] : [[name, `${shown(before[name])} → ${shown(after[name])}`]],
    ),
  );
}
