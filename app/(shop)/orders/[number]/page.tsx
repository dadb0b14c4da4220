import type { Metadata } from "next";
import { getVisitor, type Visit, visit } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { OrderNotShown } from "@/components/shop/order-not-shown";
import { OrderSummary } from "@/components/shop/order-summary";
import { withoutKey, withReturnTo } from "@/core/access/return-to";
import { findVisibleOrder, type VisibleOrder } from "@/core/orders/find-visible-order";
import type { Query } from "@/core/query";
import { countryName } from "@/core/shop/countries";
import { money } from "@/core/shop/money";
import { longDate } from "@/messages/dates";
import { answerWith } from "@/server/request-store";
import { registerFromOrderAction } from "./action";

type Props = {
  params: Promise<{ number: string }>;
  searchParams: Promise<Query>;
};

// The same for every number: a title is an answer too.
export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("shop.order.title"), robots: { index: false, follow: false } };
}

export default async function OrderPage({ params, searchParams }: Props) {
  const visiting = await visit("/orders/[number]");
  const { ctx, t, session } = visiting;
  const { key, placed } = await searchParams;
  const order = await findVisibleOrder(ctx, { number: (await params).number, session, key });
  if (!order) return <NotShown visiting={visiting} />;
  const { language } = ctx.request;
  return (
    <>
      {placed === undefined ? null : <Thanks order={order} visiting={visiting} />}
      <h1>{t("shop.order.heading", { number: order.number })}</h1>
      <p className="mt-1 text-quiet">{t("shop.order.placedOn", { date: longDate(language, order.placedAt) })}</p>
      <div className="mt-8 grid gap-8 md:grid-cols-[minmax(0,1fr)_18rem] md:gap-14">
        <section>
          <h2 className="mb-2">{t("shop.order.items")}</h2>
          <OrderSummary
            lines={order.lines.map(({ line, quantity, name, priceCents }) => ({
              key: String(line),
              quantity,
              name,
              amount: money(language, priceCents * quantity, order.currency),
            }))}
            totalLabel={t("shop.order.total")}
            total={money(language, order.totalCents, order.currency)}
            included={t("shop.order.included")}
          />
        </section>
        <Delivery order={order} visiting={visiting} />
      </div>
      <Next order={order} visiting={visiting} opened={key} />
    </>
  );
}

function NotShown({ visiting: { t, session, access, wanted } }: { visiting: Visit }) {
  answerWith(404);
  const signIn = session === null && access.hasSignIn ? withReturnTo("/sign-in", withoutKey(wanted)) : null;
  return <OrderNotShown t={t} isSignedIn={session !== null} signIn={signIn} />;
}

type PartProps = { order: VisibleOrder; visiting: Visit };

function Thanks({ order: { email }, visiting: { t, session } }: PartProps) {
  return (
    <div role="status" className="card mb-8 border-l-4 border-l-good">
      <p className="text-lg font-semibold">{t("shop.order.thanks")}</p>
      <p className="mt-1 break-words">
        {t("shop.order.thanksText", { email })} {session ? null : t("shop.order.keepLink")}
      </p>
    </div>
  );
}

function Delivery({ order, visiting: { t, ctx } }: PartProps) {
  return (
    <div className="grid content-start gap-6">
      {order.companyName === null ? null : (
        <section>
          <h2 className="mb-2">{t("shop.order.orderedFor")}</h2>
          <p className="wrap-anywhere">{order.companyName}</p>
        </section>
      )}
      <section>
        <h2 className="mb-2">{t("shop.order.deliverTo")}</h2>
        <address className="wrap-anywhere not-italic">
          {order.recipient === null ? null : (
            <>
              {order.recipient}
              <br />
            </>
          )}
          {order.name}
          <br />
          {order.street}
          <br />
          {order.postcode} {order.city}
          <br />
          {countryName(ctx.request.language, order.country)}
        </address>
      </section>
      <section>
        <h2 className="mb-2">{t("shop.order.payment")}</h2>
        <p>{t("shop.order.paymentText")}</p>
      </section>
    </div>
  );
}

type NextProps = PartProps & { readonly opened: Query["key"] };

/** Where to go from here. None of these addresses carries the key, nor anything of the order. */
function Next({ order: { number, email, isClaimed }, visiting: { t, ctx, session, access }, opened }: NextProps) {
  if (session) {
    return (
      <p className="mt-10 flex flex-wrap gap-3">
        <a href="/account/orders" className="button-quiet">
          {t("shop.order.toOrders")}
        </a>
      </p>
    );
  }
  const mayRegister = access.hasLocalDoors && ctx.settings.registration.open && !isClaimed;
  return (
    <>
      {mayRegister ? (
        <section className="card mt-10 max-w-prose">
          <h2>{t("shop.order.createTitle")}</h2>
          <p className="mt-1 mb-4 break-words">{t("shop.order.createText", { email })}</p>
          <Form action={registerFromOrderAction} texts={formTexts(t)} submit={t("shop.order.create")} tone="quiet">
            <input type="hidden" name="number" value={number} />
            <input type="hidden" name="key" value={typeof opened === "string" ? opened : ""} />
          </Form>
        </section>
      ) : null}
      <p className="mt-6">
        <a href="/" className="tall-link">
          {t("shop.order.toShop")}
        </a>
      </p>
    </>
  );
}
