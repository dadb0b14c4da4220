import type { Metadata } from "next";
import { cartOwner } from "@/app/_edge/cart";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { AddressFields, CompanyField, ContactFields } from "@/components/shop/checkout-fields";
import { OrderSummary } from "@/components/shop/order-summary";
import { withReturnTo } from "@/core/access/return-to";
import { getCheckoutStart } from "@/core/orders/get-checkout-start";
import { newToken } from "@/core/security/token";
import { type Cart, getCart } from "@/core/shop/cart";
import { listCountries } from "@/core/shop/countries";
import { money } from "@/core/shop/money";
import { findFailure } from "@/server/request-store";
import { placeOrderAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("shop.checkout.heading") };
}

export default async function CheckoutPage() {
  const visiting = await visit("/checkout");
  const { ctx, t, session } = visiting;
  const cart = await getCart(ctx, await cartOwner(session));
  // Whoever was signed out since the page was opened finds the account's cart again after signing in: what was typed stays until then.
  const isSignedOut = session === null && findFailure() === "access.sign-in-first";
  if (cart.lines.length === 0 && !isSignedOut) {
    return (
      <>
        <h1>{t("shop.checkout.heading")}</h1>
        <p className="mt-3 mb-6">{t("shop.cart.empty")}</p>
        <a href="/" className="button">
          {t("shop.cart.toCatalogue")}
        </a>
      </>
    );
  }
  const { known, company } = await getCheckoutStart(ctx, session);
  return (
    <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_21rem] lg:gap-14">
      {/* On a small screen the order is seen first, until there is a problem to read. */}
      <section className="order-last has-data-summary:order-first lg:order-first">
        <Form
          action={placeOrderAction}
          texts={formTexts(t)}
          heading={t("shop.checkout.heading")}
          intro={<Who visiting={visiting} isSignedOut={isSignedOut} />}
          submit={t("shop.checkout.submit")}
        >
          <input type="hidden" name="submission" value={newToken()} />
          <input type="hidden" name="seenTotal" value={cart.totalCents} />
          <input type="hidden" name="orderingAs" value={isSignedOut ? NOBODY : (session?.customerNumber ?? "")} />
          <ContactFields t={t} known={known} fixedEmail={session?.email ?? null} />
          {session ? <CompanyField t={t} company={company} /> : null}
          <AddressFields t={t} known={known} company={company} countries={listCountries(ctx.request.language)} />
          <div className="mt-4">
            <h2>{t("shop.checkout.payment")}</h2>
            <p className="mt-1">{t("shop.checkout.paymentText")}</p>
          </div>
        </Form>
      </section>
      {isSignedOut ? null : <Aside visiting={visiting} cart={cart} />}
    </div>
  );
}

const SIGN_IN = withReturnTo("/sign-in", "/checkout");

// No customer has this number, and it is no guest's either: what a customer began is never ordered as a guest.
const NOBODY = "-";

function Who({ visiting: { t, session, access }, isSignedOut }: { visiting: Visit; isSignedOut: boolean }) {
  if (isSignedOut) {
    return (
      <p className="mb-6">
        {t("shop.checkout.signedOut")} {access.hasSignIn ? <a href={SIGN_IN}>{t("shop.checkout.signInAgain")}</a> : null}
      </p>
    );
  }
  if (session) {
    const { name, customerNumber: number } = session;
    return <p className="mb-6 text-quiet">{t("shop.checkout.asCustomer", { name, number })}</p>;
  }
  return (
    <p className="mb-6 text-quiet">
      {t("shop.checkout.guest")} {access.hasSignIn ? <a href={SIGN_IN}>{t("shop.checkout.signIn")}</a> : null}
    </p>
  );
}

function Aside({ visiting: { t, ctx }, cart }: { visiting: Visit; cart: Cart }) {
  const { language } = ctx.request;
  const lines = cart.lines.map(({ product, quantity, amountCents, isOffered }) => ({
    key: product.slug,
    quantity,
    name: product.name,
    amount: isOffered ? money(language, amountCents) : "",
    note: isOffered ? undefined : t("shop.checkout.gone"),
  }));
  return (
    <aside className="card self-start" aria-labelledby="summary">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4">
        <h2 id="summary">{t("shop.checkout.summary")}</h2>
        <a href="/cart" className="tall-link text-sm">
          {t("shop.checkout.change")}
        </a>
      </div>
      <OrderSummary
        lines={lines}
        totalLabel={t("shop.cart.total")}
        total={money(language, cart.totalCents)}
        included={t("shop.cart.included")}
      />
    </aside>
  );
}
