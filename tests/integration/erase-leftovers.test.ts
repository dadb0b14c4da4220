import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tellAnswering } from "@/core/conversations/tell-answering";
import { writeMessage } from "@/core/conversations/write-message";
import type { Ctx } from "@/core/ctx";
import { eraseCustomer, eraseOwnCustomer } from "@/core/customers/erase-customer";
import { isGuessAllowed } from "@/core/security/guess-limit";
import { newToken } from "@/core/security/token";
import { insertCustomer } from "@/db/queries/customers";
import { makeWorld, type World } from "@/tests/support/context";
import { sessionFor } from "@/tests/support/email-change";
import { age, freshEmail, freshOperator, type MadeAccount, makeAccount, makeStaff } from "@/tests/support/make";
import { makeGuest, merge, undo } from "@/tests/support/merge";

let world: World;
let ctx: Ctx;
let staffId: string;
let by: Awaited<ReturnType<typeof freshOperator>>;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  staffId = (await makeStaff(ctx)).staffId;
  by = await freshOperator(ctx, staffId);
});
afterAll(() => world.end());
beforeEach(() => world.database.sql`delete from limits`);

async function erase(account: MadeAccount): Promise<void> {
  const session = await sessionFor(ctx, account);
  const done = await eraseOwnCustomer(ctx, { session, typedNumber: account.number, password: account.password });
  if (!done.ok) throw new Error(done.code);
}

const isErased = async (id: string) =>
  (await world.database.sql`select erased_at is not null as gone from customers where id = ${id}`)[0]?.gone;

let nextOrder = 0;
async function order(customerId: string, accountId: string | null = null): Promise<string> {
  const [made] = await world.database.sql`
    insert into orders (number, customer_id, account_id, name, email, email_key, street, postcode, postcode_key, city, country, language, total_cents)
    values (${`LEFT${nextOrder++}`}, ${customerId}, ${accountId}, 'Ann', 'o@example.com', 'o@example.com', 'Weg 1', '1', '1', 'Berlin', 'DE', 'en', 100)
    returning id`;
  return String(made?.id);
}

/** An order of one customer that was filed under another one. */
async function attach(from: string, to: string, isUndone = false): Promise<void> {
  const id = await order(isUndone ? from : to);
  await world.database.sql`insert into order_attachments (order_id, from_customer_id, customer_id, reason, undone_at)
    values (${id}, ${from}, ${to}, 'claim', ${isUndone ? world.database.sql`now()` : null})`;
}

const pending = (email: string) => world.database.sql`
  insert into pending_registrations (flow, email, email_key, language, support_code, expires_at)
  values ('form', ${email}, ${email}, 'en', ${newToken().slice(0, 9)}, now() + interval '1 day')`;
const mailTo = (email: string, customerId: string | null) => world.database.sql`
  insert into mails (message, language, to_email, customer_id, state) values ('password-changed', 'en', ${email}, ${customerId}, 'sent')`;
const waitingFor = async (email: string) => [
  (await world.database.sql`select 1 from pending_registrations where email_key = ${email}`).length,
  (await world.database.sql`select 1 from mails where to_email = ${email} and message = 'password-changed'`).length,
];

describe("T-G6: what others were sent, and what came in", () => {
  test("staff keep no mail that names an erased customer who wrote, and those about others", async () => {
    const [gone, stays] = [
      await makeAccount(ctx, { lastName: "Quillfeather" }),
      await makeAccount(ctx, { lastName: "Stayfeather" }),
    ];
    for (const { customerId } of [gone, stays])
      expect(await writeMessage(ctx, { session: { customerId }, text: "Hello" })).toMatchObject({ ok: true });
    await world.database.sql`update conversations set staff_id = ${staffId}`;
    await age(ctx, "conversation_messages", ["created_at"], "3 minutes");
    await tellAnswering(ctx);
    const named = () => world.database.sql`select facts->>'name' as name from mails where message = 'customer-wrote' order by 1`;
    expect((await named()).map(({ name }) => name)).toEqual(["Ann Quillfeather", "Ann Stayfeather"]);
    await erase(gone);
    expect((await named()).map(({ name }) => name)).toEqual(["Ann Stayfeather"]);
  });

  test("mail from a sub-address of the erased mailbox goes, and from one that is somebody else's stays", async () => {
    const account = await makeAccount(ctx);
    const [plus, others] = [account.email.replace("@", "+shop@"), account.email.replace("@", "+other@")];
    await makeAccount(ctx, { email: others });
    const [mailbox] = await world.database.sql`
      insert into mailboxes (name, address, kind) values ('Help', 'help@shop.example', 'webhook') returning id`;
    for (const email of [account.email, plus, others])
      await world.database.sql`insert into inbound_mails (mailbox_id, fingerprint, from_email, text, outcome)
        values (${mailbox?.id}, ${newToken()}, ${email}, 'Unsigned', 'unauthenticated')`;
    await erase(account);
    const left = await world.database.sql`select from_email from inbound_mails`;
    expect(left.map((row) => row.from_email)).toEqual([others]);
  });
});

describe("T-G6: what goes with a customer who is erased", () => {
  test("T-G6: what waits under the address: registrations, arrivals of a provider, links; and mails that are about nobody", async () => {
    const account = await makeAccount(ctx);
    await pending(account.email);
    await mailTo(account.email, null);
    await world.database
      .sql`insert into pending_identities (browser_hash, connection, subject, email, is_email_verified, is_own_mailbox, expires_at)
      values (${newToken()}, 'oidc-x', 'sub', ${account.email.toUpperCase()}, true, false, now() + interval '1 day')`;
    await world.database.sql`insert into proofs (purpose, email, email_key, token_hash, expires_at)
      values ('registration', ${account.email}, ${account.email}, ${newToken()}, now() + interval '1 day')`;
    await erase(account);
    expect(await waitingFor(account.email)).toEqual([0, 0]);
    expect(await world.database.sql`select 1 from pending_identities where lower(email) = ${account.email}`).toHaveLength(0);
    expect(await world.database.sql`select 1 from proofs where email_key = ${account.email}`).toHaveLength(0);
  });

  test("T-G6: the counters of wrong passwords, of the account and of its names", async () => {
    const account = await makeAccount(ctx);
    const guessed = [
      { kind: "account", id: account.accountId },
      { kind: "nobody", id: account.email },
      { kind: "nobody", id: account.number },
    ] as const;
    for (const one of guessed) await isGuessAllowed(ctx, one);
    const counters = async () => (await world.database.sql`select key from guess_counters`).length;
    const before = await counters();
    await erase(account);
    expect(await counters()).toBe(before - guessed.length);
  });

  test("P-V6: records that were merged into it, and the values merges replaced; not those whose merge was undone", async () => {
    const account = await makeAccount(ctx);
    const [merged, free] = [await makeGuest(ctx, { firstName: "Quilla" }), await makeGuest(ctx)];
    await merge(ctx, by, { kept: account.number, merged: merged.number }, { takeFirstName: "merged" });
    const pair = { kept: account.number, merged: free.number };
    await merge(ctx, by, pair);
    await undo(ctx, by, pair);
    await erase(account);
    expect([await isErased(merged.id), await isErased(free.id)]).toEqual([true, false]);
    const moved = await world.database
      .sql`select moved->'changed' as changed from customer_merges where kept_id = ${account.customerId}`;
    expect(moved.map(({ changed }) => changed)).toEqual([[], []]);
  });

  test("P-V6: a record that was merged away is nobody to erase", async () => {
    const [kept, merged] = [await makeGuest(ctx), await makeGuest(ctx)];
    await merge(ctx, by, { kept: kept.number, merged: merged.number });
    const asked = { number: merged.number, typedNumber: merged.number, by };
    expect(await eraseCustomer(ctx, asked)).toMatchObject({ code: "customer.not-found" });
    expect(await isErased(merged.id)).toBe(false);
  });
});

describe("T-G6: what stays, since it is somebody else's", () => {
  test("T-G6: guest records with orders left, an account, an activation, made by staff, or whose order went back", async () => {
    const account = await makeAccount(ctx);
    const whole = await makeGuest(ctx);
    await attach(whole.id, account.customerId);
    const withOrders = await makeGuest(ctx);
    await attach(withOrders.id, account.customerId);
    await order(withOrders.id);
    const undone = await makeGuest(ctx);
    await attach(undone.id, account.customerId, true);
    await world.database.sql`update orders set customer_id = ${account.customerId} where customer_id = ${undone.id}`;
    const invited = await makeGuest(ctx);
    await attach(invited.id, account.customerId);
    await world.database.sql`insert into activations (customer_id, staff_id, email, expires_at)
      values (${invited.id}, ${staffId}, 'x@example.com', now() + interval '1 day')`;
    const other = await makeAccount(ctx);
    await world.database.sql`update customers set origin = 'guest' where id = ${other.customerId}`;
    await attach(other.customerId, account.customerId);
    const entered = await insertCustomer(ctx.db, {
      firstName: "Ed",
      lastName: "Entered",
      email: null,
      emailKey: null,
      origin: "staff",
    });
    await attach(entered.id, account.customerId);
    await erase(account);
    expect(await isErased(whole.id)).toBe(true);
    for (const { id } of [withOrders, undone, invited, { id: other.customerId }, entered])
      expect([id, await isErased(id)]).toEqual([id, false]);
  });

  test("T-G6: mails to another customer at the same address, and what waits under an address that others share", async () => {
    const account = await makeAccount(ctx);
    const [shared, alone] = [freshEmail("household"), freshEmail("alone")];
    const household = await makeGuest(ctx, { email: shared });
    await mailTo(account.email, household.id);
    for (const email of [shared, alone]) await pending(email);
    const contact = (email: string, id: string) =>
      world.database.sql`update customers set email = ${email}, email_key = ${email} where id = ${id}`;
    await contact(shared, account.customerId);
    const single = await makeAccount(ctx);
    await contact(alone, single.customerId);
    await erase(account);
    await erase(single);
    expect(await waitingFor(shared)).toEqual([1, 0]);
    expect(await waitingFor(alone)).toEqual([0, 0]);
    expect(await waitingFor(account.email)).toEqual([0, 1]);
  });

  test("P-R7: an order of the account that an agent has filed elsewhere stays there, without the account", async () => {
    const account = await makeAccount(ctx);
    const other = await makeGuest(ctx);
    const id = await order(other.id, account.accountId);
    await erase(account);
    const [row] = await world.database.sql`select customer_id, account_id, name from orders where id = ${id}`;
    expect(row).toEqual({ customer_id: other.id, account_id: null, name: "Ann" });
  });
});
