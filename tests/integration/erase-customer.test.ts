import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { createCustomer } from "@/core/customers/create-customer";
import { editCustomer } from "@/core/customers/edit-customer";
import { eraseCustomer, eraseOwnCustomer } from "@/core/customers/erase-customer";
import { findCustomers } from "@/core/customers/find-customers";
import { findErasedCustomer } from "@/core/customers/find-erased-customer";
import { openCustomer } from "@/core/customers/open-customer";
import { completeEmailChange } from "@/core/email-change/complete-email-change";
import { retryMail } from "@/core/mail/retry-mail";
import { claimOrder } from "@/core/orders/claim-order";
import { findVisibleOrder } from "@/core/orders/find-visible-order";
import { orderKey } from "@/core/orders/order-link";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { resetPassword } from "@/core/sign-in/reset-password";
import { permissions } from "@/core/staff/permissions";
import { insertIdentity } from "@/db/queries/identities";
import { claimMail, markMailSent } from "@/db/queries/mails";
import { makeWorld, type World } from "@/tests/support/context";
import { askForAddress, sessionFor } from "@/tests/support/email-change";
import { age, freshEmail, freshOperator, freshPassword, type MadeAccount, makeAccount, makeStaff } from "@/tests/support/make";
import { queuedMails } from "@/tests/support/queued-mail";
import { confirmCode, freshRegistrant, openShop, start } from "@/tests/support/registration";
import { canSignIn, getReset } from "@/tests/support/reset";

let world: World;
let staffId: string;
beforeAll(async () => {
  world = await makeWorld();
  ({ staffId } = await makeStaff(world.ctx(), { role: "agent" }));
});
afterAll(() => world.end());

const STREET = "Quincewood Lane 77";
let nextOrder = 70_000;

async function order({ accountId, customerId, email }: Pick<MadeAccount, "customerId" | "email"> & { accountId: string | null }) {
  const number = String(nextOrder++);
  const [made] = await world.database.sql`
    insert into orders (number, customer_id, account_id, name, first_name, email, email_key, street, postcode, postcode_key, city, country, language, total_cents)
    values (${number}, ${customerId}, ${accountId}, 'Ann Archer', 'Ann', ${email}, ${email}, ${STREET}, '10969', '10969', 'Berlin', 'DE', 'en', 4200) returning id`;
  return { number, id: String(made?.id) };
}
const erase = async (account: MadeAccount, ctx: Ctx = world.ctx()) => {
  const session = await sessionFor(ctx, account);
  return eraseOwnCustomer(ctx, { session, typedNumber: account.number, password: account.password });
};
/** Every row of every table as text, but for the audit log. */
async function everything(): Promise<string> {
  const tables = await world.database.sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'audit_log'`;
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await world.database
      .sql`select coalesce(string_agg(to_jsonb(t.*)::text, ' '), '') as text from ${world.database.sql(name)} t`;
    texts.push(String(rows[0]?.text));
  }
  return texts.join("\n");
}
/** Registers an address anew, from the form to the code. */
async function register(email: string): Promise<MadeAccount> {
  const ctx = (await openShop(world))();
  const person = freshRegistrant({ email });
  await world.database.sql`delete from limits`;
  await start(ctx, person);
  const mail = (await queuedMails(ctx, email)).at(-1);
  expect(await confirmCode(ctx, person.browser, mail?.code ?? "")).toMatchObject({ ok: true });
  const [row] = await world.database.sql`
    select a.id as "accountId", c.id as "customerId", c.number from accounts a join customers c on c.id = a.customer_id where a.email_key = ${email}`;
  return {
    accountId: String(row?.accountId),
    customerId: String(row?.customerId),
    number: String(row?.number),
    email,
    password: person.password,
  };
}
const rowOf = async ({ customerId }: Pick<MadeAccount, "customerId">) =>
  (await world.database.sql`select * from customers where id = ${customerId}`)[0];

describe("a customer who deletes the own account", () => {
  test("needs the password and the own number, or nothing is deleted", async () => {
    const account = await makeAccount(world.ctx());
    const session = await sessionFor(world.ctx(), account);
    const ask = (typedNumber: string, password: string) => eraseOwnCustomer(world.ctx(), { session, typedNumber, password });
    expect(await ask("4711", account.password)).toMatchObject({ code: "customer.number-mismatch" });
    expect(await ask(account.number, "")).toMatchObject({ code: "field.required" });
    expect(await ask(account.number, "a wrong one")).toMatchObject({ code: "password.wrong-current" });
    expect((await rowOf(account))?.erased_at).toBeNull();
    expect(await ask(` 0${account.number} `, account.password)).toMatchObject({ ok: true });
  });

  test("T-G6, P-M5: leaves a number and orders without an address, and no table names them any more", async () => {
    const ctx = world.ctx();
    const account = await makeAccount(ctx, { firstName: "Quirina", lastName: "Xanthopoulos", email: freshEmail("quirina") });
    const { number } = await order(account);
    await world.database
      .sql`update customers set phone = '+49 30 9876543', fields = '{"shoe":"44"}' where id = ${account.customerId}`;
    await insertIdentity(ctx.db, { accountId: account.accountId, connection: "google", subject: "q-subject-77", kind: "google" });
    await askForAddress(ctx, account, { email: freshEmail("quirina.new") });
    await getReset(ctx, account.email);
    await canSignIn(ctx, account.email, "a wrong one");
    const before = await everything();
    for (const trace of ["Quirina", "9876543", "q-subject-77", account.email]) expect(before).toContain(trace);
    expect(await erase(account)).toMatchObject({ ok: true });
    const [mail] = await queuedMails(ctx, account.email);
    expect(mail).toMatchObject({ message: "account-erased", facts: {} });
    const [queued] = await world.database.sql`select id from mails where to_email = ${account.email}`;
    await claimMail(ctx.db, String(queued?.id), 60);
    await markMailSent(ctx.db, String(queued?.id));
    const after = await everything();
    for (const trace of ["Quirina", "Xanthopoulos", "quirina", "9876543", "shoe", "q-subject-77", account.accountId])
      expect(after, trace).not.toContain(trace);
    expect(await rowOf(account)).toMatchObject({
      number: account.number,
      email: null,
      first_name: "",
      phone: null,
      standing: "guest",
    });
    const [kept] = await world.database
      .sql`select name, street, email, email_key, postcode_key, account_id from orders where number = ${number}`;
    expect(kept).toEqual({ name: "Ann Archer", street: STREET, email: "", email_key: "", postcode_key: "", account_id: null });
  });

  test("the audit log keeps that it happened, by ids and masked values, and is not changed for it", async () => {
    const account = await makeAccount(world.ctx(), { email: freshEmail("wilhelmina") });
    await canSignIn(world.ctx(), account.email, "a wrong one");
    const log = () => world.database.sql`select to_jsonb(a.*)::text as text from audit_log a order by id`;
    const before = await log();
    await erase(account);
    const after = await log();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(JSON.stringify(after)).not.toContain("wilhelmina");
    expect(after.at(-1)?.text).toMatch(/"customer\.erased"/);
  });

  test("with the setting that takes them off, orders keep number, goods, sums and country only", async () => {
    const account = await makeAccount(world.ctx());
    const { number } = await order(account);
    await erase(account, world.ctx({ settings: { "privacy.erasedOrders": "anonymise" } }));
    const [kept] = await world.database
      .sql`select name, first_name, street, postcode, city, country, total_cents from orders where number = ${number}`;
    expect(kept).toEqual({ name: "", first_name: null, street: "", postcode: "", city: "", country: "DE", total_cents: 4200 });
  });

  test("T-V14, T-K5: sessions, links and codes on their way are dead", async () => {
    const ctx = world.ctx();
    const account = await makeAccount(ctx);
    const { token } = await startSession(ctx, { accountId: account.accountId, method: "password" });
    const reset = await getReset(ctx, account.email);
    const change = await askForAddress(ctx, account);
    const { id, number } = await order(account);
    const key = orderKey(ctx, id);
    expect(await findVisibleOrder(ctx, { number, session: null, key })).not.toBeNull();
    await erase(account);
    expect(await findSession(world.ctx(), token)).toBeNull();
    const link = (of: string) => ({ kind: "link", token: of }) as const;
    expect(await resetPassword(world.ctx(), link(reset.token), freshPassword())).toMatchObject({ code: "proof.invalid" });
    const changed = await completeEmailChange(world.ctx(), { session: change.session, given: link(change.mail.token) });
    expect(changed).toMatchObject({ ok: false, code: "proof.invalid" });
    expect(await findVisibleOrder(world.ctx(), { number, session: null, key }), "the link of the confirmation mail").toBeNull();
    expect(await canSignIn(world.ctx(), account.email, account.password)).toBe(false);
    expect(await canSignIn(world.ctx(), account.number, account.password)).toBe(false);
  });

  test("T-R5: who registers with the same address later is a new customer and gets none of those orders, not even by a claim", async () => {
    const account = await makeAccount(world.ctx());
    const own = await order(account);
    const guest = await order({ ...account, accountId: null });
    await erase(account);
    const again = await register(account.email);
    expect(again.customerId).not.toBe(account.customerId);
    expect(await world.database.sql`select 1 from orders where customer_id = ${again.customerId}`).toEqual([]);
    const session = await sessionFor(world.ctx(), again);
    for (const { number } of [own, guest]) {
      const claimed = await claimOrder(world.ctx(), { session, orderNumber: number, postcode: "10969" });
      expect(claimed).toMatchObject({ ok: false, code: "claim.no-match" });
    }
  });

  test("guest records whose orders all came to the account go with it; a household's other customer stays", async () => {
    const ctx = world.ctx();
    const account = await makeAccount(ctx);
    const [guest] = await world.database.sql`insert into customers (number, number_key, first_name, email, email_key)
      values (${`H${account.number}`}, ${`H${account.number}`}, 'Hildegunde', ${account.email}, ${account.email}) returning id`;
    const placed = await order({ customerId: String(guest?.id), email: account.email, accountId: null });
    await world.database.sql`insert into order_attachments (order_id, customer_id, from_customer_id, reason)
      values (${placed.id}, ${account.customerId}, ${guest?.id}, 'proven-address')`;
    await world.database.sql`update orders set customer_id = ${account.customerId} where id = ${placed.id}`;
    const made = await createCustomer(ctx, {
      firstName: "Spouse",
      lastName: "Archer",
      email: account.email,
      phone: null,
      staffId,
    });
    await erase(account);
    expect((await world.database.sql`select 1 from customers where first_name = 'Hildegunde'`).length).toBe(0);
    if (!made.ok) throw new Error(made.code);
    expect(await openCustomer(world.ctx(), made.value.number, new Set(permissions))).toMatchObject({
      customer: { firstName: "Spouse", email: account.email },
    });
  });

  test("twice at once is once", async () => {
    const account = await makeAccount(world.ctx());
    const session = await sessionFor(world.ctx(), account);
    const asked = { session, typedNumber: account.number, password: account.password };
    const done = await Promise.all([eraseOwnCustomer(world.ctx(), asked), eraseOwnCustomer(world.ctx(), asked)]);
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await queuedMails(world.ctx(), account.email)).toHaveLength(1);
  });
});

describe("staff who delete a customer", () => {
  const asStaff = async (number: string, typedNumber = number) =>
    eraseCustomer(world.ctx(), { number, typedNumber, by: await freshOperator(world.ctx(), staffId) });

  test("P-V6: with the number typed and the own password; a record without an account goes the same way", async () => {
    const account = await makeAccount(world.ctx());
    expect(await asStaff(account.number, "4711")).toMatchObject({ code: "customer.number-mismatch" });
    const by = await freshOperator(world.ctx(), staffId);
    await age(world.ctx(), "staff_sessions", ["authenticated_at"], "16 minutes", `id = '${by.sessionId}'`);
    const asked = { number: account.number, typedNumber: account.number, by };
    expect(await eraseCustomer(world.ctx(), asked)).toMatchObject({ code: "staff.confirm-needed" });
    expect(await asStaff(account.number)).toMatchObject({ ok: true });
    const made = await createCustomer(world.ctx(), { firstName: "No", lastName: "Account", email: null, phone: null, staffId });
    if (!made.ok) throw new Error(made.code);
    expect(await asStaff(made.value.number)).toMatchObject({ ok: true });
    expect(await asStaff(made.value.number)).toMatchObject({ ok: false, code: "customer.not-found" });
  });

  test("P-V6: only with the permission, which can be withheld", async () => {
    const account = await makeAccount(world.ctx());
    const limited = await makeStaff(world.ctx(), { role: "agent" });
    await world.database.sql`update staff set withheld = array['customers.erase'] where id = ${limited.staffId}`;
    const by = await freshOperator(world.ctx(), limited.staffId);
    const refused = await eraseCustomer(world.ctx(), { number: account.number, typedNumber: account.number, by });
    expect(refused).toMatchObject({ ok: false, code: "staff.not-permitted" });
    expect((await rowOf(account))?.erased_at).toBeNull();
  });

  test("find nobody afterwards, by no search and under no number, and change nothing there; the books still have the orders", async () => {
    const account = await makeAccount(world.ctx(), { firstName: "Zebedaeus", lastName: "Quandt" });
    const { number } = await order(account);
    await asStaff(account.number);
    for (const search of ["Zebedaeus", account.email, account.number, number])
      expect((await findCustomers(world.ctx(), { search })).customers, search).toEqual([]);
    expect(await openCustomer(world.ctx(), account.number, new Set(permissions))).toBeNull();
    const by = await freshOperator(world.ctx(), staffId);
    const edit = {
      number: account.number,
      seen: "what was there",
      firstName: "Back",
      lastName: "Again",
      email: null,
      phone: null,
      by,
    };
    expect(await editCustomer(world.ctx(), edit)).toMatchObject({ code: "customer.not-found" });
    expect(await findErasedCustomer(world.ctx(), account.number)).toMatchObject({ number: account.number, orders: [{ number }] });
    expect(await findErasedCustomer(world.ctx(), (await makeAccount(world.ctx())).number)).toBeNull();
  });

  test("T-G6: cannot have the last mail sent again once nobody knows whom it was for", async () => {
    const account = await makeAccount(world.ctx());
    await asStaff(account.number);
    const [mail] = await world.database.sql`select id from mails where to_email = ${account.email}`;
    await claimMail(world.database.db, String(mail?.id), 60);
    await markMailSent(world.database.db, String(mail?.id));
    await world.database.sql`update mails set state = 'failed' where id = ${String(mail?.id)}`;
    expect(await retryMail(world.ctx(), { mailId: String(mail?.id), staffId })).toMatchObject({ code: "mail.sent-already" });
  });
});
