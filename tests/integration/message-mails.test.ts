import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addMessage } from "@/core/conversations/add-message";
import { answerCustomer } from "@/core/conversations/answer-customer";
import { readMessages } from "@/core/conversations/read-messages";
import { tellAnswering } from "@/core/conversations/tell-answering";
import { tellCustomers } from "@/core/conversations/tell-customers";
import { welcomeCustomer } from "@/core/conversations/welcome-customer";
import { writeMessage } from "@/core/conversations/write-message";
import { type Ctx, inTransaction } from "@/core/ctx";
import { changePermissions } from "@/core/staff/change-staff";
import { deactivateStaff } from "@/core/staff/deactivate-staff";
import { findConversationId } from "@/db/queries/conversation-rooms";
import { makeWorld, type World } from "@/tests/support/context";
import { age, freshOperator, makeAccount, makeNumberAccount, makeStaff } from "@/tests/support/make";
import { makeGuest } from "@/tests/support/merge";
import { queuedMails } from "@/tests/support/queued-mail";

let world: World;
let ctx: Ctx;
let agent: { staffId: string; email: string };
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
});
beforeEach(async () => {
  await ctx.db.execute(sql`delete from conversations`);
  await ctx.db.execute(sql`update staff set deactivated_at = now()`);
  agent = await makeStaff(ctx, { role: "agent" });
});
afterAll(() => world.end());

const SECRET = "The code of the safe is 4711";

/** Lets two minutes pass for everything that was said. */
const pass = (by = "2 minutes 1 second") => age(ctx, "conversation_messages", ["created_at"], by);

async function answer(customerId: string, text = SECRET) {
  const conversation = (await findConversationId(ctx.db, customerId)) ?? "";
  expect(await answerCustomer(ctx, { conversation, seen: 0, text, staffId: agent.staffId })).toMatchObject({ ok: true });
}

const write = (customerId: string, text = "Hello") => writeMessage(ctx, { session: { customerId }, text });
const byMail = (customerId: string) =>
  inTransaction(ctx, (tx) => addMessage(tx, { of: { customerId }, author: "customer", origin: "mail", text: "Hello" }));
const mailsTo = async (email: string, message = "new-message") =>
  (await queuedMails(ctx, email)).filter((mail) => mail.message === message);

test("P-M3: who has not read an answer for two minutes is mailed it, once until they have read it", async () => {
  const { customerId, email } = await makeAccount(ctx);
  await write(customerId);
  await answer(customerId);
  expect(await tellCustomers(ctx)).toBe(0);
  await pass();
  expect(await tellCustomers(ctx)).toBe(1);
  expect(await mailsTo(email)).toMatchObject([{ facts: { name: "Sam Staff", text: SECRET, isWritten: "yes" } }]);
  await answer(customerId, "And another thing");
  await pass();
  expect(await tellCustomers(ctx)).toBe(0);
  await readMessages(ctx, customerId, Number.MAX_SAFE_INTEGER);
  await answer(customerId, "Are you there?");
  await pass();
  expect(await tellCustomers(ctx)).toBe(1);
  expect((await mailsTo(email)).at(-1)).toMatchObject({ facts: { text: "Are you there?" } });
});

test("P-M3: several processes at once tell a customer once", async () => {
  const { customerId, email } = await makeAccount(ctx);
  await write(customerId);
  await answer(customerId);
  await pass();
  await Promise.all([1, 2, 3, 4].map(() => tellCustomers(ctx)));
  expect(await mailsTo(email)).toHaveLength(1);
});

test("P-M3: who has read it is not mailed, and of the welcome message nobody is", async () => {
  const { customerId, email } = await makeAccount(ctx);
  const greeting = world.ctx({ settings: { "registration.welcomeMessage": "Welcome" } });
  await inTransaction(greeting, (tx) => welcomeCustomer(tx, customerId));
  await pass();
  expect(await tellCustomers(ctx)).toBe(0);
  await answer(customerId, "Anything you need?");
  await readMessages(ctx, customerId, Number.MAX_SAFE_INTEGER);
  await pass();
  expect(await tellCustomers(ctx)).toBe(0);
  expect(await mailsTo(email)).toEqual([]);
});

test("P-M3: an unread welcome keeps nobody from being told of an answer", async () => {
  const { customerId, email } = await makeAccount(ctx);
  const greeting = world.ctx({ settings: { "registration.welcomeMessage": "Welcome" } });
  await inTransaction(greeting, (tx) => welcomeCustomer(tx, customerId));
  await pass();
  await answer(customerId, "Anything you need?");
  // Two minutes of the answer, not of the welcome.
  expect(await tellCustomers(ctx)).toBe(0);
  await pass();
  expect(await tellCustomers(ctx)).toBe(1);
  expect(await mailsTo(email)).toMatchObject([{ facts: { text: "Anything you need?" } }]);
});

test("P-M3: where the shop keeps messages out of mails, the mail says only that there is one", async () => {
  const { customerId, email } = await makeAccount(ctx);
  await write(customerId);
  await answer(customerId);
  await pass();
  expect(await tellCustomers(world.ctx({ settings: { "mail.messageText": "false" } }))).toBe(1);
  expect(JSON.stringify(await mailsTo(email))).not.toContain("4711");
});

test("P-M3, T-C1: nothing goes to an address that nobody has proven, or to an account that is shut", async () => {
  const numbered = await makeNumberAccount(ctx);
  await write(numbered.customerId);
  await answer(numbered.customerId);
  const shut = await makeAccount(ctx);
  await write(shut.customerId);
  await answer(shut.customerId);
  await ctx.db.execute(sql`update accounts set deactivated_at = now() where id = ${shut.accountId}`);
  const unproven = await makeAccount(ctx);
  await write(unproven.customerId);
  await answer(unproven.customerId);
  await ctx.db.execute(sql`update accounts set email_verified_at = null where id = ${unproven.accountId}`);
  await pass();
  expect(await tellCustomers(ctx)).toBe(0);
  for (const { email } of [numbered, shut, unproven]) expect(await mailsTo(email)).toEqual([]);
});

test("P-M3: who wrote by mail and has no account gets each answer by mail, and nobody else without one gets any", async () => {
  const writer = await makeGuest(ctx);
  await byMail(writer.id);
  const silent = await makeGuest(ctx);
  await inTransaction(ctx, (tx) => welcomeCustomer(tx, silent.id));
  for (const text of ["First answer", "Second answer"]) {
    await answer(writer.id, text);
    await answer(silent.id, text);
    await pass();
    await tellCustomers(world.ctx({ settings: { "mail.messageText": "false" } }));
  }
  expect(await mailsTo(writer.email ?? "")).toMatchObject([
    { facts: { text: "First answer", portal: "no" } },
    { facts: { text: "Second answer", portal: "no" } },
  ]);
  expect(await mailsTo(silent.email ?? "")).toEqual([]);
});

test("P-M3: of more answers than one mail holds, who has no account gets the others with the next", async () => {
  const writer = await makeGuest(ctx);
  await byMail(writer.id);
  const texts = Array.from({ length: 11 }, (_, at) => `Answer ${at + 1}.`);
  for (const text of texts) await answer(writer.id, text);
  await pass();
  await tellCustomers(ctx);
  await tellCustomers(ctx);
  const mails = await mailsTo(writer.email ?? "");
  expect(mails.map(({ facts }) => facts.text?.split("\n\n").length)).toEqual([10, 1]);
  expect(mails.flatMap(({ facts }) => facts.text?.split("\n\n"))).toEqual(texts);
  expect(await tellCustomers(ctx)).toBe(0);
});

test("P-M3: a mail about a conversation belongs to it, and says that it can be answered only where a mailbox is read", async () => {
  const { customerId, email } = await makeAccount(ctx);
  await write(customerId);
  await answer(customerId);
  await pass();
  await ctx.db.execute(
    sql`insert into mailboxes (name, address, kind, is_enabled) values ('Help', 'help@shop.example', 'webhook', true)`,
  );
  await tellCustomers(ctx);
  expect(await mailsTo(email)).toMatchObject([{ facts: { canAnswer: "yes" } }]);
  const [mail] = await ctx.db.execute<{ id: string }>(sql`select conversation_id as id from mails where to_email = ${email}`);
  expect(mail?.id).toBe(await findConversationId(ctx.db, customerId));
  await ctx.db.execute(sql`delete from mailboxes`);
});

test("P-M3: the contact of a customer who waits is mailed once, without a word of what was written", async () => {
  const colleague = await makeStaff(ctx, { role: "agent" });
  const { customerId, number } = await makeAccount(ctx);
  await write(customerId, "Hello");
  await answer(customerId, "I look after you");
  await ctx.db.execute(sql`update conversations set read_by_staff = last_by_customer`);
  await write(customerId, SECRET);
  await tellAnswering(ctx);
  expect(await mailsTo(agent.email, "customer-wrote")).toEqual([]);
  await pass();
  await tellAnswering(ctx);
  await tellAnswering(ctx);
  const mails = await mailsTo(agent.email, "customer-wrote");
  expect(mails).toMatchObject([{ facts: { name: "Ann Archer", number } }]);
  expect(JSON.stringify(mails)).not.toContain("4711");
  expect(await mailsTo(colleague.email, "customer-wrote")).toEqual([]);
});

test("P-M3, T-I6: of many who write within an hour the contact is told in one mail that counts, and a colleague's customer waits for none of them", async () => {
  const colleague = await makeStaff(ctx, { role: "agent" });
  const writes = async (contactId: string) => {
    const { customerId } = await makeAccount(ctx);
    await write(customerId);
    await ctx.db.execute(sql`update conversations set staff_id = ${contactId} where customer_id = ${customerId}`);
  };
  const told = async (email: string) => (await mailsTo(email, "customer-wrote")).map(({ facts }) => facts.count ?? "one").sort();
  for (let at = 0; at < 8; at++) await writes(agent.staffId);
  await pass();
  await tellAnswering(ctx);
  expect(await told(agent.email)).toEqual(["3", "one", "one", "one", "one", "one"]);
  for (let at = 0; at < 51; at++) await writes(agent.staffId);
  await writes(colleague.staffId);
  await pass();
  await tellAnswering(ctx);
  expect(await told(agent.email)).toHaveLength(6);
  expect(await told(colleague.email)).toEqual(["one"]);
  await ctx.db.execute(sql`delete from limits`);
  await tellAnswering(ctx);
  expect(await told(agent.email)).toContain("45");
});

test("P-M3: of customers whom nobody looks after everybody who may answer hears, once an hour, and of none too late", async () => {
  const mute = await makeStaff(ctx, { role: "agent" });
  await ctx.db.execute(sql`update staff set withheld = '{messages.answer}' where id = ${mute.staffId}`);
  const told = async () => (await mailsTo(agent.email, "customer-wrote")).map(({ facts }) => facts.count);
  const someone = async () => write((await makeAccount(ctx)).customerId);
  await someone();
  await someone();
  await pass();
  await tellAnswering(ctx);
  expect(await told()).toEqual(["2"]);
  await someone();
  await pass();
  await tellAnswering(ctx);
  expect(await told()).toEqual(["2"]);
  await ctx.db.execute(sql`delete from limits where key like 'unattended-mail:%'`);
  await tellAnswering(ctx);
  expect(await told()).toEqual(["2", "1"]);
  expect(await mailsTo(mute.email, "customer-wrote")).toEqual([]);
});

test.each(["withheld", "deactivated"] as const)(
  "P-M3 [%s]: what waits for a contact who may not answer any more is told to the others, also if the contact was told before",
  async (how) => {
    const admin = await makeStaff(ctx);
    const [told, untold] = [await makeAccount(ctx), await makeAccount(ctx)];
    for (const { customerId } of [told, untold]) {
      await write(customerId);
      await answer(customerId, "I look after you");
      await ctx.db.execute(sql`update conversations set read_by_staff = last_by_customer`);
    }
    await write(told.customerId, SECRET);
    await pass();
    await tellAnswering(ctx);
    expect(await mailsTo(agent.email, "customer-wrote")).toHaveLength(1);
    const asked = { staffId: agent.staffId, by: await freshOperator(ctx, admin.staffId) };
    const granted = new Set<string>();
    const done = how === "withheld" ? changePermissions(ctx, { ...asked, role: "agent", granted }) : deactivateStaff(ctx, asked);
    expect(await done).toMatchObject({ ok: true });
    await write(untold.customerId, SECRET);
    await pass();
    await tellAnswering(ctx);
    expect(await mailsTo(agent.email, "customer-wrote")).toHaveLength(1);
    expect(await mailsTo(admin.email, "customer-wrote")).toMatchObject([{ facts: { count: "2" } }]);
  },
);
