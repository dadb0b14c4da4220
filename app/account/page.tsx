import type { Metadata } from "next";
import { openLeft } from "@/app/_edge/left-company";
import { getVisitor, visitAccount } from "@/app/_edge/visit";
import { listItem } from "@/app/account/orders/list-item";
import { OwnRequests } from "@/app/account/own-requests";
import { OrderList } from "@/components/shop/order-list";
import { GoodNews } from "@/components/ui/good-news";
import { listOrders } from "@/core/orders/list-orders";
import type { Query } from "@/core/query";

/** How many orders the overview shows. */
const NEWEST = 3;

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("common.account") };
}

type Props = { searchParams: Promise<Query> };

export default async function AccountPage({ searchParams }: Props) {
  const { ctx, t, session } = await visitAccount("/account");
  const orders = await listOrders(ctx, session, NEWEST);
  const { name, customerNumber, email } = session;
  const company = openLeft(ctx, (await searchParams).left);
  return (
    <>
      <h1 className="break-words">
        {name === "" ? t("account.overview.headingNameless") : t("account.overview.heading", { name })}
      </h1>
      <dl className="mt-3 flex flex-wrap gap-x-8 gap-y-1 text-quiet">
        <Fact term={t("account.overview.number")} value={customerNumber} />
        {email === null ? null : <Fact term={t("account.overview.email")} value={email} />}
      </dl>
      <GoodNews text={company === null ? null : t("company.leave.done", { company })} />
      <OwnRequests t={t} ctx={ctx} customerId={session.customerId} />
      <section className="mt-10">
        <div className="mb-3 flex flex-wrap items-center justify-between gap-x-6">
          <h2>{t("account.overview.newest")}</h2>
          {orders.length > 0 ? (
            <a href="/account/orders" className="tall-link">
              {t("account.overview.allOrders")}
            </a>
          ) : null}
        </div>
        {orders.length > 0 ? (
          <OrderList items={orders.map((order) => listItem(t, ctx.request.language, order))} />
        ) : (
          <div className="card">
            <p className="mb-4">{t("account.overview.noOrders")}</p>
            <a href="/" className="button">
              {t("account.overview.toShop")}
            </a>
          </div>
        )}
      </section>
      <div className="mt-10 grid gap-5 sm:grid-cols-2">
        <Room
          title={t("account.overview.claimTitle")}
          text={t("account.overview.claimText")}
          href="/account/orders/claim"
          link={t("account.overview.claim")}
        />
        <Room
          title={t("account.overview.profileTitle")}
          text={t("account.overview.profileText")}
          href="/account/profile"
          link={t("account.overview.profile")}
        />
        <Room
          title={t("account.overview.securityTitle")}
          text={t("account.overview.securityText")}
          href="/account/security"
          link={t("account.overview.security")}
        />
        <Room
          title={t("account.overview.dataTitle")}
          text={t("account.overview.dataText")}
          href="/account/data"
          link={t("account.overview.data")}
        />
      </div>
    </>
  );
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <div className="flex min-w-0 flex-wrap gap-x-2">
      <dt>{term}</dt>
      <dd className="min-w-0 break-words text-ink">{value}</dd>
    </div>
  );
}

function Room({ title, text, href, link }: { title: string; text: string; href: string; link: string }) {
  return (
    <section className="card flex flex-col">
      <h2>{title}</h2>
      <p className="mt-1 mb-3 flex-1 text-quiet">{text}</p>
      <a href={href} className="tall-link self-start">
        {link}
      </a>
    </section>
  );
}
