import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { accounts, customers } from "@/db/schema/people";
import { orderAttachments, orderLines, orders } from "@/db/schema/shop";

type Item = { readonly name: string; readonly quantity: number; readonly priceCents: number };

/** What the shop knows of the order and the customer of a row. `customerId` is null where the number is nobody's. */
export type OrderFacts = {
  readonly customerId: string | null;
  readonly accountId: string | null;
  readonly customerName: string;
  readonly customerEmail: string | null;
  readonly isErased: boolean;
  readonly order: {
    readonly id: string;
    /** Whether it stands under the row's customer, was filed elsewhere from there, or went along when the customer was merged. */
    readonly isOfCustomer: boolean;
    /** Ordered at our own checkout. */
    readonly isOfThisShop: boolean;
    readonly name: string;
    readonly email: string;
    readonly street: string;
    readonly postcode: string;
    readonly city: string;
    readonly country: string;
    readonly currency: string;
    readonly totalCents: number;
    readonly placedAt: string;
    readonly items: readonly Item[];
  } | null;
};

type Asked = { readonly number: string; readonly customerKey: string };

/** The facts of each row, in the order of the rows. With `isLocked` customers and orders are held until the transaction ends. */
export async function findOrdersForImport(db: Db, asked: readonly Asked[], isLocked: boolean): Promise<readonly OrderFacts[]> {
  const rows = JSON.stringify(asked.map(({ number, customerKey }, place) => ({ place, number, key: customerKey })));
  const given = sql`json_to_recordset(${rows}::text::json) as r(place int, number text, key text)`;
  if (isLocked) {
    await db.execute(
      sql`select 1 from ${customers} c where c.number_key in (select r.key from ${given}) order by c.id for share`,
    );
    await db.execute(sql`select 1 from ${orders} o where o.number in (select r.number from ${given}) order by o.id for update`);
  }
  const found = await db.execute<OrderFacts>(sql`
    select c.id as "customerId", a.id as "accountId", coalesce(btrim(c.first_name || ' ' || c.last_name), '') as "customerName",
      c.email as "customerEmail", (n.erased_at is not null or c.erased_at is not null) as "isErased",
      case when o.id is null then null else json_build_object(
        'id', o.id, 'isOfThisShop', o.submission is not null,
        'isOfCustomer', o.customer_id = n.id or o.customer_id = c.id or exists (
          select from ${orderAttachments} t where t.order_id = o.id and t.from_customer_id = n.id),
        'name', o.name, 'email', o.email, 'street', o.street, 'postcode', o.postcode, 'city', o.city, 'country', o.country,
        'currency', o.currency, 'totalCents', o.total_cents, 'placedAt', o.placed_at,
        'items', coalesce((select json_agg(json_build_object('name', l.name, 'quantity', l.quantity, 'priceCents', l.price_cents) order by l.line)
          from ${orderLines} l where l.order_id = o.id), '[]'::json)) end as "order"
    from ${given}
    left join ${customers} n on n.number_key = r.key
    left join ${customers} c on c.id = coalesce(n.merged_into, n.id)
    left join ${accounts} a on a.customer_id = c.id
    left join ${orders} o on o.number = r.number
    order by r.place`);
  return [...found];
}

/** An order to be written: made without an `id`, changed with one. `items` of null stay as they are. */
export type OrderWrite = {
  readonly id: string | null;
  readonly number: string;
  readonly customerId: string;
  readonly accountId: string | null;
  readonly name: string;
  readonly email: string;
  readonly street: string;
  readonly postcode: string;
  readonly postcodeKey: string;
  readonly city: string;
  readonly country: string;
  readonly currency: string;
  readonly language: string;
  readonly totalCents: number;
  /** As ISO 8601. */
  readonly placedAt: string;
  readonly items: readonly Item[] | null;
};

/** Writes orders with their items, many at a time. Throws a duplicate error if somebody was quicker. */
export async function writeImportedOrders(db: Db, writes: readonly OrderWrite[]): Promise<void> {
  if (writes.length === 0) return;
  const rows = sql`json_to_recordset(${JSON.stringify(writes)}::text::json) as r("id" uuid, "number" text, "customerId" uuid,
    "accountId" uuid, "name" text, "email" text, "street" text, "postcode" text, "postcodeKey" text, "city" text, "country" text,
    "currency" text, "language" text, "totalCents" int, "placedAt" timestamptz, "items" json)`;
  await db.execute(sql`
    insert into ${orders} (number, customer_id, account_id, name, email, email_key, street, postcode, postcode_key, city, country,
      currency, language, total_cents, placed_at)
    select r.number, r."customerId", r."accountId", r.name, r.email, r.email, r.street, r.postcode, r."postcodeKey", r.city, r.country,
      r.currency, r.language, r."totalCents", r."placedAt"
    from ${rows} where r.id is null`);
  if (writes.some(({ id }) => id !== null)) await updateOrders(db, rows);
  await writeItems(db, writes);
  await db.execute(sql`
    update ${customers} c set last_order_at = n.at
    from (select r."customerId" as id, max(r."placedAt") as at from ${rows} group by 1) n
    where c.id = n.id and (c.last_order_at is null or c.last_order_at < n.at)`);
}

async function updateOrders(db: Db, rows: SQL): Promise<void> {
  await db.execute(sql`
    update ${orders} o set name = r.name, email = r.email, email_key = r.email, street = r.street, postcode = r.postcode,
      postcode_key = r."postcodeKey", city = r.city, country = r.country, currency = r.currency, total_cents = r."totalCents",
      placed_at = r."placedAt"
    from ${rows} where o.id = r.id`);
}

async function writeItems(db: Db, writes: readonly OrderWrite[]): Promise<void> {
  const items = writes.flatMap(({ number, items: all }) =>
    (all ?? []).map((item, at) => ({ order: number, line: at + 1, ...item })),
  );
  const changed = writes.filter(({ id, items: all }) => id !== null && all !== null).map(({ id }) => id);
  if (changed.length > 0) {
    await db.execute(sql`
      delete from ${orderLines} l using json_array_elements_text(${JSON.stringify(changed)}::text::json) as gone(id) where l.order_id = gone.id::uuid`);
  }
  if (items.length === 0) return;
  await db.execute(sql`
    insert into ${orderLines} (order_id, line, name, price_cents, quantity)
    select o.id, r.line, r.name, r."priceCents", r.quantity
    from json_to_recordset(${JSON.stringify(items)}::text::json) as r("order" text, line int, name text, "priceCents" int, quantity int)
    join ${orders} o on o.number = r."order"`);
}
