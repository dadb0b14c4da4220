import { and, desc, eq, inArray, isNull, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { findKeptByNumber } from "@/db/queries/kept-customers";
import { customerKeys, customers } from "@/db/schema/people";
import { orders } from "@/db/schema/shop";

/** What a customer is to the shop: without an account, with one, or with one that is shut. */
export type Standing = "guest" | "pending" | "active" | "deactivated";

/** A customer as lists show them. */
export type FoundCustomer = Awaited<ReturnType<typeof listCustomers>>[number];

const inList = {
  id: customers.id,
  number: customers.number,
  firstName: customers.firstName,
  lastName: customers.lastName,
  email: customers.email,
  standing: sql<Standing>`${customers.standing}`,
  lastOrderAt: customers.lastOrderAt,
  createdAt: customers.createdAt,
};

const STANDINGS: readonly Standing[] = ["guest", "pending", "active", "deactivated"];

/** The newest customers, of one standing if given, older than one of them if given. */
export async function listCustomers(
  db: Db,
  { standing, after, atMost }: { standing?: Standing | undefined; after?: string | undefined; atMost: number },
) {
  const older = after
    ? sql`(${customers.createdAt}, ${customers.id}) < (select c.created_at, c.id from ${customers} c where c.id = ${after})`
    : undefined;
  return db
    .select(inList)
    .from(customers)
    .where(
      and(
        isNull(customers.mergedInto),
        isNull(customers.erasedAt),
        standing ? eq(customers.standing, standing) : undefined,
        older,
      ),
    )
    .orderBy(desc(customers.createdAt), desc(customers.id))
    .limit(atMost);
}

/** Customers by their ids, in the order of the ids; who is gone, was merged or erased is left out. */
export async function listCustomersByIds(db: Db, ids: readonly string[]): Promise<FoundCustomer[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select(inList)
    .from(customers)
    .where(and(inArray(customers.id, [...ids]), isNull(customers.mergedInto), isNull(customers.erasedAt)));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The customers of a number, or of an order of that number. The number of a merged customer leads to the kept one. */
export async function findByNumbers(db: Db, { number, order }: { number: string | null; order: string | null }) {
  const [byNumber, byOrder] = await Promise.all([
    number === null ? null : findKeptByNumber(db, number),
    order === null ? [] : db.select({ id: orders.customerId }).from(orders).where(eq(orders.number, order)),
  ]);
  return [...new Set([...(byNumber ? [byNumber] : []), ...byOrder].map(({ id }) => id))];
}

/** What was typed as words that are compared with keys, without accents and case: six at most. */
export async function readSearchWords(db: Db, typed: string): Promise<string[]> {
  const [row] = await db.execute<{ words: string[] }>(sql`select search_words(${typed}) as words`);
  return [...new Set(row?.words)];
}

type Asked = {
  /** Each must be the beginning of something that the customer is found by. Nobody is found by none. */
  readonly words: readonly string[];
  readonly standing?: Standing | undefined;
  /** Only customers after this one. */
  readonly after?: string | undefined;
  readonly atMost: number;
};

/** The ids of customers whom all words belong to, in the order of what was found of them. */
export async function listCustomerIdsByWords(db: Db, asked: Asked): Promise<string[]> {
  if (asked.words.length === 0) return [];
  const ranges = rangesOf(asked.words);
  const from = asked.after === undefined ? null : await keyOf(db, ranges, asked.after);
  const found: string[] = [];
  // One range after the other: only so is each page one walk along the index, however many customers there are.
  for (const range of ranges) {
    const rows = await listRange(db, { ...asked, range, ranges, from, atMost: asked.atMost - found.length });
    found.push(...rows);
    if (found.length >= asked.atMost) break;
  }
  return found;
}

/** Whom a search means: some by their ids, the others by each of these lists of words. */
export type Meant = { readonly ids: readonly string[]; readonly words: readonly (readonly string[])[] };

/** Whether a customer's id, in another query, is one of those. However many they are, they never come here. */
export function isMeant(customerId: SQLWrapper, { ids, words }: Meant): SQL {
  const found = [...ids.map((id) => sql`select ${id}::uuid`), ...words.map(idsByWords)];
  return sql`${customerId} in (${sql.join(found, sql` union `)})`;
}

/** Nobody is found by no words. */
function idsByWords(words: readonly string[]): SQL {
  if (words.length === 0) return sql`select null::uuid where false`;
  const found = rangesOf(words).map(
    (range) => sql`select w.customer_id from ${customerKeys} w
      where w.standing in ${[...STANDINGS]} and ${isIn(sql`w.key`, range)} ${andRest(range)}`,
  );
  return sql.join(found, sql` union `);
}

/** Keys from `low` up to but not including `high`; `like` is asked of them, too, and each of `rest` of the customer's other keys. */
type Range = { readonly low: string; readonly high: string; readonly like: string | null; readonly rest: readonly string[] };

const LAST = "\u{10FFFF}";

/**
 * Two words are a key of their own, so that a frequent name is no reason to look at everybody who bears it: first those who bear the
 * longer word as typed, then those whose word only begins like it. The ranges are in the order of their keys.
 */
function rangesOf(words: readonly string[]): Range[] {
  const [first = "", second] = [...words].sort((a, b) => b.length - a.length);
  // Addresses and numbers are no part of a name, and say more than any name.
  const particular = words.find((word) => /@|^\d{4,}$/.test(word));
  if (second === undefined || particular !== undefined) {
    const low = particular ?? first;
    return [{ low, high: low + LAST, like: null, rest: words.filter((word) => word !== low) }];
  }
  const rest = words.filter((word) => word !== first && word !== second);
  const exact = ` ${first} ${second}`;
  return [
    { low: exact, high: exact + LAST, like: null, rest },
    { low: ` ${first}!`, high: ` ${first}${LAST}`, like: `_% ${second}%`, rest },
  ];
}

const isIn = (key: SQL, { low, high, like }: Range): SQL =>
  like === null
    ? sql`(${key} >= ${low} and ${key} < ${high})`
    : sql`(${key} >= ${low} and ${key} < ${high} and ${key} like ${like})`;

/** Each of the other words is asked of other keys of the same customer. */
const andRest = ({ rest }: Range): SQL =>
  sql.join(
    rest.map(
      (word) =>
        sql`and exists (select from ${customerKeys} o where o.customer_id = w.customer_id and o.key >= ${word} and o.key < ${word + LAST} offset 0)`,
    ),
    sql` `,
  );

const isInAny = (key: SQL, ranges: readonly Range[]): SQL =>
  sql.join(
    ranges.map((range) => isIn(key, range)),
    sql` or `,
  );

/** The key by which a customer stands in the list. */
async function keyOf(db: Db, ranges: readonly Range[], customerId: string): Promise<{ key: string; id: string } | null> {
  const [row] = await db.execute<{ key: string | null }>(sql`
    select min(k.key) as key from ${customerKeys} k where k.customer_id = ${customerId} and (${isInAny(sql`k.key`, ranges)})`);
  return row?.key ? { key: row.key, id: customerId } : null;
}

type Place = { readonly key: string; readonly id: string };
type Walk = Asked & { readonly range: Range; readonly ranges: readonly Range[]; readonly from: Place | null };

/** Customers of one range. Whoever has several keys in the ranges counts by the first of them. */
async function listRange(db: Db, walk: Walk): Promise<string[]> {
  const found: string[] = [];
  for (let { from } = walk; ; ) {
    const keys = await listKeys(db, { ...walk, from });
    found.push(...keys.filter(({ isFirst }) => isFirst).map(({ id }) => id));
    from = keys.at(-1) ?? null;
    if (found.length >= walk.atMost || keys.length < walk.atMost * 2) return found.slice(0, walk.atMost);
  }
}

/** The next keys of a range, twice as many as customers are asked for. */
async function listKeys(db: Db, { standing, range, ranges, from, atMost }: Walk): Promise<(Place & { isFirst: boolean })[]> {
  const isAhead = from !== null && compareKeys(from.key, range.low) >= 0;
  if (isAhead && compareKeys(from.key, range.high) >= 0) return [];
  // Only one of the two, or the walk would begin at the range's beginning with each page.
  const start = isAhead ? sql`(w.key, w.customer_id) > (${from.key}, ${from.id}::uuid)` : sql`w.key >= ${range.low}`;
  const like = range.like === null ? sql`` : sql`and w.key like ${range.like}`;
  const next = sql`order by key, customer_id limit ${atMost * 2}`;
  // The index is in the order of keys for each standing.
  const walks = (standing ? [standing] : STANDINGS).map(
    (one) => sql`(select w.key, w.customer_id from ${customerKeys} w
      where w.standing = ${one} and ${start} and w.key < ${range.high} ${like} ${andRest(range)} ${next})`,
  );
  const rows = await db.execute<Place & { isFirst: boolean }>(sql`
    select k.key, k.customer_id as id, not exists (
      select from ${customerKeys} e where e.customer_id = k.customer_id and e.key < k.key and (${isInAny(sql`e.key`, ranges)}) offset 0) as "isFirst"
    from (select * from (${sql.join(walks, sql` union all `)}) as ahead ${next}) as k
    order by k.key, k.customer_id`);
  return [...rows];
}

/** In the order of the index, which compares bytes. */
const compareKeys = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
