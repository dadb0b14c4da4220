import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { queueMail } from "@/core/mail/queue";
import { signOddly } from "@/tests/support/dkim-signature";
import { bring, compose, makeMailbox } from "@/tests/support/inbound";
import { type InboundWorld, makeInboundWorld } from "@/tests/support/inbound-world";
import { freshEmail, freshOperator, makeAccount, makeStaff } from "@/tests/support/make";
import { merge, undo } from "@/tests/support/merge";
import { queuedMails } from "@/tests/support/queued-mail";
import { count } from "@/tests/support/registration";

let inbound: InboundWorld;
let quince: InboundWorld["quince"];
let ctx: InboundWorld["ctx"];
let mailbox: InboundWorld["mailbox"];

beforeAll(async () => {
  inbound = await makeInboundWorld();
  ({ quince, ctx, mailbox } = inbound);
});
beforeEach(() => ctx.db.execute(sql`delete from limits`));
afterAll(() => inbound.end());

const write = (from: string, text: string, inReplyTo?: string) =>
  compose({ from, to: mailbox.address, text, ...(inReplyTo ? { inReplyTo } : {}) }, quince);

const newest = async (email: string) => {
  const [found] = await ctx.db.execute<{ outcome: string; detail: string; text: string }>(
    sql`select outcome, detail, text from inbound_mails where from_email = ${email} order by created_at desc limit 1`,
  );
  return found;
};

/** What was said with a customer, or with one who was merged into them. */
const said = async (customerId: string) => {
  const rows = await ctx.db.execute<{ text: string }>(sql`
    select m.text from conversation_messages m join conversations c on c.id = m.conversation_id join customers k on k.id = c.customer_id
    where ${customerId} in (k.id, k.merged_into) order by m.id`);
  return rows.map(({ text }) => text);
};

/** A notice to an address about what is said with a customer, as it left; its Message-ID. */
async function notify(customerId: string, email: string): Promise<string> {
  const [{ id: conversationId = "" } = {}] = await ctx.db.execute<{ id: string }>(
    sql`select id from conversations where customer_id = ${customerId}`,
  );
  await queueMail(ctx, { message: "new-message", to: { email }, language: "en", conversationId });
  const [mail] = await ctx.db.execute<{ id: string }>(
    sql`select id from mails where to_email = ${email} and conversation_id = ${conversationId} order by created_at desc limit 1`,
  );
  return `<${mail?.id}@shop.example>`;
}

describe("a signed mail that somebody brings again", () => {
  /** Signed without its Message-ID, as the law of signatures allows. */
  const signedWith = async (from: string, text: string) => {
    const raw = await compose({ from, to: mailbox.address, text });
    return signOddly(raw, quince, { headers: ["from", "to", "subject", "content-type", "content-transfer-encoding"] });
  };
  const renamed = (raw: Buffer) =>
    Buffer.from(raw.toString("latin1").replace(/^Message-ID: .*$/im, `Message-ID: <${freshEmail("new")}>`), "latin1");

  test("T-I7: a signed mail under a new Message-ID, at another mailbox, or brought by two at once says nothing again; another one of the same sender does", async () => {
    const { email, customerId } = await makeAccount(ctx);
    const raw = await signedWith(email, "Yes, I take it");
    const elsewhere = await makeMailbox(ctx);
    const first = await Promise.all([bring(ctx, mailbox.id, raw), bring(ctx, mailbox.id, renamed(raw))]);
    expect(first.sort()).toEqual(["refused", "threaded"]);
    expect(await bring(ctx, mailbox.id, renamed(raw))).toBe("refused");
    expect(await newest(email)).toMatchObject({ detail: "repeated", text: "" });
    expect(await bring(ctx, elsewhere.id, renamed(raw))).toBe("refused");
    expect(await bring(ctx, mailbox.id, await signedWith(email, "And a second one"))).toBe("threaded");
    expect(await said(customerId)).toEqual(["Yes, I take it", "And a second one"]);
  });

  test("T-I7: a signed mail counts once a year, also when the note that it came in was removed long ago", async () => {
    const { email, customerId } = await makeAccount(ctx);
    const raw = await signedWith(email, "Yes, I take it");
    expect(await bring(ctx, mailbox.id, raw)).toBe("threaded");
    const later = async (time: string) => {
      await ctx.db.execute(sql`delete from inbound_mails`);
      await ctx.db.execute(sql`
        update limits set slot_at = slot_at - ${time}::interval, expires_at = expires_at - ${time}::interval
        where key like 'inbound:signature:%'`);
    };
    await later("330 days");
    expect(await bring(ctx, mailbox.id, raw)).toBe("refused");
    await later("70 days");
    expect(await bring(ctx, mailbox.id, raw)).toBe("threaded");
    expect(await said(customerId)).toEqual(["Yes, I take it", "Yes, I take it"]);
  });

  test("T-I7: a signed mail that had no effect may come again", async () => {
    const email = freshEmail("full");
    const raw = await signedWith(email, "Hello");
    await ctx.db.execute(sql`update mailboxes set registers = false where id = ${mailbox.id}`);
    expect(await bring(ctx, mailbox.id, raw)).toBe("kept");
    await ctx.db.execute(sql`update mailboxes set registers = true where id = ${mailbox.id}`);
    expect(await bring(ctx, mailbox.id, renamed(raw))).toBe("registered");
  });
});

describe("an answer from an address that was a customer's", () => {
  test("T-I1: an answer from an address that was a customer's and is nobody's now is kept for staff: it says nothing in their name, and gets no link", async () => {
    const { email, customerId, accountId } = await makeAccount(ctx);
    expect(await bring(ctx, mailbox.id, await write(email, "First"))).toBe("threaded");
    const notice = await notify(customerId, email);
    const other = freshEmail("new");
    await ctx.db.execute(sql`update accounts set email = ${other}, email_key = ${other} where id = ${accountId}`);
    await ctx.db.execute(sql`update customers set email = ${other}, email_key = ${other} where id = ${customerId}`);
    const before = (await queuedMails(ctx, email)).length;
    expect(await bring(ctx, mailbox.id, await write(email, "In their name", notice))).toBe("kept");
    expect(await newest(email)).toMatchObject({ detail: "former", text: "In their name" });
    expect(await said(customerId)).toEqual(["First"]);
    expect((await queuedMails(ctx, email)).length).toBe(before);
    expect(await count(ctx, "customers", `email_key = '${email}'`)).toBe(0);
    expect(await bring(ctx, mailbox.id, await write(other, "Second", notice))).toBe("threaded");
    expect(await said(customerId)).toEqual(["First", "Second"]);
  });

  test("T-I1: an answer from an address that is another customer's now is said in the name of who has it", async () => {
    const { email, customerId, accountId } = await makeAccount(ctx);
    await bring(ctx, mailbox.id, await write(email, "First"));
    const notice = await notify(customerId, email);
    const other = freshEmail("new");
    await ctx.db.execute(sql`update accounts set email = ${other}, email_key = ${other} where id = ${accountId}`);
    await ctx.db.execute(sql`update customers set email = ${other}, email_key = ${other} where id = ${customerId}`);
    const heir = await makeAccount(ctx, { email });
    expect(await bring(ctx, mailbox.id, await write(email, "Mine now", notice))).toBe("threaded");
    expect(await said(customerId)).toEqual(["First"]);
    expect(await said(heir.customerId)).toEqual(["Mine now"]);
  });

  test("T-I1, P-V6: who was merged into another record goes on to be heard at the old address, also once the merge is undone", async () => {
    const by = await freshOperator(ctx, (await makeStaff(ctx, { role: "agent" })).staffId);
    const kept = await makeAccount(ctx);
    const email = freshEmail("guest");
    expect(await bring(ctx, mailbox.id, await write(email, "As a guest"))).toBe("registered");
    const [guest] = await ctx.db.execute<{ id: string; number: string }>(
      sql`select id, number from customers where email_key = ${email}`,
    );
    const notice = await notify(guest?.id ?? "", email);
    const pair = { kept: kept.number, merged: guest?.number ?? "" };
    expect(await merge(ctx, by, pair)).toMatchObject({ ok: true });
    expect(await bring(ctx, mailbox.id, await write(email, "As one of two", notice))).toBe("threaded");
    expect(await said(kept.customerId)).toEqual(["As a guest", "As one of two"]);
    expect(await undo(ctx, by, pair)).toMatchObject({ ok: true });
    expect(await bring(ctx, mailbox.id, await write(email, "As a guest again", notice))).toBe("threaded");
    expect((await said(guest?.id ?? "")).at(-1)).toBe("As a guest again");
  });
});
