import { offerCompany } from "@/core/companies/offer-company";
import { welcomeCustomer } from "@/core/conversations/welcome-customer";
import type { Ctx } from "@/core/ctx";
import { usedNames } from "@/core/customers/sign-in-names";
import { queueMail } from "@/core/mail/queue";
import { attachOrdersOfAddress } from "@/core/orders/attach-orders";
import { type Held, joinPartner } from "@/core/partners/join-partner";
import type { AddressUse } from "@/core/registration/address-use";
import type { Answers } from "@/core/registration/answers";
import { keepAnswers } from "@/core/registration/keep-answers";
import type { Seat } from "@/core/seats/take-seat";
import { type Actor, audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { deleteActivation } from "@/db/queries/activations";
import { insertAccount, insertCustomer, renameCustomer } from "@/db/queries/customers";
import { insertSameAddress } from "@/db/queries/same-address";

/** Whom an account is made for: how they want to be called, what they answered, and the address they have proven, canonical. */
export type Owner = {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly answers: Answers;
};

/** The same with leave to make an account for them (P-R13), and the partner's code that they hold, if any (P-O4). */
export type SeatedOwner = Owner & { readonly seat: Seat; readonly held?: Held };

/** An account as it was made. */
export type Made = { readonly accountId: string; readonly customerId: string; readonly number: string; readonly actor: Actor };

/**
 * Makes the account of a proven address, in the open transaction and under the lock on the address. It joins the customer record with the
 * newest purchase, if there is one; the others wait for an agent to merge them (P-R6). Where staff have prepared an account it becomes that
 * one, and their links end. Guest orders of the address come with it (P-R7).
 */
export async function makeAccount(
  ctx: Ctx,
  use: Exclude<AddressUse, { kind: "account" }>,
  { firstName, lastName, email, answers, seat, held = null }: SeatedOwner,
): Promise<Made> {
  const isNew = use.kind === "nobody";
  const customer = isNew
    ? await insertCustomer(ctx.db, { firstName, lastName, email, emailKey: email, origin: "registration" })
    : use.joined;
  if (!isNew) await renameCustomer(ctx.db, customer.id, { firstName, lastName });
  const { language } = ctx.request;
  const accountId = await insertAccount(ctx.db, { customerId: customer.id, email, emailKey: email, language, ...seat });
  await keepAnswers(ctx, { accountId, customerId: customer.id }, answers);
  await joinPartner(ctx, { accountId, customerId: customer.id }, held);
  const actor = { kind: "customer", accountId } as const;
  if (await deleteActivation(ctx.db, customer.id)) {
    const target = { kind: "customer", id: customer.id } as const;
    await audit(ctx, { actor, action: "activation.completed", target, outcome: "ok", detail: { number: customer.number } });
  }
  for (const other of isNew ? [] : use.others) {
    await audit(ctx, {
      actor,
      action: "customer.same-address",
      target: { kind: "customer", id: other.id },
      outcome: "ok",
      detail: { number: other.number, joined: customer.number },
    });
    await insertSameAddress(ctx.db, { customerId: other.id, joinedId: customer.id });
  }
  await attachOrdersOfAddress(ctx, { accountId, customerId: customer.id, emailKey: email });
  return { accountId, customerId: customer.id, number: customer.number, actor };
}

type Welcome = {
  readonly email: string;
  /** The way it came, for the audit log. */
  readonly detail: Readonly<Record<string, string>>;
  /** The message on the button that signs this account in, where it has no password. */
  readonly button?: string;
  /** Where neither a password nor a button signs it in yet (P-R4). */
  readonly isWithoutPassword?: boolean;
  /** Whether staff have let this person in (P-R11). */
  readonly isApproved?: boolean;
};

/**
 * Notes that an account was made, begins its conversation, and tells its owner how to sign in; in the open transaction. Called last: who was
 * given a place in a company on the way, whichever, is offered none.
 */
export async function welcome(
  ctx: Ctx,
  made: Made,
  { email, detail, button, isWithoutPassword = false, isApproved = false }: Welcome,
): Promise<void> {
  const { actor, accountId, customerId, number } = made;
  await welcomeCustomer(ctx, customerId);
  await offerCompany(ctx, { accountId, customerId }, {});
  await audit(ctx, {
    actor,
    action: "registration.completed",
    target: { kind: "account", id: accountId },
    outcome: "ok",
    detail: { ...detail, email: maskEmail(email), number },
  });
  const choose: Record<string, string> = isWithoutPassword ? { choose: ctx.settings.access.codeSignIn ? "code" : "yes" } : {};
  const names = usedNames(ctx, { email, number, signsInWithEmail: true, signsInWithNumber: true });
  await queueMail(ctx, {
    message: "account-active",
    to: { email },
    language: ctx.request.language,
    customerId,
    facts: { number, ...(button === undefined ? { names } : { button }), ...choose, ...(isApproved ? { approved: "yes" } : {}) },
  });
}
