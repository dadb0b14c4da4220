import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openActivation } from "@/core/activation/open-activation";
import { companyPermissions, findColleague } from "@/core/companies/permissions";
import { readConnection } from "@/core/connections/connection";
import { saveConnection } from "@/core/connections/save-connection";
import { unsealTexts } from "@/core/connections/sealed-texts";
import { countUnread, countUnreadAsStaff } from "@/core/conversations/count-unread";
import { listConversations } from "@/core/conversations/list-conversations";
import { listMessages } from "@/core/conversations/list-messages";
import { tellAnswering } from "@/core/conversations/tell-answering";
import { tellCustomers } from "@/core/conversations/tell-customers";
import { canonicalPartnerCode, hashOfGeneratedCode } from "@/core/partners/partner-code";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { checkNewPassword } from "@/core/security/password-rule";
import { makeSecrets } from "@/core/security/secrets";
import { signIn } from "@/core/sign-in/sign-in";
import { openDatabase } from "@/db";
import { findConnectionRow, listConnectionRows } from "@/db/queries/connections";
import { insertCustomer } from "@/db/queries/customers";
import { insertIdentity } from "@/db/queries/identities";
import { demoPartnerCode } from "@/db/seed/cast";
import { castTable, demoCast } from "@/server/demo-cast";
import { DEMO_CONNECTION } from "@/server/demo-connection";
import { DEMO_CLIENT_ID } from "@/server/demo-provider-keys";
import { seedDemoShop } from "@/server/demo-seed";
import { getEnv } from "@/settings/env";
import { loadSettings } from "@/settings/store";
import { makeWorld, type World } from "@/tests/support/context";
import { queuedMails } from "@/tests/support/queued-mail";

const provider = { issuer: "http://localhost:3001", clientId: DEMO_CLIENT_ID, clientSecret: "a client secret of the tests" };

let world: World;
let printed: string[];
beforeAll(async () => {
  world = await makeWorld();
  // As two processes that start at once on one database.
  printed = await Promise.all([seedDemoShop(world.url, provider), seedDemoShop(world.url, provider)]);
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

test("P-V1: whoever staff invited waits with a link in the mail that works", async () => {
  const { email, number } = member("invited");
  const [mail] = await queuedMails({ ...world.ctx(), secrets: makeSecrets(getEnv().authSecrets) }, email);
  expect(mail?.message).toBe("activate-account");
  const opened = await openActivation({ ...world.ctx() }, { token: mail?.token ?? "", browser: undefined });
  expect(opened).toMatchObject({ ok: true, value: { number, email } });
});

test("two starts at once fill the shop once, and print the cast as a table", async () => {
  expect(await count("products")).toBe(24);
  expect(await count("staff")).toBe(2);
  expect(printed[0]).toBe(printed[1]);
  for (const { email, password } of demoCast()) {
    expect(printed[0]).toContain(email);
    if (password) expect(printed[0]).toContain(password);
  }
  expect(printed[0]).toContain("/demo/mail");
  expect(printed[0]).toContain("/admin/sso");
});

test("a second start changes nothing, and prints the cast again", async () => {
  await world.database.db.execute(sql`update products set price_cents = 1 where slug = 'tea-tin'`);
  expect(await seedDemoShop(world.url, provider)).toBe(printed[0]);
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

test("P-O2, P-O4: the demo has a company with three people of different types, and a partner with an unused code", async () => {
  const { db } = world.database;
  const may = async (role: string) => {
    const [row] = await db.execute<{ id: string }>(sql`select id from customers where number = ${member(role).number}`);
    return [...((await findColleague({ db }, row?.id ?? ""))?.may ?? [])];
  };
  expect(await may("company-administrator")).toEqual([...companyPermissions]);
  expect(await may("company-buyer")).toEqual(["orders.see", "orders.place"]);
  expect(await may("company-reader")).toEqual(["orders.see"]);
  const hash = hashOfGeneratedCode(canonicalPartnerCode(demoPartnerCode) ?? "");
  expect(await count("partner_codes", `code_hash = '${hash}' and uses = 0 and withdrawn_at is null`)).toBe(1);
  expect(member("partner").note).toContain(demoPartnerCode);
});

test("P-M3: two conversations wait to be looked at, one with an answer for the customer, one with a message for the agent; nobody is mailed", async () => {
  const ctx = world.ctx();
  const { db } = world.database;
  const idOf = async (table: string, where: string) =>
    (await db.execute<{ id: string }>(sql.raw(`select id from ${table} where ${where}`)))[0]?.id ?? "";
  const marta = await idOf("customers", `number = '${member("confirmed").number}'`);
  const [tess, adam] = [await idOf("staff", "role = 'agent'"), await idOf("staff", "role = 'admin'")];
  const { conversations } = await listConversations(ctx, { staffId: tess, filter: { show: "mine" } });
  expect(conversations.map(({ number, isUnread }) => [number, isUnread])).toEqual([
    [member("company-administrator").number, true],
    [member("confirmed").number, false],
  ]);
  expect([await countUnread(ctx, marta), await countUnreadAsStaff(ctx, tess), await countUnreadAsStaff(ctx, adam)]).toEqual([
    1, 1, 0,
  ]);
  expect((await listMessages(ctx, marta, {})).messages.map(({ author }) => author)).toEqual([
    "customer",
    "staff",
    "customer",
    "staff",
  ]);
  const mailed = await count("mails");
  await tellCustomers(ctx);
  await tellAnswering(ctx);
  expect(await count("mails")).toBe(mailed);
});

test("the pending one has registered: a mail with link and code waits", async () => {
  const secret = getEnv().authSecrets[0];
  const mails = await queuedMails(world.ctx({ secret }), member("pending").email);
  expect(mails).toMatchObject([{ message: "confirm-address" }]);
  expect(mails[0]?.link).toMatch(/\/confirm\/[\w-]{43}$/);
  expect(mails[0]?.code).toMatch(/^\d{6}$/);
  expect(await count("pending_registrations", "completed_at is null")).toBe(1);
});

describe("the connection to the demo's provider", () => {
  const ctx = () => ({ ...world.ctx({ secret: getEnv().authSecrets[0] }), origin: "http://localhost:3000", hash: STANDARD_HASH });
  const stored = async () => {
    const row = await findConnectionRow(world.database.db, DEMO_CONNECTION);
    if (!row) throw new Error("there is none");
    return { ...row, texts: unsealTexts(ctx().secrets, row) };
  };
  const version = () => count("settings_version", `version > ${seen}`);
  let seen = 0;
  const lookAtVersion = async () => {
    const [row] = await world.database.db.execute<{ version: number }>(sql`select version from settings_version`);
    seen = Number(row?.version);
  };

  test("is there once, ready and disabled, its secret encrypted", async () => {
    const row = await stored();
    expect(await listConnectionRows(world.database.db)).toHaveLength(1);
    expect(row).toMatchObject({ provider: "oidc", isEnabled: false, isDefault: false, testedAt: null });
    expect(readConnection(ctx().secrets, row)).toMatchObject({ label: "Continue with Wren ID", domains: [], trustEmail: true });
    expect(row.texts).toMatchObject(provider);
    expect(JSON.stringify(row.fields)).not.toContain(provider.clientSecret);
  });

  test("follows its provider to another port and another secret, enabled and tested as it is, even with people", async () => {
    const { db } = world.database;
    await db.execute(sql`update connections set is_enabled = true, tested_at = now()`);
    const [account] = await db.execute<{ id: string }>(sql`select id from accounts limit 1`);
    const person = { connection: DEMO_CONNECTION, subject: "wren-marta", kind: "oidc" } as const;
    await insertIdentity(db, { ...person, accountId: account?.id ?? "" });
    const moved = { ...provider, issuer: "http://localhost:4001", clientSecret: "made anew" };
    await lookAtVersion();
    await seedDemoShop(world.url, moved);
    expect(await stored()).toMatchObject({ texts: moved, isEnabled: true, testedAt: expect.any(Date) });
    expect(await version()).toBe(1);
    await lookAtVersion();
    await seedDemoShop(world.url, moved);
    expect(await version()).toBe(0);
  });

  test("stays as it is once somebody has made another one of it, and does not come back when it was deleted", async () => {
    await world.database.db.execute(sql`delete from identities`);
    const changes = { texts: { clientId: "of-somebody-else", clientSecret: "its own", issuer: "https://login.example.com" } };
    expect(await saveConnection(ctx(), { id: DEMO_CONNECTION, changes, by: { kind: "system" } })).toMatchObject({ ok: true });
    await seedDemoShop(world.url, provider);
    expect((await stored()).texts).toMatchObject(changes.texts);
    await world.database.db.execute(sql`delete from connections`);
    await seedDemoShop(world.url, provider);
    expect(await listConnectionRows(world.database.db)).toEqual([]);
  });
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
  expect(await seedDemoShop(used.url, provider)).toBe("");
  const { db, end } = openDatabase(used.url, 1);
  expect(await db.execute(sql`select 1 from products`)).toHaveLength(0);
  expect(await listConnectionRows(db)).toEqual([]);
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
