import { asc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { companies } from "@/db/schema/companies";
import { customers } from "@/db/schema/people";
import { orderLines, orders } from "@/db/schema/shop";

/** What an export says of customers, in the order of their ids. */
export async function listCustomersForExport(db: Db, ids: readonly string[]) {
  const rows = await db
    .select({
      id: customers.id,
      number: customers.number,
      firstName: customers.firstName,
      lastName: customers.lastName,
      email: customers.email,
      phone: customers.phone,
      createdAt: customers.createdAt,
      standing: customers.standing,
      lastOrderAt: customers.lastOrderAt,
    })
    .from(customers)
    .where(inArray(customers.id, [...ids]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

type Item = { readonly name: string; readonly quantity: number; readonly priceCents: number };

/** The orders of customers with what was ordered, by customer and then as they were placed. */
export function listOrdersForExport(db: Db, customerIds: readonly string[]) {
  return db
    .select({
      number: orders.number,
      customerNumber: customers.number,
      placedAt: orders.placedAt,
      totalCents: orders.totalCents,
      currency: orders.currency,
      company: companies.name,
      recipient: orders.recipient,
      name: orders.name,
      email: orders.email,
      street: orders.street,
      postcode: orders.postcode,
      city: orders.city,
      country: orders.country,
      language: orders.language,
      items: sql<readonly Item[]>`coalesce((
        select json_agg(json_build_object('name', l.name, 'quantity', l.quantity, 'priceCents', l.price_cents) order by l.line)
        from ${orderLines} l where l.order_id = orders.id), '[]'::json)`,
    })
    .from(orders)
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .leftJoin(companies, eq(companies.id, orders.companyId))
    .where(inArray(orders.customerId, [...customerIds]))
    .orderBy(asc(orders.customerId), asc(orders.placedAt), asc(orders.number));
}
