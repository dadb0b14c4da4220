import type { Metadata } from "next";
import { getVisitor, visitAccount } from "@/app/_edge/visit";
import { OrderList } from "@/components/shop/order-list";
import { GoodNews } from "@/components/ui/good-news";
import { listCompanyOrders } from "@/core/orders/list-company-orders";
import { listOrders } from "@/core/orders/list-orders";
import type { Query } from "@/core/query";
import { companyItem, listItem } from "./list-item";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("account.orders.heading") };
}

export default async function OrdersPage({ searchParams }: Props) {
  const { ctx, t, session } = await visitAccount("/account/orders");
  const [orders, company] = await Promise.all([listOrders(ctx, session), listCompanyOrders(ctx, session)]);
  const wanted = (await searchParams).claimed;
  // Only what is in the list is announced: the address bar is anybody's to write.
  const claimed = orders.find(({ number }) => number === wanted);
  return (
    <>
      <h1>{t("account.orders.heading")}</h1>
      <GoodNews text={claimed && t("account.orders.claimed", { number: claimed.number })} />
      {orders.length > 0 ? (
        <div className="mt-6">
          <OrderList items={orders.map((order) => listItem(t, ctx.request.language, order))} />
        </div>
      ) : (
        <>
          <p className="mt-3 mb-6">{t("account.orders.empty")}</p>
          <a href="/" className="button">
            {t("account.orders.toShop")}
          </a>
        </>
      )}
      {company ? (
        <section className="mt-10">
          <h2 className="mb-4 wrap-anywhere">{t("account.orders.ofCompany", { company: company.companyName })}</h2>
          {company.orders.length === 0 ? (
            <p>{t("account.orders.ofCompanyNone")}</p>
          ) : (
            <OrderList items={company.orders.map((order) => companyItem(t, ctx.request.language, order))} />
          )}
        </section>
      ) : null}
      <p className="mt-8 flex flex-wrap items-center gap-x-3">
        {t("account.orders.missing")}
        <a href="/account/orders/claim" className="tall-link">
          {t("account.orders.claim")}
        </a>
      </p>
    </>
  );
}
