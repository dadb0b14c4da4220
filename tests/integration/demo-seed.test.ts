import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { checkNewPassword } from "@/core/security/password-rule";
import { signIn } from "@/core/sign-in/sign-in";
import { openDatabase } from "@/db";
import { insertCustomer } from "@/db/queries/customers";
import { castTable, demoCast } from "@/server/demo-cast";
import { seedDemoShop } from "@/server/demo-seed";
import { getEnv } from "@/settings/env";
import { loadSettings } from "@/settings/store";
import { makeWorld, type World } from "@/tests/support/context";
import { queuedMails } from "@/tests/support/queued-mail";

let world: World;
let printed: string[];
beforeAll(async () => {
  world = await makeWorld();
  // As two processes that start at once on one database.
  printed = await Promise.all([seedDemoShop(world.url), seedDemoShop(world.url)]);
});
afterAll(() => world.end());

const member = (role: string) => {
  const found = demoCast().find((each) => each.role === role);
  if (!found) throw new Error(`nobody is ${role}`);
  return found;
};
const tryToSignIn = async (identifier: string | null, password: string | null) => {
  const answer = await signIn(
    { ...world.ctx(), hash: STANDARD_HASH },
    { identifier: identifier ?? "", password: password ?? "none" },
  );
  return answer.ok ? "in" : answer.code;
};
const count = async (table: string, where = "true") => {
  const [row] = await world.database.db.execute<{ count: number }>(
    sql.raw(`select count(*)::int as count from ${table} where ${where}`),
  );
  return row?.count;
};

test("two starts at once fill the shop once, and print the cast as a table", async () => {
  expect(await count("products")).toBe(24);
  expect(await count("staff")).toBe(2);
  expect(printed[0]).toBe(printed[1]);
  for (const { email, password } of demoCast()) {
    expect(printed[0]).toContain(email);
    if (password) expect(printed[0]).toContain(password);
  }
  expect(printed[0]).toContain("/demo/mail");
});

test("a second start changes nothing, and prints the cast again", async () => {
  await world.database.db.execute(sql`update products set price_cents = 1 where slug = 'tea-tin'`);
  expect(await seedDemoShop(world.url)).toBe(printed[0]);
  expect(await count("products")).toBe(24);
  expect(await count("products", "price_cents = 1")).toBe(1);
});

test("the cast behaves as its notes say", async () => {
  const confirmed = member("confirmed");
  expect(await tryToSignIn(confirmed.email, confirmed.password)).toBe("in");
  expect(await tryToSignIn(confirmed.number, confirmed.password)).toBe("in");
  const byNumber = member("number-only");
  expect(await tryToSignIn(byNumber.number, byNumber.password)).toBe("in");
  expect(await tryToSignIn(byNumber.email, byNumber.password)).toBe("sign-in.refused");
  for (const role of ["pending", "deactivated", "guest"]) {
    const { email, number, password } = member(role);
    expect(await tryToSignIn(email, password)).toBe("sign-in.refused");
    expect(await tryToSignIn(number ?? "none", password)).toBe("sign-in.refused");
  }
  expect(await count("orders o join customers c on c.id = o.customer_id", `c.email = '${member("guest").email}'`)).toBe(2);
});

test("the pending one has registered: a mail with link and code waits", async () => {
  const secret = getEnv().authSecrets[0];
  const mails = await queuedMails(world.ctx({ secret }), member("pending").email);
  expect(mails).toMatchObject([{ message: "confirm-address" }]);
  expect(mails[0]?.link).toMatch(/\/confirm\/[\w-]{43}$/);
  expect(mails[0]?.code).toMatch(/^\d{6}$/);
  expect(await count("pending_registrations", "completed_at is null")).toBe(1);
});

test("every password of the cast meets the rule it would have to meet", async () => {
  const { values: settings } = await loadSettings(world.database.db, () => null);
  for (const { email, password, number } of demoCast()) {
    if (!password) continue;
    const words = [email, number ?? ""];
    expect([email, await checkNewPassword({ settings }, { password, words, field: "password" })]).toEqual([
      email,
      { ok: true, value: undefined },
    ]);
  }
});

test("the person in charge is the admin, so that registration is open", async () => {
  const { values } = await loadSettings(world.database.db, () => null);
  expect(values.registration.personInCharge).toBe(member("admin").email);
  expect(values.shop.name).not.toBe("Foyer");
});

test("numbers given out later meet none of the seeded ones", async () => {
  const person = { firstName: "N", lastName: "N", email: null, emailKey: null, origin: "guest" } as const;
  const { number } = await insertCustomer(world.database.db, person);
  expect(Number(number)).toBeGreaterThan(10_000);
  const [next] = await world.database.db.execute<{ number: string }>(sql`select nextval('order_numbers')::text as number`);
  expect(await count("orders", `number >= '${next?.number}'`)).toBe(0);
});

test("a shop that somebody has begun to use is left alone, and no cast is printed for it", async () => {
  const used = await makeWorld();
  const person = { firstName: "N", lastName: "N", email: null, emailKey: null, origin: "staff" } as const;
  await insertCustomer(used.database.db, person);
  expect(await seedDemoShop(used.url)).toBe("");
  const { db, end } = openDatabase(used.url, 1);
  expect(await db.execute(sql`select 1 from products`)).toHaveLength(0);
  await end();
  await used.end();
});

test("the table of the cast is aligned", () => {
  const lines = castTable("http://localhost:3000")
    .split("\n")
    .filter((line) => line.includes("@") || line.includes("WHO"));
  const column = lines[0]?.indexOf("PASSWORD") ?? -1;
  expect(new Set(lines.map((line) => line.charAt(column - 1)))).toEqual(new Set([" "]));
  expect(lines).toHaveLength(demoCast().length + 1);
});
