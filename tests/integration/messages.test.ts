import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addMessage } from "@/core/conversations/add-message";
import { answerCustomer } from "@/core/conversations/answer-customer";
import { LISTEN_CHANNEL } from "@/core/conversations/channel";
import { countConversationsOf } from "@/core/conversations/count-conversations-of";
import { countUnread, countUnreadAsStaff } from "@/core/conversations/count-unread";
import { findConversationOfMail } from "@/core/conversations/find-conversation-of-mail";
import { handOver } from "@/core/conversations/hand-over";
import { listConversations } from "@/core/conversations/list-conversations";
import { listMessages } from "@/core/conversations/list-messages";
import { LONGEST_MESSAGE } from "@/core/conversations/message-text";
import { openConversationAsStaff } from "@/core/conversations/open-conversation-as-staff";
import { readMessages, readMessagesAsStaff } from "@/core/conversations/read-messages";
import { startConversation } from "@/core/conversations/start-conversation";
import { writeMessage, writeMessageInput } from "@/core/conversations/write-message";
import { type Ctx, inTransaction } from "@/core/ctx";
import { queueMail } from "@/core/mail/queue";
import { findConversationId } from "@/db/queries/conversation-rooms";
import { staff } from "@/db/schema/people";
import { makeWorld, type World } from "@/tests/support/context";
import { listening } from "@/tests/support/listening";
import { freshOperator, type MadeAccount, makeAccount, makeStaff } from "@/tests/support/make";
import { makeGuest, merge, undo } from "@/tests/support/merge";
import { count } from "@/tests/support/registration";
import { waitFor } from "@/tests/support/wait-for";

let world: World;
let ctx: Ctx;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
});
afterAll(() => world.end());

const write = (session: { customerId: string }, text: string) => writeMessage(ctx, { session, text });
const textsOf = async (customerId: string) => (await listMessages(ctx, customerId)).messages.map(({ text }) => text);

async function conversationOf({ customerId }: { customerId: string }): Promise<string> {
  const id = await findConversationId(ctx.db, customerId);
  if (id === null) throw new Error("nothing was said");
  return id;
}

const answer = async (to: { customerId: string }, staffId: string, text: string, seen = 0) =>
  answerCustomer(ctx, { conversation: await conversationOf(to), staffId, text, seen });

/** A customer who has written one message, and a staff member. */
async function aConversation(text = "Good day") {
  const customer = await makeAccount(ctx);
  const { staffId } = await makeStaff(ctx, { role: "agent" });
  await write(customer, text);
  return { customer, staffId, id: await conversationOf(customer) };
}

const read = async (customer: MadeAccount) => {
  const { messages } = await listMessages(ctx, customer.customerId);
  await readMessages(ctx, customer.customerId, messages.at(-1)?.id ?? 0);
};

describe("a conversation", () => {
  test("P-M3: what one side writes the other finds, in its order, with who wrote it", async () => {
    const { customer, staffId } = await aConversation("Does the kettle whistle?");
    expect(await answer(customer, staffId, "It does.\nLoudly.")).toMatchObject({ ok: true });
    expect(await listMessages(ctx, customer.customerId)).toMatchObject({
      contact: "Sam Staff",
      messages: [
        { author: "customer", name: null, origin: "portal", text: "Does the kettle whistle?" },
        { author: "staff", name: "Sam Staff", text: "It does.\nLoudly." },
      ],
    });
  });

  test("P-M3: earlier messages come page by page, each once", async () => {
    const { customer } = await aConversation("1");
    for (const text of ["2", "3", "4", "5"]) await write(customer, text);
    const seen: string[][] = [];
    for (let before: number | undefined, more = true; more; ) {
      const page = await listMessages(ctx, customer.customerId, { before, pageSize: 2 });
      seen.push(page.messages.map(({ text }) => text));
      before = page.earlier ?? undefined;
      more = page.earlier !== null;
    }
    expect(seen).toEqual([["4", "5"], ["2", "3"], ["1"]]);
  });

  test("P-M3: pressed twice it is said once; said again later it is said twice", async () => {
    const { customer } = await aConversation("Hello?");
    await Promise.all([write(customer, "Hello?"), write(customer, "Hello?")]);
    expect(await textsOf(customer.customerId)).toEqual(["Hello?"]);
    await ctx.db.execute(sql`update conversation_messages set created_at = created_at - interval '2 minutes'`);
    await write(customer, "Hello?");
    expect(await textsOf(customer.customerId)).toEqual(["Hello?", "Hello?"]);
  });

  test("P-M3: whoever writes without end is asked to wait, and nobody else is", async () => {
    const { customer } = await aConversation("0");
    for (let at = 1; at < 20; at++) expect(await write(customer, String(at))).toMatchObject({ ok: true });
    expect(await write(customer, "20")).toMatchObject({ ok: false, code: "limits.too-many" });
    await aConversation();
  });

  test("P-M3: a message is text of at most 5,000 characters, without marks that nobody sees", () => {
    const tidied = (text: string) => writeMessageInput.safeParse({ text });
    expect(tidied(" a\r\nb\u0000\u202Ec\n\n\n\n\n\nd ").data).toEqual({ text: "a\nbc\n\n\nd" });
    expect(tidied("x".repeat(LONGEST_MESSAGE)).success).toBe(true);
    expect(tidied("x".repeat(LONGEST_MESSAGE + 1)).error?.issues[0]?.message).toBe("field.too-long");
    expect(tidied(" \n\u0007 ").error?.issues[0]?.message).toBe("field.required");
  });

  test("P-M3: of two at one moment the later gets its id only when the earlier is there, so a window that counts on misses none", async () => {
    const { customer, id } = await aConversation();
    const lastId = async () =>
      (await ctx.db.execute<{ last: string }>(sql`select last_value as last from conversation_messages_id_seq`))[0]?.last;
    const waiting = "wait_event_type = 'Lock' and datname = current_database()";
    let second: Promise<unknown> = Promise.resolve();
    await inTransaction(ctx, async (tx) => {
      await addMessage(tx, { of: { conversationId: id }, author: "customer", origin: "mail", text: "first" });
      const before = await lastId();
      second = write(customer, "second");
      await waitFor(async () => (await count(ctx, "pg_stat_activity", waiting)) > 0, "the second to wait");
      expect(await lastId()).toBe(before);
    });
    await second;
    expect(await textsOf(customer.customerId)).toEqual(["Good day", "first", "second"]);
  });

  test("P-M3: every process is told once the message is there, and of one that was undone nobody is", async () => {
    const { heard, stop } = await listening(world.url, LISTEN_CHANNEL);
    const { customer } = await aConversation();
    await waitFor(() => heard.length > 0, "the news");
    const undone = inTransaction(ctx, async (tx) => {
      await addMessage(tx, { of: customer, author: "customer", origin: "mail", text: "never" });
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    await write(customer, "after");
    await waitFor(() => heard.length > 1, "the later news");
    await stop();
    // Nothing of what was said goes that way.
    expect(heard).toEqual([customer.customerId, customer.customerId]);
  });

  test("P-M3: nobody writes to who was erased", async () => {
    const { customer } = await aConversation();
    await ctx.db.execute(sql`update customers set erased_at = now() where id = ${customer.customerId}`);
    expect(await write(customer, "anybody?")).toMatchObject({ ok: false, code: "customer.not-found" });
  });

  test("P-M3: an answer by mail finds its conversation by the mail it answers, and knows who that went to", async () => {
    const { customer, id } = await aConversation();
    const { email, customerId } = customer;
    await queueMail(ctx, { message: "password-changed", to: { email }, language: "en", customerId, conversationId: id });
    const [mail] = await ctx.db.execute<{ id: string }>(sql`select id from mails where to_email = ${email}`);
    const found = { conversationId: id, customerId, toEmail: email };
    expect(await findConversationOfMail(ctx, `<${mail?.id}@shop.example>`)).toEqual(found);
    expect(await findConversationOfMail(ctx, "<00000000-0000-4000-8000-000000000000@shop.example>")).toBeNull();
    for (const strange of ["", "<hello@shop.example>", `<${mail?.id}`, "'; drop table mails; --@x"]) {
      expect(await findConversationOfMail(ctx, strange)).toBeNull();
    }
  });
});

describe("what is unread", () => {
  test("P-M3: counts what the other side wrote, until it is read", async () => {
    const { customer, staffId } = await aConversation();
    expect(await countUnread(ctx, customer.customerId)).toBe(0);
    await answer(customer, staffId, "One");
    await answer(customer, staffId, "Two");
    expect(await countUnread(ctx, customer.customerId)).toBe(2);
    await read(customer);
    expect(await countUnread(ctx, customer.customerId)).toBe(0);
  });

  test("P-M3: staff see how many customers wait for them; a colleague who looks in leaves it unread for the contact", async () => {
    const { customer, staffId, id } = await aConversation();
    const colleague = (await makeStaff(ctx, { role: "agent" })).staffId;
    const upTo = Number.MAX_SAFE_INTEGER;
    await answer(customer, staffId, "I look after you", upTo);
    const base = await countUnreadAsStaff(ctx, staffId);
    await write(customer, "Thank you");
    expect(await countUnreadAsStaff(ctx, staffId)).toBe(base + 1);
    await readMessagesAsStaff(ctx, { conversationId: id, staffId: colleague, upTo });
    expect(await countUnreadAsStaff(ctx, staffId)).toBe(base + 1);
    await readMessagesAsStaff(ctx, { conversationId: id, staffId, upTo });
    expect(await countUnreadAsStaff(ctx, staffId)).toBe(base);
  });

  test("P-M3: what came while an answer was written stays unread", async () => {
    const { customer, staffId } = await aConversation("First question");
    const seen = (await listMessages(ctx, customer.customerId)).messages.at(-1)?.id ?? 0;
    await write(customer, "Second question");
    await answer(customer, staffId, "To the first", seen);
    const { conversations } = await listConversations(ctx, { staffId, filter: { show: "mine" } });
    expect(conversations).toMatchObject([{ isUnread: true }]);
  });

  test("P-V6: a merge brings what is unread along, and its undoing gives each its own", async () => {
    const { customer, staffId } = await aConversation();
    const guest = await makeGuest(ctx);
    const by = await freshOperator(ctx, (await makeStaff(ctx)).staffId);
    const said = await inTransaction(ctx, (tx) =>
      addMessage(tx, { of: { customerId: guest.id }, author: "customer", origin: "mail", text: "By mail" }),
    );
    await readMessagesAsStaff(ctx, { conversationId: await conversationOf(customer), staffId, upTo: Number.MAX_SAFE_INTEGER });
    const shown = async () =>
      (await listConversations(ctx, { staffId, filter: { show: "unread" } })).conversations.map(({ number }) => number);
    const pair = { kept: customer.number, merged: guest.number };
    expect(await merge(ctx, by, pair)).toMatchObject({ ok: true });
    expect(await shown()).toContain(customer.number);
    expect(await shown()).not.toContain(guest.number);
    expect(await openConversationAsStaff(ctx, said?.conversationId ?? "")).toEqual({ moved: await conversationOf(customer) });
    // What is written to the merged one meanwhile belongs to the kept one.
    await inTransaction(ctx, (tx) =>
      addMessage(tx, { of: { conversationId: said?.conversationId ?? "" }, author: "customer", origin: "mail", text: "Again" }),
    );
    expect(await textsOf(customer.customerId)).toEqual(["Good day", "By mail", "Again"]);
    await readMessagesAsStaff(ctx, { conversationId: await conversationOf(customer), staffId, upTo: Number.MAX_SAFE_INTEGER });
    expect(await undo(ctx, by, pair)).toMatchObject({ ok: true });
    expect(await textsOf(customer.customerId)).toEqual(["Good day", "Again"]);
    expect(await textsOf(guest.id)).toEqual(["By mail"]);
    // What was read of both is read of each.
    expect((await shown()).filter((number) => number === customer.number || number === guest.number)).toEqual([]);
  });
});

describe("who looks after a customer", () => {
  test("P-M3: whoever answers a customer without a contact becomes it; another one's answer changes nothing", async () => {
    const { customer, staffId, id } = await aConversation();
    const colleague = (await makeStaff(ctx, { role: "agent" })).staffId;
    await answer(customer, staffId, "Mine now");
    await answer(customer, colleague, "And I help");
    expect(await openConversationAsStaff(ctx, id)).toMatchObject({ opened: { contactId: staffId } });
    const where = `action = 'conversation.handed-over' and target_id = '${customer.customerId}'`;
    expect(await count(ctx, "audit_log", where)).toBe(1);
  });

  test("P-M3: a customer is handed over to a colleague, noted in the log, unless somebody was quicker", async () => {
    const { customer, staffId, id } = await aConversation();
    const colleague = (await makeStaff(ctx, { role: "agent" })).staffId;
    await answer(customer, staffId, "Mine");
    const asked = { conversation: id, from: staffId, to: colleague, staffId };
    expect(await handOver(ctx, asked)).toMatchObject({ ok: true });
    expect(await handOver(ctx, asked)).toMatchObject({ ok: true });
    expect(await handOver(ctx, { ...asked, to: staffId })).toMatchObject({ code: "conversation.contact-changed" });
    expect(await openConversationAsStaff(ctx, id)).toMatchObject({ opened: { contactId: colleague } });
    expect(await count(ctx, "audit_log", `action = 'conversation.handed-over' and detail->>'contact' = '${colleague}'`)).toBe(1);
  });

  test("P-M3: only to somebody who may answer; who has left is no contact any more", async () => {
    const { customer, staffId, id } = await aConversation();
    const { staffId: gone } = await makeStaff(ctx, { role: "agent" });
    await answer(customer, gone, "Mine");
    const set = (person: string, values: Partial<typeof staff.$inferInsert>) =>
      ctx.db.update(staff).set(values).where(eq(staff.id, person));
    await set(gone, { deactivatedAt: new Date() });
    expect(await openConversationAsStaff(ctx, id)).toMatchObject({ opened: { contactId: null } });
    const asked = { conversation: id, from: "", to: gone, staffId } as const;
    const { staffId: mute } = await makeStaff(ctx, { role: "agent" });
    await set(mute, { withheld: ["messages.answer"] });
    expect(await handOver(ctx, { ...asked, to: mute })).toMatchObject({ code: "conversation.not-colleague" });
    expect(await handOver(ctx, { ...asked, to: staffId })).toMatchObject({ ok: true });
  });

  test.each(["withheld", "deactivated"] as const)(
    "P-M3 [%s]: who may not answer any more is no contact: not in the list, the badge, on the customer's page, nor for a hand-over",
    async (how) => {
      const { customer, staffId, id } = await aConversation();
      const { staffId: former } = await makeStaff(ctx, { role: "agent" });
      await answer(customer, former, "Mine", Number.MAX_SAFE_INTEGER);
      await write(customer, "Are you there?");
      const nobody = async () => {
        const filter = { show: "nobody", search: customer.number } as const;
        return (await listConversations(ctx, { staffId, filter })).conversations;
      };
      const before = await countUnreadAsStaff(ctx, staffId);
      expect(await nobody()).toEqual([]);
      const values = how === "withheld" ? { withheld: ["messages.answer"] } : { deactivatedAt: new Date() };
      await ctx.db.update(staff).set(values).where(eq(staff.id, former));
      expect(await nobody()).toMatchObject([{ number: customer.number, contactId: null, contact: null, isUnread: true }]);
      expect(await countUnreadAsStaff(ctx, staffId)).toBe(before + 1);
      expect(await listMessages(ctx, customer.customerId)).toMatchObject({ contact: null });
      expect(await openConversationAsStaff(ctx, id)).toMatchObject({ opened: { contactId: null } });
      expect(await countConversationsOf(ctx, former)).toBe(1);
      expect(await handOver(ctx, { conversation: id, from: "", to: staffId, staffId })).toMatchObject({ ok: true });
      expect(await countConversationsOf(ctx, former)).toBe(0);
    },
  );

  test("P-M3: staff find conversations by customer, of their own, unread, without a contact, page by page", async () => {
    const { customer, staffId } = await aConversation();
    const list = async (filter: Partial<Parameters<typeof listConversations>[1]["filter"]>, pageSize?: number) =>
      listConversations(ctx, { staffId, filter: { show: "all", ...filter }, ...(pageSize ? { pageSize } : {}) });
    const numbers = async (filter: Parameters<typeof list>[0]) => (await list(filter)).conversations.map(({ number }) => number);
    expect(await numbers({ search: customer.email })).toEqual([customer.number]);
    expect(await numbers({ search: "nobody of this name" })).toEqual([]);
    expect(await numbers({ show: "nobody", search: customer.number })).toEqual([customer.number]);
    expect(await numbers({ show: "mine" })).toEqual([]);
    await answer(customer, staffId, "Mine");
    expect(await numbers({ show: "mine" })).toEqual([customer.number]);
    const all = await list({}, 1000);
    const paged: string[] = [];
    for (let filter: Parameters<typeof list>[0] | null = {}; filter; ) {
      const page: Awaited<ReturnType<typeof list>> = await list(filter, 2);
      paged.push(...page.conversations.map(({ id }) => id));
      filter = page.next;
    }
    expect(paged).toEqual(all.conversations.map(({ id }) => id));
  });

  test("P-M3: staff begin a conversation, and find the one there is the next time", async () => {
    const customer = await makeAccount(ctx);
    const { staffId } = await makeStaff(ctx, { role: "agent" });
    const begun = await startConversation(ctx, { number: customer.number, staffId });
    expect(begun).toMatchObject({ ok: true });
    expect(await startConversation(ctx, { number: customer.number, staffId })).toEqual(begun);
    expect(await startConversation(ctx, { number: "nobody", staffId })).toMatchObject({ code: "customer.not-found" });
  });
});
