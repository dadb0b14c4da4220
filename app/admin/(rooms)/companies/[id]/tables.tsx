import { AuditTable } from "@/components/admin/audit-table";
import { ListPart } from "@/components/admin/list-part";
import type { OpenedCompany } from "@/core/company-office/open-company";
import type { Language } from "@/core/ctx";
import { money } from "@/core/shop/money";
import type { Translator } from "@/messages/translator";
import { auditEntries } from "../../audit/entries";
import { CustomerCells } from "../../customers/customer-cells";
import { customerPath, deliveryOf, fullName } from "../../customers/words";
import { momentsIn } from "../../moment";

type Props = { readonly t: Translator; readonly language: Language; readonly opened: OpenedCompany };

/** Those who ask to be let in; nothing where nobody does. */
export function RequestsPart({ t, language, opened: { requests } }: Props) {
  if (requests.length === 0) return null;
  const names = (["name", "number", "email", "since"] as const).map((one) => t(`adminCompanies.requests.columns.${one}`));
  const [name = "", number = "", email, since] = names;
  return (
    <ListPart title={t("adminCompanies.requests.title")} text={t("adminCompanies.requests.text")} columns={names} none="">
      {requests.map((one) => (
        <tr key={one.customerId}>
          <CustomerCells t={t} labels={{ name, number }} customer={one} />
          <td data-label={email} className="wrap-anywhere">
            {one.email ?? "–"}
          </td>
          <td data-label={since}>{momentsIn(language)(one.createdAt).text}</td>
        </tr>
      ))}
    </ListPart>
  );
}

/** What was ordered in the company's name, and by whom. */
export function OrdersPart({ t, language, opened: { orders } }: Props) {
  const names = (["number", "placed", "by", "to", "items", "total"] as const).map((one) =>
    t(`adminCompanies.orders.columns.${one}`),
  );
  const [number, placed, by, to, items, total] = names;
  return (
    <ListPart title={t("adminCompanies.orders.title")} columns={names} none={t("adminCompanies.orders.none")}>
      {orders.map((order) => (
        <tr key={order.number}>
          <td data-label={number} className="tabular-nums">
            {order.number}
          </td>
          <td data-label={placed}>{momentsIn(language)(order.placedAt).text}</td>
          <td data-label={by}>
            <a href={customerPath(order.customerNumber)} className="inline-flex min-h-6 items-center wrap-anywhere">
              {fullName(t, order)}
            </a>
          </td>
          <td data-label={to} className="wrap-anywhere">
            {deliveryOf(order)}
          </td>
          <td data-label={items}>{order.itemCount}</td>
          <td data-label={total} className="tabular-nums">
            {money(language, order.totalCents, order.currency)}
          </td>
        </tr>
      ))}
    </ListPart>
  );
}

/** What staff and others did to the company. */
export function TimelinePart({ t, language, opened: { timeline } }: Props) {
  return (
    <section className="mt-10">
      <h2 className="mb-3">{t("adminCompanies.timeline.title")}</h2>
      {timeline.length === 0 ? (
        <p>{t("adminCompanies.timeline.none")}</p>
      ) : (
        <AuditTable t={t} caption={t("adminCompanies.timeline.title")} entries={auditEntries(t, language, timeline)} />
      )}
    </section>
  );
}
