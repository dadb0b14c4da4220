import { asColleague } from "@/core/companies/permissions";
import type { Ctx } from "@/core/ctx";
import type { Session } from "@/core/sessions/find-session";
import { listCompanyAddresses } from "@/db/queries/company-addresses";
import { findCustomerName, findLastAddress } from "@/db/queries/orders";

/** What the checkout form is filled in with; absent for what is not known. */
export type CheckoutDefaults = Partial<
  Record<"firstName" | "lastName" | "street" | "postcode" | "city" | "country", string | undefined>
>;

/** The company in whose name a customer may order, and its address book. */
export type CheckoutCompany = {
  readonly id: string;
  readonly name: string;
  readonly addresses: readonly { readonly id: string; readonly label: string }[];
};

/** What a checkout begins with: what its form is filled in with, and the company it may be for; null where there is none. */
export type CheckoutStart = {
  readonly known: CheckoutDefaults;
  readonly company: CheckoutCompany | null;
  /** The address of the company's book that the form is filled in with. */
  readonly chosen: string | null;
};

/**
 * A signed-in customer's name, and the address of their last own order or the one they chose from their company's book; nothing for a
 * guest. Another company's address is none (T-A2).
 */
export async function getCheckoutStart(ctx: Pick<Ctx, "db">, session: Session | null, address?: string): Promise<CheckoutStart> {
  if (!session) return { known: {}, company: null, chosen: null };
  const [name, last, colleague] = await Promise.all([
    findCustomerName(ctx.db, session.customerId),
    findLastAddress(ctx.db, session.accountId),
    asColleague(ctx, session.customerId, "orders.place"),
  ]);
  if (!colleague.ok) return { known: { ...name, ...last }, company: null, chosen: null };
  const { companyId, companyName } = colleague.value;
  const book = await listCompanyAddresses(ctx.db, companyId);
  const chosen = book.find(({ id }) => id === address);
  const { street, postcode, city, country } = chosen ?? last ?? {};
  const addresses = book.map(({ id, label }) => ({ id, label }));
  return {
    known: { ...name, street, postcode, city, country },
    company: { id: companyId, name: companyName, addresses },
    chosen: chosen?.id ?? null,
  };
}
