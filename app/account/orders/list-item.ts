import type { OrderListItem } from "@/components/shop/order-list";
import type { Language } from "@/core/ctx";
import type { listOrders } from "@/core/orders/list-orders";
import { longDate } from "@/core/orders/long-date";
import { money } from "@/core/shop/money";
import type { Translator } from "@/messages/translator";

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

function why(t: Translator, { reason, isGuestOrder }: Listed): string | null {
  if (reason === "proven-address") return t("account.orders.reasonAddress");
  if (reason === "claim") return t("account.orders.reasonClaim");
  if (reason === "agent") return t("account.orders.reasonAgent");
  return isGuestOrder ? t("account.orders.guest") : null;
}
