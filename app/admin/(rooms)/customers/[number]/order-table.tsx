import { DataTable } from "@/components/admin/data-table";
import type { Language } from "@/core/ctx";
import type { OpenedCustomer } from "@/core/customers/open-customer";
import { money } from "@/core/shop/money";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { deliveryOf } from "../words";

type Orders = OpenedCustomer["orders"];

/** A customer's orders, newest first, and how each came to this customer. */
export function OrderTable({ t, language, orders }: { t: Translator; language: Language; orders: Orders }) {
  const columns = (["number", "placed", "to", "items", "total", "how"] as const).map((name) =>
    t(`adminCustomers.detail.orders.columns.${name}`),
  );
  const [number, placed, to, items, total, how] = columns;
  return (
    <DataTable caption={t("adminCustomers.detail.orders.title")} columns={columns}>
      {orders.map((order) => (
        <tr key={order.number}>
          <td data-label={number} className="tabular-nums">
            {order.number}
          </td>
          <td data-label={placed}>{momentsIn(language)(order.placedAt).text}</td>
          <td data-label={to} className="wrap-anywhere">
            {deliveryOf(order)}
          </td>
          <td data-label={items}>{order.itemCount}</td>
          <td data-label={total} className="tabular-nums">
            {money(language, order.totalCents, order.currency)}
          </td>
          <td data-label={how}>
            {howInWords(t, order)}
            {order.companyName === null ? null : `, ${t("account.orders.forCompany", { company: order.companyName })}`}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

function howInWords(t: Translator, { reason, isGuestOrder }: Orders[number]): string {
  if (reason !== null) return t(`adminCustomers.detail.orders.attached.${reason}`);
  return t(isGuestOrder ? "adminCustomers.detail.orders.guest" : "adminCustomers.detail.orders.signedIn");
}
