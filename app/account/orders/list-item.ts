import type { OrderListItem } from "@/components/shop/order-list";
import type { Language } from "@/core/ctx";
import { fullNameOf } from "@/core/customers/full-name";
import type { listCompanyOrders } from "@/core/orders/list-company-orders";
import type { listOrders } from "@/core/orders/list-orders";
import { money } from "@/core/shop/money";
import { longDate } from "@/messages/dates";
import type { Translator } from "@/messages/translator";

type CompanyOrder = NonNullable<Awaited<ReturnType<typeof listCompanyOrders>>>["orders"][number];
type Listed = Awaited<ReturnType<typeof listOrders>>[number];

/** An order of the list in a language's words. */
export function listItem(t: Translator, language: Language, order: Listed): OrderListItem {
  return {
    number: order.number,
    title: t("account.orders.order", { number: order.number }),
    date: longDate(language, order.placedAt),
    items: t("account.orders.items", { count: order.itemCount }),
    total: money(language, order.totalCents, order.currency),
    why: why(t, order),
  };
}

/** An order that a colleague placed in the company's name. */
export function companyItem(t: Translator, language: Language, order: CompanyOrder): OrderListItem {
  const name = fullNameOf(order);
  return {
    number: order.number,
    title: t("account.orders.order", { number: order.number }),
    date: longDate(language, order.placedAt),
    items: t("account.orders.items", { count: order.itemCount }),
    total: money(language, order.totalCents, order.currency),
    why: name === "" ? null : t("account.orders.by", { name }),
  };
}

function why(t: Translator, { reason, isGuestOrder, companyName }: Listed): string | null {
  if (companyName !== null) return t("account.orders.forCompany", { company: companyName });
  if (reason === "proven-address") return t("account.orders.reasonAddress");
  if (reason === "claim") return t("account.orders.reasonClaim");
  if (reason === "agent") return t("account.orders.reasonAgent");
  return isGuestOrder ? t("account.orders.guest") : null;
}
