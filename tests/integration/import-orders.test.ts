import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import type { CustomerFilter } from "@/core/customers/read-customer-filter";
import { exportMany } from "@/core/export/export-many";
import { openImport } from "@/core/import/open-import";
import { receiveImport } from "@/core/import/receive-import";
import { tidy } from "@/core/jobs/tidy";
import { findOrder } from "@/db/queries/orders";
import type { World } from "@/tests/support/context";
import { arriving, importFile, shopAsItIs, upload } from "@/tests/support/imports";
import { age, freshEmail, freshOperator, makeAccount, makeStaff } from "@/tests/support/make";
import { makeStaffedWorld } from "@/tests/support/staffed-world";

let world: World;
let ctx: Ctx;
let by: Awaited<ReturnType<typeof freshOperator>>;
beforeAll(async () => {
  ({ world, ctx, by } = await makeStaffedWorld());
});
afterAll(() => world.end());

const HEAD = "order_number,customer_number,date,total,street,zip,city,country,items";
let next = 1;
const newNumber = () => `W-${next++}`;
const ordersFile = (...lines: readonly string[]) => [HEAD, ...lines].join("\n");
const exported = async (kind: "customers" | "orders", filter: CustomerFilter = {}) => {
  const made = await exportMany(ctx, { kind, filter, by });
  if (!made.ok) throw new Error(made.code);
  let text = "";
  for await (const chunk of made.value) text += chunk;
  return text;
};

describe("a file of orders", () => {
  test("T-D5: orders are filed under their customers once; the same file again changes nothing, another total changes the order", async () => {
    const account = await makeAccount(ctx);
    const number = newNumber();
    const row = `${number},${account.number},2024-05-06,"1.234,50",Elm Street 1,04109,Leipzig,de,2 x Teapot @ 24.00 | 1 x Mug @ 9.50`;
    const { real } = await importFile(ctx, by, "orders", ordersFile(row));
    expect(real).toMatchObject({ state: "done", created: 1, errors: [] });
    const order = await findOrder(ctx.db, number);
    expect(order).toMatchObject({
      ...{ accountId: account.accountId, customerId: account.customerId, name: "Ann Archer", email: account.email },
      ...{ totalCents: 123_450, currency: "EUR", country: "DE", postcodeKey: "04109", placedAt: new Date("2024-05-06") },
    });
    expect(order?.lines.map(({ name, quantity, priceCents }) => [name, quantity, priceCents])).toEqual([
      ["Teapot", 2, 2400],
      ["Mug", 1, 950],
    ]);
    const before = await shopAsItIs(ctx);
    expect((await importFile(ctx, by, "orders", ordersFile(row))).real).toMatchObject({ unchanged: 1 });
    expect(await shopAsItIs(ctx)).toBe(before);
    const changed = row.replace("1.234,50", "99").replace("| 1 x Mug @ 9.50", "");
    expect((await importFile(ctx, by, "orders", ordersFile(changed.replace("24.00 ,", "24.00,")))).real).toMatchObject({
      updated: 1,
    });
    expect(await findOrder(ctx.db, number)).toMatchObject({ totalCents: 9900, lines: [{ name: "Teapot" }] });
  });

  test("T-D2: an amount that the database could not hold is named by its line, and stops nobody else's row", async () => {
    const account = await makeAccount(ctx);
    const row = (price: string) => `${newNumber()},${account.number},2024-01-01,1,,,,,1 x Teapot @ ${price}`;
    const { dry, real } = await importFile(ctx, by, "orders", ordersFile(row("99999999.99"), row("24.00")));
    expect(real).toMatchObject({ state: "done", created: 1, errors: ["2 items amount-invalid"] });
    expect({ ...dry, state: "done" }).toEqual(real);
  });

  test("T-D4: another customer's order, an order of this shop and an unknown customer are reported", async () => {
    const [mine, other] = [await makeAccount(ctx), await makeAccount(ctx)];
    const [one, two] = [newNumber(), newNumber()];
    await importFile(
      ctx,
      by,
      "orders",
      ordersFile(`${one},${mine.number},2024-01-01,1,,,,,`, `${two},${mine.number},2024-01-01,1,,,,,`),
    );
    await ctx.db.execute(sql`update orders set submission = ${two} where number = ${two}`);
    const rows = [
      `${one},${other.number},2024-01-01,1,,,,,`,
      `${two},${mine.number},2024-01-01,2,,,,,`,
      `${newNumber()},NOBODY,2024-01-01,2,,,,,`,
    ];
    expect((await importFile(ctx, by, "orders", ordersFile(...rows))).real.errors).toEqual([
      "2 number order-of-other",
      "3 number order-of-this-shop",
      "4 customer customer-unknown",
    ]);
    expect(await findOrder(ctx.db, one)).toMatchObject({ customerId: mine.customerId, totalCents: 100 });
  });

  test("T-D2: each cell that cannot be is named", async () => {
    const { number } = await makeAccount(ctx);
    const rows = [
      `,${number},2024-01-01,1,,,,,`,
      `${newNumber()},${number},01/02/2024,1,,,,,`,
      `${newNumber()},${number},,1,,,,,`,
      `${newNumber()},${number},2024-01-01,much,,,,,`,
      `${newNumber()},${number},2024-01-01,1,,,,Germany,`,
      `${newNumber()},${number},2024-01-01,1,,,,,a mug`,
    ];
    expect((await importFile(ctx, by, "orders", ordersFile(...rows))).real.errors).toEqual([
      "2 number missing",
      "3 placedAt date-invalid",
      "4 placedAt missing",
      "5 total amount-invalid",
      "6 country country-invalid",
      "7 items items-invalid",
    ]);
  });
});

describe("an export", () => {
  test("T-D1: formulas are disarmed, and the file brought in again changes nothing", async () => {
    const number = newNumber().replace("-", "");
    const evil = `number,first_name,last_name,phone\n${number},"=cmd|' /C calc'!A0",@Evil,+34 600 000 000\n`;
    expect((await importFile(ctx, by, "customers", evil)).real).toMatchObject({ created: 1 });
    await importFile(ctx, by, "orders", ordersFile(`${newNumber()},${number},2024-01-01 10:11,5,-Street,,,,1 x =Mug @ 5.00`));
    const customers = await exported("customers");
    expect(customers).toContain(`,'=cmd|' /C calc'!A0,'@Evil,`);
    expect(customers).not.toMatch(/(^|,)"?[=@]/m);
    const orders = await exported("orders");
    expect(orders).toContain(",'-Street,");
    const before = await shopAsItIs(ctx);
    for (const [kind, text] of [
      ["customers", customers],
      ["orders", orders],
    ] as const) {
      const { real } = await importFile(ctx, by, kind, text);
      expect(real, kind).toMatchObject({ created: 0, updated: 0, errors: [] });
      expect(real.unchanged, kind).toBeGreaterThan(0);
    }
    expect(await shopAsItIs(ctx)).toBe(before);
  });

  test("T-D1: holds whom the list's filter finds, page after page, and never a password", async () => {
    const rows = Array.from({ length: 1203 }, (_, at) => `P${at},Paula,Pages${at % 7}`);
    await importFile(ctx, by, "customers", ["number,first_name,last_name", ...rows].join("\n"));
    const account = await makeAccount(ctx, { firstName: "Paula", lastName: "Active" });
    const lines = async (filter: CustomerFilter) => (await exported("customers", filter)).trim().split("\r\n").slice(1);
    expect(new Set(await lines({ search: "paula" })).size).toBe(1204);
    expect((await lines({})).length).toBeGreaterThan(1204);
    const active = await lines({ search: "paula", standing: "active" });
    expect(active).toHaveLength(1);
    expect(active[0]).toContain(`${account.number},Paula,Active,${account.email},`);
    expect(await exported("customers")).not.toMatch(/\$argon2|argon2id/);
  });

  test("T-A3, T-A13, T-G4: is for who may, asks who it is, and leaves a row without the search's words", async () => {
    const agent = await makeStaff(ctx, { role: "agent" });
    await ctx.db.execute(sql`update staff set withheld = '{customers.export}' where id = ${agent.staffId}`);
    const refused = await freshOperator(ctx, agent.staffId);
    expect(await exportMany(ctx, { kind: "customers", filter: {}, by: refused })).toMatchObject({
      ok: false,
      code: "staff.not-permitted",
    });
    const stale = await freshOperator(ctx, by.staffId);
    await age(ctx, "staff_sessions", ["authenticated_at"], "16 minutes", `id = '${stale.sessionId}'`);
    expect(await exportMany(ctx, { kind: "orders", filter: {}, by: stale })).toMatchObject({
      ok: false,
      code: "staff.confirm-needed",
    });
    const email = freshEmail("secret");
    await exported("orders", { search: email });
    const [row] = await ctx.db.execute<{ detail: Record<string, string> }>(
      sql`select detail from audit_log where action = 'export.made' order by id desc limit 1`,
    );
    expect(row?.detail).toEqual({ kind: "orders", search: "s***@example.com" });
  });
});

describe("an upload", () => {
  test("T-D7: the file's name is shown and nothing else: no path, no direction tricks, no end", async () => {
    const names = ["../../etc/x.csv", "C:\\temp\\<img src=x>.csv", "a\u202Ecsv.exe", `${"n".repeat(500)}.csv`, ""];
    const shown = [];
    for (const name of names) {
      const id = await upload(ctx, by, "customers", "number\n1\n", name);
      shown.push((await openImport(ctx, id))?.row.fileName);
    }
    expect(shown).toEqual(["x.csv", "<img src=x>.csv", "acsv.exe", "n".repeat(120), "?"]);
  });

  test("T-D2: a file that cannot be read is kept as that, with why and where, and nothing of what was in it", async () => {
    const id = await upload(ctx, by, "customers", `number,name\n${"1,x\n".repeat(3000)}2,"y\n`);
    expect((await openImport(ctx, id))?.row).toMatchObject({
      state: "unreadable",
      problem: "quote-not-closed",
      problemLine: 3002,
      pieces: 0,
    });
    const [left] = await ctx.db.execute<{ count: number }>(
      sql`select count(*)::int as count from import_pieces where import_id = ${id}`,
    );
    expect(left).toEqual({ count: 0 });
    for (const [content, problem] of [
      ["", "empty"],
      ["number,name\n", "no-rows"],
    ] as const)
      expect((await openImport(ctx, await upload(ctx, by, "customers", content)))?.row).toMatchObject({
        state: "unreadable",
        problem,
      });
  });

  test("T-D2: one that breaks off leaves nothing", async () => {
    async function* broken() {
      yield* arriving(`number,name\n${"1,x\n".repeat(3000)}`);
      throw new Error("the connection ended");
    }
    await expect(receiveImport(ctx, { kind: "customers", fileName: "broken.csv", bytes: broken(), by })).rejects.toThrow(
      "the connection",
    );
    const [left] = await ctx.db.execute<{ count: number }>(
      sql`select count(*)::int as count from imports where file_name = 'broken.csv'`,
    );
    expect(left).toEqual({ count: 0 });
  });

  test("T-D3: a file that nobody brings in is deleted after a week, with the passwords in it", async () => {
    const id = await upload(ctx, by, "customers", "number\n1\n");
    await age(ctx, "imports", ["progress_at"], "8 days", `id = '${id}'`);
    await tidy(ctx);
    expect(await openImport(ctx, id)).toBeNull();
  });
});
