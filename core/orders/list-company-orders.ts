import { asColleague } from "@/core/companies/permissions";
import type { Ctx } from "@/core/ctx";
import { ORDERS_AT_MOST } from "@/core/orders/list-orders";
import type { Session } from "@/core/sessions/find-session";
import { listOrdersOfCompany } from "@/db/queries/orders";

/** What was ordered in the name of the customer's company, newest first; null for who is in none, or may not see its orders. */
export async function listCompanyOrders(ctx: Pick<Ctx, "db">, { customerId }: Session) {
  const asked = await asColleague(ctx, customerId, "orders.see");
  if (!asked.ok) return null;
  const { companyId, companyName } = asked.value;
  return { companyName, orders: await listOrdersOfCompany(ctx.db, companyId, ORDERS_AT_MOST) };
}
