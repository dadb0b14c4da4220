import { asColleague } from "@/core/companies/permissions";
import type { Ctx } from "@/core/ctx";
import type { Session } from "@/core/sessions/find-session";
import { type CompanyAddress, listCompanyAddresses } from "@/db/queries/company-addresses";
import { findCustomerName, findLastAddress } from "@/db/queries/orders";

/** What the checkout form is filled in with; absent for what is not known. */
export type CheckoutDefaults = Partial<
  Record<"firstName" | "lastName" | "street" | "postcode" | "city" | "country", string | undefined>
>;

/** The company in whose name a customer may order, and its address book. */
export type CheckoutCompany = {
  readonly id: string;
  readonly name: string;
  readonly addresses: readonly CompanyAddress[];
};

/** What a checkout begins with: what its form is filled in with, and the company it may be for; null where there is none. */
export type CheckoutStart = {
  readonly known: CheckoutDefaults;
  readonly company: CheckoutCompany | null;
};

/**
 * A signed-in customer's name and the address of their last own order, and the own company where they may order for it; nothing for a
 * guest.
 */
export async function getCheckoutStart(ctx: Pick<Ctx, "db">, session: Session | null): Promise<CheckoutStart> {
  if (!session) return { known: {}, company: null };
  const [name, last, colleague] = await Promise.all([
    findCustomerName(ctx.db, session.customerId),
    findLastAddress(ctx.db, session.accountId),
    asColleague(ctx, session.customerId, "orders.place"),
  ]);
  const known = { ...name, ...last };
  if (!colleague.ok) return { known, company: null };
  const { companyId, companyName } = colleague.value;
  return { known, company: { id: companyId, name: companyName, addresses: await listCompanyAddresses(ctx.db, companyId) } };
}
