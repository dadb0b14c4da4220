import type { Ctx } from "@/core/ctx";
import type { Session } from "@/core/sessions/find-session";
import { findCustomerName, findLastAddress } from "@/db/queries/orders";

/** What the checkout form is filled in with; absent for what is not known. */
export type CheckoutDefaults = Partial<
  Record<"firstName" | "lastName" | "street" | "postcode" | "city" | "country", string | undefined>
>;

/** A signed-in customer's name and the address of their last own order; nothing for a guest. */
export async function getCheckoutDefaults(ctx: Pick<Ctx, "db">, session: Session | null): Promise<CheckoutDefaults> {
  if (!session) return {};
  const name = await findCustomerName(ctx.db, session.customerId);
  return { ...name, ...(await findLastAddress(ctx.db, session.accountId)) };
}
