import { sql } from "drizzle-orm";
import type { Ctx } from "@/core/ctx";

type Slice = Pick<Ctx, "db">;

/** Makes a customer who has bought without an account, so long ago; null means never. */
export async function makeBuyer(ctx: Slice, email: string, lastOrderAgo: string | null): Promise<string> {
  const [made] = await ctx.db.execute<{ id: string }>(sql`
    insert into customers (number, number_key, first_name, last_name, email, email_key, origin, last_order_at)
    select n, n, 'Guest', 'Buyer', ${email}, ${email}, 'guest', now() - ${lastOrderAgo}::interval
    from (select nextval('customer_numbers')::text as n) x returning id`);
  return made?.id ?? "";
}

/** Makes an order with an address, of a guest unless an account is named. Answers its number. */
export async function makeOrderOf(
  ctx: Slice,
  customerId: string,
  email: string,
  accountId: string | null = null,
): Promise<string> {
  const [made] = await ctx.db.execute<{ number: string }>(sql`
    insert into orders (customer_id, account_id, name, email, email_key, street, postcode, postcode_key, city, country, language, total_cents)
    values (${customerId}, ${accountId}, 'Guest Buyer', ${email}, ${email}, 'Elm Street 1', '1010', '1010', 'Vienna', 'AT', 'en', 1200)
    returning number`);
  return made?.number ?? "";
}

/** The orders that show under the account of an address, each with the reason why it is there. */
export async function shownOrders(ctx: Slice, email: string): Promise<(readonly [number: string, reason: string | null])[]> {
  const rows = await ctx.db.execute<{ number: string; reason: string | null }>(sql`
    select o.number, a.reason from accounts x
    join orders o on o.customer_id = x.customer_id
    left join order_attachments a on a.order_id = o.id and a.customer_id = x.customer_id and a.undone_at is null
    where x.email_key = ${email} order by o.number`);
  return rows.map(({ number, reason }) => [number, reason] as const);
}
