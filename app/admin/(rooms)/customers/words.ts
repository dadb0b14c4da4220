import type { CustomerView } from "@/components/admin/customer-table";
import type { Language } from "@/core/ctx";
import type { CustomersPage } from "@/core/customers/find-customers";
import { fullNameOf } from "@/core/customers/full-name";
import type { Translator } from "@/messages/translator";
import { daysIn } from "../moment";

/** Customers in words. */
export function customersInWords(t: Translator, language: Language, { customers }: CustomersPage): CustomerView[] {
  const day = daysIn(language);
  return customers.map((one) => ({
    id: one.id,
    href: customerPath(one.number),
    name: fullName(t, one),
    number: one.number,
    email: one.email ?? "",
    standing: t(`adminCustomers.standings.${one.standing}`),
    isDeactivated: one.standing === "deactivated",
    lastOrder: one.lastOrderAt && day(one.lastOrderAt),
    since: day(one.createdAt),
  }));
}

/** The name of a customer, or words that say there is none. */
export const fullName = (t: Translator, customer: { firstName: string; lastName: string }): string =>
  fullNameOf(customer) || t("adminCustomers.nameless");

/** Where a customer's page is. */
export const customerPath = (number: string): string => `/admin/customers/${encodeURIComponent(number)}`;

/** Where two customers are compared and merged; without the other one, where they are looked for. */
export const mergePath = (kept: string, other?: string): string =>
  `${customerPath(kept)}/merge${other === undefined ? "" : `?with=${encodeURIComponent(other)}`}`;

/** A path segment comes as it stands in the address. */
export function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}

/** Where an order goes, as a table says it; a dash where that was erased. */
export const deliveryOf = ({ deliveredTo, city }: { readonly deliveredTo: string; readonly city: string }): string =>
  [deliveredTo, city].filter((part) => part !== "").join(", ") || "–";
