import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CustomerExport, exportCustomer, exportOwnData } from "@/core/customers/export-customer";
import { hashToken } from "@/core/security/token";
import { insertIdentity } from "@/db/queries/identities";
import { makeWorld, type World } from "@/tests/support/context";
import { askForAddress, sessionFor } from "@/tests/support/email-change";
import { age, freshEmail, makeAccount, makeStaff } from "@/tests/support/make";
import { makeCompany } from "@/tests/support/make-company";
import { getReset } from "@/tests/support/reset";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

async function read({ pieces }: CustomerExport): Promise<{ text: string; pieces: number; data: Record<string, unknown> }> {
  const texts: string[] = [];
  for await (const piece of pieces) texts.push(piece);
  const text = texts.join("");
  return { text, pieces: texts.length, data: JSON.parse(text) };
}
async function own(account: Awaited<ReturnType<typeof makeAccount>>) {
  const made = await exportOwnData(world.ctx(), { session: await sessionFor(world.ctx(), account), password: account.password });
  if (!made.ok) throw new Error(made.code);
  return { fileName: made.value.fileName, ...(await read(made.value)) };
}
const order = (customerId: string, number: string) => world.database.sql`
  with made as (
    insert into orders (number, customer_id, name, email, email_key, street, postcode, postcode_key, city, country, language, total_cents)
    values (${number}, ${customerId}, 'Ann Archer', 'a@example.com', 'a@example.com', 'Weg 1', '10969', '10969', 'Berlin', 'DE', 'en', 4200) returning id)
  insert into order_lines (order_id, line, name, price_cents, quantity) select id, 1, 'Enamel kettle', 4200, 1 from made`;

describe("P-M5: the download of one's data", () => {
  test("holds what the shop knows: profile, account, ways of signing in, sessions, cart, orders, mails and what happened", async () => {
    const account = await makeAccount(world.ctx(), { firstName: "Ottilie", lastName: "Archer" });
    await order(account.customerId, "60001");
    await insertIdentity(world.database.db, {
      accountId: account.accountId,
      connection: "google",
      subject: "sub-1",
      kind: "google",
    });
    await getReset(world.ctx(), account.email);
    const { data, fileName } = await own(account);
    expect(fileName).toBe(`customer-${account.number}.json`);
    expect(data).toMatchObject({
      customer: { number: account.number, firstName: "Ottilie", email: account.email },
      account: { email: account.email, signsInWithEmail: true },
      signInProviders: [{ provider: "google", subject: "sub-1" }],
      sessions: [{ signedInBy: "password" }],
      cart: [],
      orders: [{ number: "60001", street: "Weg 1", lines: [{ name: "Enamel kettle", quantity: 1 }] }],
      mails: [{ message: "reset-password", to: account.email }],
    });
    expect(JSON.stringify(data.whatHappened)).toContain("customer.exported");
  });

  test("T-A3: holds no hash, no token, no link, no code, no id of ours, and nothing of anybody else", async () => {
    const other = await makeAccount(world.ctx(), { firstName: "Otherwise" });
    await getReset(world.ctx(), other.email);
    const account = await makeAccount(world.ctx());
    const { mail, session } = await askForAddress(world.ctx(), account);
    const { text } = await own(account);
    const [stored] = await world.database.sql`select hash from passwords where account_id = ${account.accountId}`;
    const secrets = [
      stored?.hash,
      mail.token,
      mail.code,
      hashToken(mail.token),
      "argon2",
      session.id,
      account.accountId,
      account.customerId,
    ];
    for (const secret of [...secrets, other.email, "Otherwise", other.number]) expect(text).not.toContain(secret);
  });

  test("P-M5, T-A3: names the own company, the user type there and since when, and none of the colleagues", async () => {
    const ctx = world.ctx();
    const { companyId, people } = await makeCompany(ctx, { name: "Acorn Ltd", types: ["Buyer", "Administrator"] });
    const [account, colleague] = people;
    if (!account || !colleague) throw new Error("nobody was made");
    await age(ctx, "company_people", ["joined_at"], "3 days", `customer_id = '${account.customerId}'`);
    const [joined] = await world.database.sql`
      select to_char(joined_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI') as minute from company_people where customer_id = ${account.customerId}`;
    const { text, data } = await own(account);
    const company = {
      name: "Acorn Ltd",
      userType: "Buyer",
      joinedAt: expect.stringContaining(joined?.minute),
      deactivatedAt: null,
    };
    expect(data.company).toEqual(company);
    for (const trace of [companyId, colleague.email, colleague.number, colleague.customerId]) expect(text).not.toContain(trace);
    const { staffId } = await makeStaff(ctx, { role: "agent" });
    const byStaff = await exportCustomer(ctx, { number: account.number, staffId });
    expect(byStaff.ok && (await read(byStaff.value)).data.company).toEqual(company);
    expect((await own(await makeAccount(ctx))).data.company).toBeNull();
  });

  test("says of what staff did that staff did it, and neither who nor from where", async () => {
    const account = await makeAccount(world.ctx());
    const { staffId } = await makeStaff(world.ctx());
    await world.database
      .sql`insert into audit_log (actor_kind, actor_id, action, target_kind, target_id, outcome, address, user_agent)
      values ('staff', ${staffId}, 'account.reactivated', 'account', ${account.accountId}, 'ok', '192.0.2.77', 'the agent''s own browser')`;
    const { text, data } = await own(account);
    expect(data.whatHappened).toContainEqual(
      expect.objectContaining({ by: "staff", action: "account.reactivated", address: null }),
    );
    for (const trace of [staffId, "192.0.2.77", "own browser", "Sam Staff"]) expect(text).not.toContain(trace);
  });

  test("comes in pieces, each row once, however long the history is", async () => {
    const account = await makeAccount(world.ctx());
    await world.database.sql`
      insert into orders (number, customer_id, name, email, email_key, street, postcode, postcode_key, city, country, language, total_cents, placed_at)
      select 'L' || n, ${account.customerId}, 'Ann', 'a@example.com', 'a@example.com', 'Weg 1', '1', '1', 'B', 'DE', 'en', 1, now() - make_interval(mins => n / 7)
      from generate_series(1, 650) n`;
    const { data, pieces } = await own(account);
    const numbers = Array.isArray(data.orders) ? data.orders.map((each: { number: string }) => each.number) : [];
    expect([numbers.length, new Set(numbers).size]).toEqual([650, 650]);
    expect(pieces).toBeGreaterThan(6);
  });

  test("asks for the password, counts wrong ones as failed sign-ins, and is noted", async () => {
    const account = await makeAccount(world.ctx());
    const session = await sessionFor(world.ctx(), account);
    const ask = (password: string) => exportOwnData(world.ctx(), { session, password });
    expect(await ask("")).toMatchObject({ code: "field.required" });
    expect(await ask("a wrong one")).toMatchObject({ code: "password.wrong-current" });
    expect(await ask(account.password)).toMatchObject({ ok: true });
    const rows = await world.database
      .sql`select outcome from audit_log where action = 'customer.exported' and actor_id = ${account.accountId} order by id`;
    expect(rows.map(({ outcome }) => outcome)).toEqual(["password.wrong-current", "ok"]);
  });

  test("without a password it takes a fresh sign-in", async () => {
    const account = await makeAccount(world.ctx());
    await world.database.sql`delete from passwords where account_id = ${account.accountId}`;
    const session = await sessionFor(world.ctx(), account);
    await age(world.ctx(), "sessions", ["authenticated_at"], "16 minutes", `id = '${session.id}'`);
    expect(await exportOwnData(world.ctx(), { session, password: "" })).toMatchObject({ code: "sso.confirm-first" });
  });
});

describe("P-V6: staff download a customer's data", () => {
  test("with the permission, noted; without it, or for nobody, not", async () => {
    const account = await makeAccount(world.ctx());
    const agent = await makeStaff(world.ctx(), { role: "agent" });
    const asked = { number: account.number, staffId: agent.staffId };
    const made = await exportCustomer(world.ctx(), asked);
    if (!made.ok) throw new Error(made.code);
    expect((await read(made.value)).data).toMatchObject({ customer: { number: account.number } });
    const [row] = await world.database
      .sql`select actor_kind, target_id from audit_log where action = 'customer.exported' order by id desc limit 1`;
    expect(row).toEqual({ actor_kind: "staff", target_id: account.customerId });
    expect(await exportCustomer(world.ctx(), { ...asked, number: "999999999" })).toMatchObject({ code: "customer.not-found" });
    await world.database.sql`update staff set withheld = array['customers.export'] where id = ${agent.staffId}`;
    expect(await exportCustomer(world.ctx(), asked)).toMatchObject({ ok: false, code: "staff.not-permitted" });
  });

  test("of a record without an account, too", async () => {
    const { staffId } = await makeStaff(world.ctx(), { role: "agent" });
    const number = `E${Date.now()}`;
    await world.database
      .sql`insert into customers (number, number_key, email, email_key) values (${number}, ${number}, ${freshEmail()}, null)`;
    const made = await exportCustomer(world.ctx(), { number, staffId });
    if (!made.ok) throw new Error(made.code);
    expect((await read(made.value)).data).toMatchObject({ customer: { number }, account: null, orders: [] });
  });
});
