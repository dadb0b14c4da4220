import type { Language } from "@/core/ctx";
import type { ErasedCustomer } from "@/core/customers/find-erased-customer";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { OrderTable } from "./order-table";

type Props = { readonly t: Translator; readonly language: Language; readonly erased: ErasedCustomer };

/** What is left of somebody who was erased: the number, the day, and the orders in the books. Nothing can be done here. */
export function ErasedCustomerPage({ t, language, erased: { number, erasedAt, orders } }: Props) {
  return (
    <>
      <a href="/admin/customers" className="tall-link">
        {t("adminCustomers.detail.back")}
      </a>
      <h1 className="mt-1 wrap-anywhere">{t("adminCustomers.detail.erased.heading")}</h1>
      <p className="mt-1 text-quiet">{t("adminCustomers.detail.number", { number })}</p>
      <p className="mt-3">{t("adminCustomers.detail.erased.text", { at: momentsIn(language)(erasedAt).text })}</p>
      <section className="mt-10">
        <h2 className="mb-3">{t("adminCustomers.detail.orders.title")}</h2>
        {orders.length === 0 ? (
          <p>{t("adminCustomers.detail.orders.none")}</p>
        ) : (
          <OrderTable t={t} language={language} orders={orders} />
        )}
      </section>
    </>
  );
}
