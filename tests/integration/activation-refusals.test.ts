import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listBatches } from "@/core/activation/list-batches";
import { openActivation } from "@/core/activation/open-activation";
import { resendActivationCode } from "@/core/activation/resend-activation-code";
import { runBatch } from "@/core/activation/run-batch";
import { sendMany, sendManyInput } from "@/core/activation/send-many";
import { stopMany } from "@/core/activation/stop-many";
import { withdrawActivation } from "@/core/activation/withdraw-activation";
import { exportCustomer, exportOwnData } from "@/core/customers/export-customer";
import { newToken } from "@/core/security/token";
import { insertCustomer } from "@/db/queries/customers";
import { activate, copyLink, invite, makeInvited } from "@/tests/support/activation";
import { makeWorld, type World } from "@/tests/support/context";
import { askForAddress, sessionFor } from "@/tests/support/email-change";
import { freshEmail, freshOperator, makeAccount, makeStaff } from "@/tests/support/make";
import { makeGuest, merge } from "@/tests/support/merge";
import { newestMail, queuedMails } from "@/tests/support/queued-mail";

let world: World;
let admin: string;
beforeAll(async () => {
  world = await makeWorld();
  admin = (await makeStaff(world.ctx())).staffId;
});
afterAll(() => world.end());

const logOf = async (action: string, id: string) =>
  (await world.database.sql`select actor_id, detail from audit_log where action = ${action} and target_id = ${id}`)[0];

describe("an activation by mail or by hand", () => {
  test("T-M7: its mail speaks the shop's language, whatever staff speak", async () => {
    const ctx = world.ctx({ settings: { "shop.language": "es" }, language: "en" });
    const customer = await makeInvited(ctx);
    await invite(ctx, admin, customer);
    expect(await queuedMails(ctx, customer.email)).toMatchObject([{ message: "activate-account", language: "es" }]);
  });

  test("P-M6, T-V11: that it was withdrawn stands in the log, and that it was completed with whose link it was and how they gave it", async () => {
    const ctx = world.ctx();
    const [one, two] = [await makeInvited(ctx), await makeInvited(ctx)];
    await invite(ctx, admin, one);
    await withdrawActivation(ctx, { number: one.number, staffId: admin });
    expect(await logOf("activation.withdrawn", one.id)).toMatchObject({ actor_id: admin });
    const token = await copyLink(ctx, admin, two.number);
    expect(await activate(ctx, token, { email: two.email })).toMatchObject({ ok: true });
    const [row] = await world.database
      .sql`select detail from audit_log where action = 'activation.completed' order by id desc limit 1`;
    expect(row?.detail).toMatchObject({ number: two.number, link: "copied", by: admin });
  });

  test("T-R13: a password that is the customer number again and again, or the address on file, is refused", async () => {
    const ctx = world.ctx();
    const customer = await makeInvited(ctx, { email: freshEmail("isolde") });
    const token = await invite(ctx, admin, customer);
    const { number } = customer;
    const local = customer.email.split("@")[0] ?? "";
    for (const newPassword of [`${number} ${number} ${number}`, `${local} ${local}`])
      expect(await activate(ctx, token, { email: freshEmail("other"), newPassword })).toMatchObject({
        code: "password.personal",
      });
  });

  test("T-C12, T-C9: another address asked twice within the minute is mailed one code, which goes on counting", async () => {
    const ctx = world.ctx();
    const customer = await makeInvited(ctx);
    const token = await invite(ctx, admin, customer);
    const [email, browser] = [freshEmail("another"), newToken()];
    expect(await activate(ctx, token, { email, browser })).toMatchObject({ ok: true, value: { kind: "needs-code" } });
    const { code } = await newestMail(ctx, email);
    await activate(ctx, token, { email, browser });
    expect(await queuedMails(ctx, email)).toHaveLength(1);
    const [live] = await world.database
      .sql`select id from proofs where email = ${email} and used_at is null and superseded_at is null`;
    expect(live).toBeDefined();
    expect(code).toMatch(/^\d{6}$/);
    expect(await world.database.sql`select 1 from proofs where email = ${email}`).toHaveLength(1);
  });

  test("T-C6: a code that waits in a browser for one customer is nothing to another customer's link", async () => {
    const ctx = world.ctx();
    const [one, two] = [await makeInvited(ctx), await makeInvited(ctx)];
    const [first, second] = [await invite(ctx, admin, one), await invite(ctx, admin, two)];
    const browser = newToken();
    const email = freshEmail("another");
    await activate(ctx, first, { email, browser });
    expect(await openActivation(ctx, { token: first, browser })).toMatchObject({ value: { codeSentTo: email } });
    expect(await openActivation(ctx, { token: second, browser })).toMatchObject({ value: { codeSentTo: null } });
    expect(await resendActivationCode(ctx, { token: second, browser })).toMatchObject({ code: "proof.other-browser" });
  });
});

describe("a sending to many", () => {
  test("T-V14: passes over who was merged meanwhile, and that it was stopped stands in the log", async () => {
    const ctx = world.ctx({ settings: { "activation.mailsPerMinute": "600" } });
    const [one, two] = [await makeGuest(ctx), await makeGuest(ctx)];
    const input = sendManyInput.parse({ [`customer.${one.id}`]: "on", [`customer.${two.id}`]: "on" });
    await sendMany(ctx, { ...input, staffId: admin });
    const by = await freshOperator(ctx, admin);
    expect(await merge(ctx, by, { kept: one.number, merged: two.number }, { takeEmail: "kept" })).toMatchObject({ ok: true });
    const id = (await listBatches(ctx))[0]?.id ?? "";
    await runBatch(ctx, id);
    expect((await queuedMails(ctx, two.email ?? "")).map(({ message }) => message)).toEqual([]);
    const rows = await ctx.db.execute(sql`select outcome from activation_batch_customers where customer_id = ${two.id}`);
    expect([...rows]).toEqual([{ outcome: "customer.not-found" }]);
    const next = await makeGuest(ctx);
    await sendMany(ctx, { ...sendManyInput.parse({ [`customer.${next.id}`]: "on" }), staffId: admin });
    const batch = (await listBatches(ctx))[0]?.id ?? "";
    await stopMany(ctx, { batch, staffId: admin });
    const [row] = await world.database.sql`select actor_id, detail from audit_log where action = 'activation.many-stopped'`;
    expect(row).toMatchObject({ actor_id: admin, detail: { sending: batch } });
  });
});

describe("P-M5: the download of one's data", () => {
  const textOf = async (pieces: AsyncIterable<string>) => {
    const texts = [];
    for await (const piece of pieces) texts.push(piece);
    return texts.join("");
  };

  test("T-A3: holds no id of ours, and what waits under the address", async () => {
    const ctx = world.ctx();
    const account = await makeAccount(ctx);
    await askForAddress(ctx, account);
    await world.database
      .sql`insert into pending_registrations (flow, email, email_key, first_name, language, support_code, expires_at)
      values ('form', ${account.email}, ${account.email}, 'Waiting', 'en', 'ABCD-2345', now() + interval '1 day')`;
    await world.database
      .sql`insert into orders (number, customer_id, email, email_key, name, street, postcode, postcode_key, city, country, language, total_cents)
      values ('EXPORT1', ${account.customerId}, ${account.email}, ${account.email}, 'Ann', 'Weg 1', '1', '1', 'Berlin', 'DE', 'en', 100)`;
    const made = await exportOwnData(ctx, { session: await sessionFor(ctx, account), password: account.password });
    const text = made.ok ? await textOf(made.value.pieces) : "";
    expect(text).toContain("EXPORT1");
    expect(text).toContain("Waiting");
    expect(text).not.toMatch(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/);
  });

  test("T-S4: ten times a day are enough for anybody", async () => {
    const account = await makeAccount(world.ctx());
    const session = await sessionFor(world.ctx(), account);
    const ask = () => exportOwnData(world.ctx(), { session, password: account.password });
    for (let times = 0; times < 10; times++) expect(await ask()).toMatchObject({ ok: true });
    expect(await ask()).toMatchObject({ code: "limits.too-many" });
  });

  test("P-V6: of a customer who was merged staff get none, and the file's name is a name whatever the number looks like", async () => {
    const ctx = world.ctx();
    const number = { printed: "K/7 x", key: "K7X" };
    const odd = await insertCustomer(ctx.db, {
      firstName: "Odd",
      lastName: "Number",
      email: null,
      emailKey: null,
      origin: "import",
      number,
    });
    const made = await exportCustomer(ctx, { number: odd.number, staffId: admin });
    expect(made).toMatchObject({ ok: true, value: { fileName: "customer-K7x.json" } });
    const merged = await makeGuest(ctx);
    const by = await freshOperator(ctx, admin);
    await merge(ctx, by, { kept: odd.number, merged: merged.number });
    expect(await exportCustomer(ctx, { number: merged.number, staffId: admin })).toMatchObject({ code: "customer.not-found" });
  });
});
