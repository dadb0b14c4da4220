import type { Ctx } from "@/core/ctx";
import { canonicalNumber } from "@/core/customers/customer-number";
import { stateOfCustomer } from "@/core/customers/customer-state";
import { findCustomerByNumber } from "@/db/queries/customer-room";

/** What the form on a customer's page is drawn from at this moment, with the number that it names. */
export async function seenNow(ctx: Pick<Ctx, "db" | "form">, number: string): Promise<{ number: string; seen: string }> {
  const customer = await findCustomerByNumber(ctx.db, canonicalNumber(number) ?? "");
  return { number, seen: customer ? stateOfCustomer(ctx, customer) : "nobody" };
}
