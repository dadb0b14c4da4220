import type { Metadata } from "next";
import { getVisitor, type Visit, visitAccount } from "@/app/_edge/visit";
import { DeadEnd } from "@/components/ui/dead-end";
import { returnTo } from "@/core/access/return-to";
import { listSignInNames } from "@/core/customers/list-sign-in-names";
import { isPasswordWay } from "@/core/identities/list-ways";
import { listOrders } from "@/core/orders/list-orders";
import { mayChoosePassword } from "@/core/passwords/choose-password";
import type { Query } from "@/core/query";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("registration.welcome.heading") };
}

type Props = { searchParams: Promise<Query> };

export default async function WelcomePage({ searchParams }: Props) {
  const { t, ctx, session } = await visitAccount("/register/welcome");
  const wanted = (await searchParams).returnTo;
  const orders = await listOrders(ctx, session);
  const text = await findText(ctx, session.accountId);
  const names = { email: session.email ?? "", number: session.customerNumber };
  const texts = [t(`registration.welcome.${text}`, names)];
  const ways = [{ href: returnTo(wanted), text: t("registration.welcome.continue") }];
  if (orders.length > 0) {
    texts.push(t("registration.welcome.orders", { count: orders.length }));
    ways.push({ href: "/account/orders", text: t("registration.welcome.toOrders") });
  }
  if ((await mayChoosePassword(ctx, { accountId: session.accountId, sessionId: session.id })) !== "elsewhere") {
    texts.push(t(ctx.settings.access.codeSignIn ? "registration.welcome.chooseOrCode" : "registration.welcome.choose"));
    ways.push({ href: "/account/security#own-password", text: t("registration.welcome.toPassword") });
  }
  return <DeadEnd heading={t("registration.welcome.heading")} texts={texts} ways={ways} />;
}

/** Which of the names the customer is told of: those that sign in. */
async function findText(ctx: Visit["ctx"], accountId: string) {
  const used = (await listSignInNames(ctx, accountId)).filter(({ isUsed }) => isUsed).map(({ kind }) => kind);
  if (!used.includes("number") || !(await isPasswordWay(ctx, accountId))) return "textEmailOnly";
  return used.includes("email") ? "text" : "textNumberOnly";
}
