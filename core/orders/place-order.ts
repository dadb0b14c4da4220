import { z } from "zod";
import { decide } from "@/core/access/decide";
import { asColleague, type Colleague } from "@/core/companies/permissions";
import { type Ctx, inTransaction } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { fullNameOf } from "@/core/customers/full-name";
import { emailAddress, line, optionalText, personName, requiredLine } from "@/core/input";
import { mailConfirmation } from "@/core/orders/mail-confirmation";
import { orderKey } from "@/core/orders/order-link";
import { canonicalPostcode } from "@/core/orders/postcode";
import { isRowId } from "@/core/query";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { recipientSubject, takeLimit } from "@/core/security/limits";
import { maskEmail } from "@/core/security/mask";
import { refuseTooMany } from "@/core/security/refuse-too-many";
import type { Session } from "@/core/sessions/find-session";
import { type Cart, type CartOwner, getCart } from "@/core/shop/cart";
import { isCountry } from "@/core/shop/countries";
import { isDuplicate } from "@/db";
import { lockAddress } from "@/db/queries/address-lock";
import { deleteCartLines } from "@/db/queries/carts";
import { lockCompany } from "@/db/queries/companies";
import { insertCustomer } from "@/db/queries/customers";
import { lockOpenHolder } from "@/db/queries/holders";
import { attachOrder } from "@/db/queries/order-attachments";
import { findGuestCustomer, findOrderBySubmission, findOwnerOfAddress, insertOrder } from "@/db/queries/orders";

// As in a company's address book.
const LONGEST_RECIPIENT = 120;

/** What the checkout form holds. `email` is absent where the account's address is used. */
export const placeOrderInput = z.object({
  firstName: personName(),
  lastName: personName(),
  email: emailAddress().optional(),
  /** Who takes the parcel in, where that is not who orders. */
  recipient: line(LONGEST_RECIPIENT).optional().default(""),
  street: requiredLine(120),
  postcode: requiredLine(16).refine((typed) => canonicalPostcode(typed) !== "", { error: "postcode.invalid" }),
  city: requiredLine(80),
  country: z.string({ error: "country.invalid" }).refine(isCountry, { error: "country.invalid" }),
  /** Made with the page: the same form posted twice makes one order. */
  submission: z.string({ error: "form.out-of-date" }).regex(/^[\w-]{43}$/, { error: "form.out-of-date" }),
  /** The total on the page, in cents: nobody pays more than they saw. */
  seenTotal: z
    .string({ error: "form.out-of-date" })
    .regex(/^\d{1,9}$/, { error: "form.out-of-date" })
    .transform(Number),
  /** The customer number the page was made for; empty for a guest. */
  orderingAs: z.string({ error: "form.out-of-date" }).max(64, { error: "form.out-of-date" }),
  /** The id of the own company for an order in its name; empty or absent for an order of one's own. */
  orderFor: optionalText(64),
});

type Input = z.output<typeof placeOrderInput> & { readonly session: Session | null; readonly owner: CartOwner };

/** An order that stands. `key` opens its page without a session: for the browser that placed it and for the mail. */
export type PlacedOrder = { readonly number: string; readonly key: string };

type Code =
  | "access.sign-in-first"
  | "checkout.other-customer"
  | "form.out-of-date"
  | "field.required"
  | "limits.too-many"
  | "cart.empty"
  | "cart.product-gone"
  | "cart.changed"
  | "company.not-permitted";

/** An input whose address is settled. */
type Checkout = Input & { readonly email: string };

/** One that is about to be stored. */
type Settled = Checkout & { readonly company: Colleague | null };

/**
 * Places an order on invoice (T-F8): for a signed-in customer, or for a guest where guests may buy. Products are checked and priced as
 * they are today. The order, its customer, the audit row and the confirmation mail stand together or not at all; the same form posted
 * twice answers the same order. Nothing in the answer tells whether an address has an account. In a company's name orders only who may
 * (orders.place), and for the own one only.
 */
export async function placeOrder(ctx: Ctx, input: Input): Promise<Result<PlacedOrder, Code>> {
  const checkout = settle(ctx, input);
  if (!checkout.ok) return checkout;
  const before = await findPlaced(ctx, checkout.value);
  if (before) return before;
  return (await refuseTooMany(ctx, "checkout:address")) ?? placeNew(ctx, checkout.value);
}

/**
 * Who orders, and with which address. The page was made for somebody in particular: an order must never be filed under another person
 * who signed in since.
 */
function settle(ctx: Ctx, input: Input): Result<Checkout, Code> {
  const { session, orderingAs } = input;
  const { access } = ctx.settings;
  const { mayPurchase } = decide({ access, connections: [], visitor: { isSignedIn: session !== null, mayRedirect: false } });
  if (!mayPurchase || (session === null && orderingAs !== "")) return fail("access.sign-in-first");
  if (session !== null && session.customerNumber !== orderingAs) return fail("checkout.other-customer");
  const email = canonicalEmail(session?.email ?? "") ?? input.email;
  return email === undefined ? fail("field.required", { field: "email" }) : ok({ ...input, email });
}

async function placeNew(ctx: Ctx, checkout: Checkout): Promise<Result<PlacedOrder, Code>> {
  try {
    return await inTransaction(ctx, (tx) => placeHeld(tx, checkout));
  } catch (error) {
    const twin = isDuplicate(error, "orders_submission_unique") ? await findPlaced(ctx, checkout) : null;
    if (twin) return twin;
    throw error;
  }
}

/** With everything held that the order hangs on: what another tab orders or adds at this moment has been done already, or waits. */
async function placeHeld(tx: Ctx, checkout: Checkout): Promise<Result<PlacedOrder, Code>> {
  await lockAddress(tx.db, checkout.email);
  const company = await settleCompany(tx, checkout);
  if (checkout.session && !(await lockOpenHolder(tx.db, checkout.session.accountId))) return fail("access.sign-in-first");
  if (!company.ok) return company;
  const cart = await getCart(tx, checkout.owner);
  const unfit = refuseCart(cart, checkout.seenTotal);
  // The same form may have emptied the cart a moment ago.
  if (unfit) return (await findPlaced(tx, checkout)) ?? unfit;
  const mayMail = await takeLimit(tx, "order-mail:recipient", recipientSubject(checkout.email));
  return ok(await store(tx, { ...checkout, company: company.value }, cart, mayMail.isAllowed));
}

/** The order that this very form made before, for the one who placed it. Anybody else's key is no key. */
async function findPlaced(ctx: Ctx, { submission, session, email }: Checkout): Promise<Result<PlacedOrder, Code> | null> {
  const order = await findOrderBySubmission(ctx.db, submission);
  if (!order) return null;
  const isOwn = order.emailKey === email && order.accountId === (session?.accountId ?? null);
  return isOwn ? ok({ number: order.number, key: orderKey(ctx, order.id) }) : fail("form.out-of-date");
}

/**
 * The company in whose name somebody orders, or null; refused to who may not. Asked with the company held, so that nobody shuts or merges it
 * meanwhile.
 */
async function settleCompany(
  tx: Ctx,
  { session, orderFor }: Checkout,
): Promise<Result<Colleague | null, "company.not-permitted">> {
  if (orderFor === "") return ok(null);
  if (session === null || !isRowId(orderFor)) return fail("company.not-permitted", { field: "orderFor" });
  await lockCompany(tx.db, orderFor);
  const asked = await asColleague(tx, session.customerId, "orders.place");
  return asked.ok && asked.value.companyId === orderFor ? asked : fail("company.not-permitted", { field: "orderFor" });
}

function refuseCart(cart: Cart, seenTotal: number) {
  if (cart.lines.length === 0) return fail("cart.empty");
  if (cart.hasGone) return fail("cart.product-gone");
  return cart.totalCents === seenTotal ? null : fail("cart.changed");
}

async function store(ctx: Ctx, checkout: Settled, cart: Cart, mayMail: boolean): Promise<PlacedOrder> {
  const { session, email, postcode, street, city, country, submission, company } = checkout;
  const customerId = session?.customerId ?? (await guestCustomer(ctx, checkout));
  const order = await insertOrder(
    ctx.db,
    {
      customerId,
      accountId: session?.accountId ?? null,
      companyId: company?.companyId ?? null,
      recipient: checkout.recipient || null,
      name: fullNameOf(checkout),
      firstName: checkout.firstName,
      email,
      emailKey: email,
      ...{ street, postcode, city, country, submission },
      postcodeKey: canonicalPostcode(postcode),
      language: ctx.request.language,
      totalCents: cart.totalCents,
    },
    cart.lines.map(({ productId, product, quantity }) => ({
      ...{ productId, quantity },
      name: product.name,
      priceCents: product.priceCents,
    })),
  );
  if (session) {
    const productIds = cart.lines.map(({ productId }) => productId);
    await deleteCartLines(ctx.db, session.accountId, productIds);
  }
  await audit(ctx, {
    actor: session ? { kind: "customer", accountId: session.accountId } : { kind: "visitor" },
    action: "order.placed",
    target: { kind: "order", id: order.id },
    outcome: "ok",
    detail: { number: order.number, email: maskEmail(email) },
  });
  const ownerId = await findOwnerOfAddress(ctx.db, email);
  if (!session && ownerId) await fileUnderOwner(ctx, order.id, customerId, ownerId);
  const placed = { number: order.number, key: orderKey(ctx, order.id) };
  if (mayMail) await mailConfirmation(ctx, { order: placed, cart, email, customerId, buyer: findBuyer(checkout, ownerId) });
  return placed;
}

async function guestCustomer(ctx: Ctx, { email, firstName, lastName }: Checkout): Promise<string> {
  const known = await findGuestCustomer(ctx.db, email);
  if (known) return known;
  const made = await insertCustomer(ctx.db, { firstName, lastName, email, emailKey: email, origin: "guest" });
  return made.id;
}

/** A guest's order with an address that an account has proven shows up there (P-R7), and can be taken out again. */
async function fileUnderOwner(ctx: Ctx, orderId: string, fromCustomerId: string, customerId: string): Promise<void> {
  await attachOrder(ctx.db, { orderId, fromCustomerId, customerId, reason: "proven-address" });
  await audit(ctx, {
    actor: { kind: "system" },
    action: "order.attached",
    target: { kind: "order", id: orderId },
    outcome: "ok",
    detail: { reason: "proven-address" },
  });
}

/** The buyer, where the mailbox of the order is proven to be theirs. */
function findBuyer({ session, company, ...typed }: Settled, ownerId: string | null) {
  if (session === null || session.customerId !== ownerId) return null;
  return { ...typed, name: session.name, company: company?.companyName ?? null };
}
