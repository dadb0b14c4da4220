import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { CUSTOMERS_PAGE, findCustomers } from "@/core/customers/find-customers";
import { type CustomerFilter, customerQuery, readCustomerFilter } from "@/core/customers/read-customer-filter";
import { placeOrder } from "@/core/orders/place-order";
import { insertAccount, insertCustomer, renameCustomer } from "@/db/queries/customers";
import { accounts, customers } from "@/db/schema/people";
import { makeWorld, type World } from "@/tests/support/context";
import { makeAccount } from "@/tests/support/make";
import { checkoutForm, guestWith, makeProduct } from "@/tests/support/make-shop";

let world: World;
let ctx: Ctx;

beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  await add("José María", "Álvarez", { email: "chema@example.com", number: "00-4711" });
  await add("Josefa", "Alvarado", { email: "pepa@example.net" });
  await add("Jürgen", "Müller-Lüdenscheidt", { email: "j.mueller@example.com" });
  await add("Siobhán", "O’Brien", { email: null });
  await add("Søren", "Łukasz", { email: null, number: "K-77" });
  await add("", "", { email: "nobody.known@example.org" });
});
afterAll(() => world.end());

function add(firstName: string, lastName: string, { email, number }: { email: string | null; number?: string }) {
  const given = number === undefined ? null : { printed: number, key: number.replace(/\W/g, "").replace(/^0+/, "") };
  return insertCustomer(ctx.db, { firstName, lastName, email, emailKey: email, origin: "guest", number: given });
}

const find = async (filter: CustomerFilter) =>
  (await findCustomers(ctx, filter)).customers.map(({ firstName, email }) => firstName || email);
const search = (typed: string) => find(readCustomerFilter({ q: typed }));

describe("one box finds customers", () => {
  test.each([
    ["jose alvarez", ["José María"]],
    ["alvarez, josé", ["José María"]],
    ["ÁLVAREZ jos", ["José María"]],
    ["jos alv", ["José María", "Josefa"]],
    ["maria jose alv", ["José María"]],
    ["jose", ["José María", "Josefa"]],
    ["lüdenscheidt", ["Jürgen"]],
    ["muller", ["Jürgen"]],
    ["mueller jürgen", ["Jürgen"]],
    ["müller-lüd", ["Jürgen"]],
    ["obrien", ["Siobhán"]],
    ["o'brien siob", ["Siobhán"]],
    ["soren lukasz", ["Søren"]],
    ["alvarez pedro", []],
    ["jos lüd", []],
    ["alvar alva", []],
    ["%", []],
    ["_ose", []],
    ["'; drop table customers; --", []],
  ])("P-V6, UX-B8: names in any order, begun, with or without accents: %s", async (typed, names) => {
    expect((await search(typed)).sort()).toEqual([...names].sort());
  });

  test.each([
    ["chema@example.com", ["José María"]],
    ["CHEMA@EXAMPLE.COM ", ["José María"]],
    ["pepa@", ["Josefa"]],
    ["nobody.known", ["nobody.known@example.org"]],
    ["@example.net", ["Josefa"]],
    ["alvarado @example.net", ["Josefa"]],
    ["alvarado @example.com", []],
  ])("UX-B8: an address, or its beginning, or its domain: %s", async (typed, names) => {
    expect(await search(typed)).toEqual(names);
  });

  test.each(["4711", "00-4711", "47 11", " 0047 11", "４７１１", "#4711"])(
    "T-N2: a customer number in whatever form it is typed: %s",
    async (typed) => {
      expect(await search(typed)).toEqual(["José María"]);
    },
  );

  test("UX-B8: a number with letters, and the beginning of a number; who has exactly that number comes first", async () => {
    await add("Longer", "Number", { email: null, number: "47112" });
    expect(await search("k 77")).toEqual(["Søren"]);
    expect(await search("4711")).toEqual(["José María", "Longer"]);
    expect(await search("471")).toEqual(["José María", "Longer"]);
  });

  test("UX-B8: the number of an order finds who it belongs to", async () => {
    const product = await makeProduct(ctx);
    const owner = guestWith({ slug: product.slug, quantity: 1 });
    expect(await placeOrder(ctx, { ...checkoutForm(), session: null, owner })).toMatchObject({ ok: true });
    const [row] = await ctx.db.execute<{ number: string }>(sql`select number from orders`);
    expect(await search(`# ${row?.number}`)).toEqual(["Grete"]);
  });
});

describe("what is found stays true", () => {
  test("UX-B8: a new name, an account's own address and a deactivation count at once", async () => {
    const { id } = await add("Before", "Wedding", { email: "shop@example.info" });
    await renameCustomer(ctx.db, id, { firstName: "Before", lastName: "Marriage" });
    expect(await search("wedding")).toEqual([]);
    expect(await search("marriage before")).toEqual(["Before"]);
    const own = "own@example.info";
    const accountId = await insertAccount(ctx.db, {
      customerId: id,
      email: own,
      emailKey: own,
      language: "en",
      cameBy: "registration",
    });
    expect(await search(own)).toEqual(["Before"]);
    expect(await find({ search: "marriage", standing: "guest" })).toEqual([]);
    expect(await find({ search: "marriage", standing: "active" })).toEqual(["Before"]);
    await ctx.db.update(accounts).set({ deactivatedAt: new Date() }).where(sql`id = ${accountId}`);
    expect(await find({ search: "marriage", standing: "active" })).toEqual([]);
    expect(await find({ standing: "deactivated" })).toEqual(["Before"]);
    await ctx.db.delete(accounts).where(sql`id = ${accountId}`);
    expect(await find({ search: "marriage", standing: "guest" })).toEqual(["Before"]);
    expect(await search(own)).toEqual([]);
    await ctx.db.delete(customers).where(sql`id = ${id}`);
    expect(await search("marriage")).toEqual([]);
  });

  test("P-V6: a record that was merged into another is not listed", async () => {
    const { id } = await add("Twice", "Known", { email: null });
    const kept = await makeAccount(ctx, { firstName: "Twice", lastName: "Kept" });
    await ctx.db.update(customers).set({ mergedInto: kept.customerId }).where(sql`id = ${id}`);
    expect(await search("twice")).toEqual(["Twice"]);
    expect((await findCustomers(ctx, {})).customers.map((one) => one.id)).not.toContain(id);
  });
});

describe("pages", () => {
  const all = async (filter: CustomerFilter) => {
    const seen: string[] = [];
    for (let next: CustomerFilter | null = filter; next; ) {
      const page = await findCustomers(ctx, next);
      expect(page.customers.length).toBeLessThanOrEqual(CUSTOMERS_PAGE + 1);
      seen.push(...page.customers.map(({ number }) => number));
      next = page.next;
    }
    return seen;
  };

  test.each(["page", "turner page", "page t", "@pages.example", "page turn", "900"])(
    "UX-B8: every customer is on one page, once, although several words of theirs fit: %s",
    async (typed) => {
      if ((await find({ search: "turner" })).length === 0) {
        await ctx.db.execute(sql`
          insert into customers (number, number_key, first_name, last_name, email, email_key, created_at)
          select (900000 + i)::text, (900000 + i)::text, 'Page Pager', 'Turner' || case when i % 2 = 0 then 's' else '' end,
            'page' || i || '@pages.example', 'page' || i || '@pages.example', now() from generate_series(1, 120) i`);
      }
      const seen = await all({ search: typed });
      expect(seen.length).toBe(120);
      expect(new Set(seen).size).toBe(120);
    },
  );

  test("UX-B8: without a search the newest come first, all of them once, also those of one moment", async () => {
    const seen = await all({});
    const [row] = await ctx.db.execute<{ n: number }>(sql`select count(*)::int as n from customers where merged_into is null`);
    expect(seen.length).toBe(row?.n);
    expect(new Set(seen).size).toBe(seen.length);
    expect(await all({ standing: "guest" })).toEqual(expect.arrayContaining(["00-4711"]));
  });

  test("T-A11: what a page's address asks for is one of what is offered, or not asked for", () => {
    expect(readCustomerFilter({ q: ["a", "b"], state: "admin", after: "(select 1)" })).toEqual({});
    expect(readCustomerFilter({ q: " \u0000 a\u202E  b ", state: "active" })).toEqual({ search: "a b", standing: "active" });
    expect(readCustomerFilter({ q: "x".repeat(5000) }).search).toHaveLength(200);
    const filter = { search: "a & b", standing: "guest", after: "00000000-0000-0000-0000-000000000000" } as const;
    expect(readCustomerFilter(Object.fromEntries(new URLSearchParams(customerQuery(filter))))).toEqual(filter);
  });

  test("T-A11: a page after somebody who is gone begins anew", async () => {
    const after = "00000000-0000-0000-0000-000000000000";
    expect((await findCustomers(ctx, { search: "page", after })).customers).toHaveLength(CUSTOMERS_PAGE);
  });
});
