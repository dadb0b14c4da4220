import type { Metadata } from "next";
import { getVisitor, visitAccount } from "@/app/_edge/visit";
import { returnTo } from "@/core/access/return-to";
import { isPasswordWay } from "@/core/identities/list-ways";
import { listOrders } from "@/core/orders/list-orders";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("registration.welcome.heading") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function WelcomePage({ searchParams }: Props) {
  const { t, ctx, session } = await visitAccount("/register/welcome");
  const wanted = (await searchParams).returnTo;
  const orders = await listOrders(ctx, session);
  const isNumberName = ctx.settings.access.signInNames !== "email" && (await isPasswordWay(ctx, session.accountId));
  const text = isNumberName ? "text" : "textEmailOnly";
  return (
    <div className="max-w-md">
      <h1>{t("registration.welcome.heading")}</h1>
      <p className="my-4 wrap-anywhere">
        {t(`registration.welcome.${text}`, { email: session.email ?? "", number: session.customerNumber })}
      </p>
      {orders.length > 0 ? <p className="my-4">{t("registration.welcome.orders", { count: orders.length })}</p> : null}
      <p className="flex flex-wrap gap-3">
        <a href={returnTo(wanted)} className="button">
          {t("registration.welcome.continue")}
        </a>
        {orders.length > 0 ? (
          <a href="/account/orders" className="button-quiet">
            {t("registration.welcome.toOrders")}
          </a>
        ) : null}
      </p>
    </div>
  );
}
