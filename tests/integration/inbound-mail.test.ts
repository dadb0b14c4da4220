import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openActivation } from "@/core/activation/open-activation";
import type { Ctx } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import type { InboundCtx } from "@/core/inbound/take-mail";
import { queueMail } from "@/core/mail/queue";
import { recipientSubject, takeLimit } from "@/core/security/limits";
import { activate, makeInvited } from "@/tests/support/activation";
import {
  bring,
  compose,
  inboundCtx,
  makeMailbox,
  makeSigningDomain,
  type SigningDomain,
  type Written,
} from "@/tests/support/inbound";
import { type InboundWorld, makeInboundWorld } from "@/tests/support/inbound-world";
import { freshEmail, makeAccount, makeStaff } from "@/tests/support/make";
import { queuedMails } from "@/tests/support/queued-mail";
import { count } from "@/tests/support/registration";

let inbound: InboundWorld;
let names: InboundWorld["names"];
let quince: InboundWorld["quince"];
let shop: InboundWorld["shop"];
let ctx: InboundWorld["ctx"];
let mailbox: InboundWorld["mailbox"];

beforeAll(async () => {
  inbound = await makeInboundWorld();
  ({ names, quince, shop, ctx, mailbox } = inbound);
});
afterEach(() => {
  names.manner = "answers";
});
afterAll(() => inbound.end());

const write = async (from: string, more: Partial<Written> = {}, signedBy: SigningDomain | undefined = quince) =>
  compose({ from, to: mailbox.address, ...more }, signedBy);

const brought = async (
  from: string,
  more: Partial<Written> = {},
  signedBy: SigningDomain | null = quince,
  by: InboundCtx = ctx,
) => bring(by, mailbox.id, await compose({ from, to: mailbox.address, ...more }, signedBy ?? undefined));

const said = async (of: Pick<Ctx, "db">, email: string) =>
  of.db.execute<{ text: string; author: string; origin: string }>(sql`
    select m.text, m.author, m.origin from conversation_messages m join conversations c on c.id = m.conversation_id
    join customers k on k.id = c.customer_id where k.email_key = ${email} order by m.id`);

const row = async (email: string | null) => {
  const [found] = await ctx.db.execute<{ outcome: string; detail: string; text: string; attachments: number }>(
    sql`select outcome, detail, text, attachments from inbound_mails where from_email is not distinct from ${email} order by created_at desc limit 1`,
  );
  return found;
};

describe("the first mail of a stranger", () => {
  test("T-I4, P-R16: makes a pending record, keeps what was said, and sends a link to that very address; the account is there after the form behind it", async () => {
    const email = freshEmail("nora");
    expect(await brought(`Nora Vidal <${email}>`, { text: "Do you have the teapot in blue?" })).toBe("registered");
    expect(await said(ctx, email)).toEqual([{ text: "Do you have the teapot in blue?", author: "customer", origin: "mail" }]);
    expect(await count(ctx, "accounts", `email_key = '${email}'`)).toBe(0);
    expect(await count(ctx, "customers", `email_key = '${email}' and origin = 'mail' and last_name = 'Vidal'`)).toBe(1);
    const mails = await queuedMails(ctx, email);
    expect(mails.map(({ message }) => message)).toEqual(["message-received"]);
    const token = mails[0]?.token ?? "";
    expect(await openActivation(ctx, { token, browser: undefined })).toMatchObject({ value: { cameByMail: true } });
    const done = await activate(ctx, token, { email });
    expect(done).toMatchObject({ ok: true, value: { kind: "active" } });
    expect(await count(ctx, "accounts", `email_key = '${email}' and came_by = 'registration'`)).toBe(1);
  });

  test("T-I1: without a signature of the author's domain nobody is made or answered, and staff see the mail", async () => {
    const email = freshEmail("victor");
    const evil = makeSigningDomain(names, "evil.example");
    expect(await brought(email, { text: "Give me the link" }, null)).toBe("unauthenticated");
    expect(await brought(email, { text: "Once more" }, evil)).toBe("unauthenticated");
    expect(await row(email)).toMatchObject({ outcome: "unauthenticated", text: "Once more" });
    expect(await queuedMails(ctx, email)).toEqual([]);
    expect(await count(ctx, "customers", `email_key = '${email}'`)).toBe(0);
  });

  test("T-I1: a signature over less than the whole mail, or by a key that the domain does not name, is none", async () => {
    const email = freshEmail("vera");
    const raw = (await write(email)).toString("latin1");
    expect(await bring(ctx, mailbox.id, Buffer.from(`${raw}\r\nand a line of mine\r\n`, "latin1"))).toBe("unauthenticated");
    const stranger = { ...makeSigningDomain(names, "other.example"), domain: "example.com" };
    expect(await brought(email, { text: "By another key" }, stranger)).toBe("unauthenticated");
  });

  test("T-I1: where the admin asks for no authentication a stranger's mail counts as it is", async () => {
    const email = freshEmail("open");
    const open = await makeMailbox(ctx, { requiresAuthentication: false });
    expect(await bring(ctx, open.id, await compose({ from: email, to: open.address }))).toBe("registered");
  });

  test("T-I1: while the name server is silent nothing is decided, and in the end it counts as a no", async () => {
    const email = freshEmail("later");
    const raw = await write(email);
    names.manner = "fails";
    expect(await bring(ctx, mailbox.id, raw)).toBe("postponed");
    expect(await count(ctx, "inbound_mails", `from_email = '${email}'`)).toBe(0);
    names.manner = "answers";
    expect(await bring(ctx, mailbox.id, raw)).toBe("registered");
    const other = freshEmail("never");
    const lost = await write(other);
    names.manner = "fails";
    expect(await bring(ctx, mailbox.id, lost, true)).toBe("unauthenticated");
    names.manner = "answers";
  });

  test("T-I2: what a mail says of its own authentication is not believed", async () => {
    const email = freshEmail("vic");
    const headers = { "Authentication-Results": `shop.example; dkim=pass header.d=example.com; dmarc=pass header.from=${email}` };
    expect(await brought(email, { headers }, null)).toBe("unauthenticated");
  });

  test("T-I2: by SPF a mail counts only where staff said which line our own border wrote, and only by that line", async () => {
    names.texts.set("post.example", "v=spf1 ip4:192.0.2.10 -all");
    names.texts.set("_dmarc.post.example", "v=DMARC1; p=reject");
    const hopped = await makeMailbox(ctx, { ownHops: 1 });
    const line = (ip: string) =>
      `Received: from mail.post.example (mail.post.example [${ip}])\r\n\tby mx.shop.example with ESMTPS;\r\n\tFri, 20 Nov 2026 10:02:11 +0000\r\n`;
    const came = async (email: string, ...ips: string[]) => {
      const raw = await compose({ from: email, to: hopped.address });
      return Buffer.concat([Buffer.from(`Return-Path: <${email}>\r\n${ips.map(line).join("")}`), raw]);
    };
    expect(await bring(ctx, hopped.id, await came("ann@post.example", "192.0.2.10"))).toBe("registered");
    // Below the line of our border stands what the sender wrote.
    expect(await bring(ctx, hopped.id, await came("bea@post.example", "198.51.100.7", "192.0.2.10"))).toBe("unauthenticated");
    expect(await bring(ctx, mailbox.id, await came("cleo@post.example", "192.0.2.10"))).toBe("unauthenticated");
  });

  test("T-I1: a domain that wants its own signature to the letter is not spoken for by one below it", async () => {
    const below = makeSigningDomain(names, "news.strict.example");
    names.texts.set("_dmarc.strict.example", "v=DMARC1; p=reject; adkim=s");
    expect(await brought("ann@strict.example", {}, below)).toBe("unauthenticated");
    expect(
      await brought(
        "ann@strict.example",
        {},
        makeSigningDomain(names, "strict.example", { policy: "v=DMARC1; p=reject; adkim=s" }),
      ),
    ).toBe("registered");
  });

  test("T-I5: the answer goes to the author and to nobody else that the mail names", async () => {
    const [email, other] = [freshEmail("ann"), freshEmail("victim")];
    expect(await brought(email, { replyTo: other, headers: { Sender: other, "Return-Path": `<${other}>` } })).toBe("registered");
    expect((await queuedMails(ctx, email)).length).toBe(1);
    expect(await queuedMails(ctx, other)).toEqual([]);
  });

  test("T-I7: the same mail brought five times, also at once, makes one record, one message and one mail", async () => {
    const email = freshEmail("twice");
    const raw = await write(email);
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => bring(ctx, mailbox.id, raw)));
    expect(outcomes.sort()).toEqual(["registered", "repeated", "repeated", "repeated", "repeated"]);
    expect(await bring(ctx, mailbox.id, raw)).toBe("repeated");
    expect(await count(ctx, "customers", `email_key = '${email}'`)).toBe(1);
    expect((await said(ctx, email)).length).toBe(1);
    expect((await queuedMails(ctx, email)).length).toBe(1);
  });

  test("T-FX33: two mails that come in the wrong order are both there, and a foreign mail under the Message-ID of another takes nothing from it", async () => {
    const email = freshEmail("order");
    const messageId = `<${freshEmail("id")}>`;
    const [first, second] = [await write(email, { text: "First", messageId }), await write(email, { text: "Second" })];
    expect(await brought(freshEmail("thief"), { text: "Mine", messageId })).toBe("registered");
    expect(await bring(ctx, mailbox.id, second)).toBe("registered");
    expect(await bring(ctx, mailbox.id, first)).toBe("threaded");
    expect((await said(ctx, email)).map(({ text }) => text)).toEqual(["Second", "First"]);
  });

  test("T-I6: one answer to a mailbox a day, whatever the plus-address and the case", async () => {
    const email = freshEmail("often");
    const plus = email.replace("@", "+news@");
    expect(await brought(email)).toBe("registered");
    // The limits of all mails to a mailbox, which are shorter, are over by now.
    await ctx.db.execute(sql`delete from limits where key not like 'inbound:%'`);
    expect(await brought(plus, { text: "From the other one" })).toBe("kept");
    expect(await row(plus)).toMatchObject({ detail: "too-many", text: "From the other one" });
    expect(await brought(email.toUpperCase().replace("@EXAMPLE.COM", "@example.com"), { text: "Again" })).toBe("threaded");
    expect((await queuedMails(ctx)).filter(({ to }) => to === email || to === plus).length).toBe(1);
  });

  test("T-I6: of a thousand mails of one sender only a bounded number is taken in", async () => {
    const email = freshEmail("flood");
    const outcomes: string[] = [];
    for (let at = 0; at < 27; at++) await takeLimit(ctx, "inbound:sender", recipientSubject(email));
    for (let at = 0; at < 6; at++) outcomes.push(await brought(email, { text: `Mail ${at}` }));
    expect(outcomes).toEqual(["registered", "threaded", "threaded", "refused", "refused", "refused"]);
    expect((await said(ctx, email)).length).toBe(3);
  });

  test("T-I6: all strangers together are sent three hundred links an hour; what the next one wrote is kept for staff", async () => {
    await ctx.db.execute(sql`delete from limits`);
    for (let at = 0; at < 299; at++) await takeLimit(ctx, "inbound:replies", "everybody");
    const [last, next] = [freshEmail("last"), freshEmail("next")];
    expect(await brought(last)).toBe("registered");
    expect(await brought(next, { text: "Me, too" })).toBe("kept");
    expect(await row(next)).toMatchObject({ detail: "too-many", text: "Me, too" });
    expect(await queuedMails(ctx, next)).toEqual([]);
    await ctx.db.execute(sql`delete from limits`);
  });

  test("P-R16: whose link ended unused may have another one the next day", async () => {
    const email = freshEmail("slow");
    await brought(email);
    await ctx.db.execute(sql`delete from limits`);
    await brought(email, { text: "Still open" });
    expect((await queuedMails(ctx, email)).length).toBe(1);
    await ctx.db.execute(sql`update activations set expires_at = now() - interval '1 hour' where email = ${email}`);
    await ctx.db.execute(sql`delete from limits`);
    expect(await brought(email, { text: "And now" })).toBe("threaded");
    expect((await queuedMails(ctx, email)).length).toBe(2);
  });
});

describe("who is known", () => {
  test("T-I11: a customer's mail joins the conversation; no link, no answer of any kind", async () => {
    const { email } = await makeAccount(ctx);
    expect(await brought(email, { text: "Where is my order?" })).toBe("threaded");
    const { email: prepared } = await makeInvited(ctx);
    expect(await brought(prepared, { text: "Hello" })).toBe("threaded");
    for (const one of [email, prepared]) expect(await queuedMails(ctx, one)).toEqual([]);
    expect((await said(ctx, email)).map(({ text }) => text)).toEqual(["Where is my order?"]);
  });

  test("T-I12: with one account for a mailbox its other spellings are the same customer, and blocked domains get no link", async () => {
    const { email } = await makeAccount(ctx);
    const one = inboundCtx(shop({ settings: { "registration.addressVariants": "one-account" } }), names);
    expect(await brought(email.replace("@", "+list@"), { text: "Plus" }, quince, one)).toBe("threaded");
    expect((await said(ctx, email)).map(({ text }) => text)).toEqual(["Plus"]);
    const blocked = inboundCtx(shop({ settings: { "registration.blockedDomains": "example.com" } }), names);
    const stranger = freshEmail("blocked");
    expect(await brought(stranger, { text: "Me too" }, quince, blocked)).toBe("kept");
    expect(await row(stranger)).toMatchObject({ detail: "registration.domain", text: "Me too" });
    expect(await queuedMails(ctx, stranger)).toEqual([]);
  });

  test.each([
    ["registration.open", "false", "registration.closed"],
    ["registration.linkOnly", "true", "registration.link-only"],
    ["registration.approval", "true", "approval"],
    ["registration.companies", "required", "company"],
    ["registration.addressVariants", "refuse", "registration.sub-address"],
  ])("P-R16: with %s %s nobody is let in by mail, and the mail is kept for staff", async (key, value, detail) => {
    const closed = inboundCtx(shop({ settings: { [key]: value } }), names);
    const email = freshEmail("a+b").replace(".", "");
    expect(await brought(email, { text: "Hello?" }, quince, closed)).toBe("kept");
    expect(await row(canonicalEmail(email))).toMatchObject({ outcome: "kept", detail, text: "Hello?" });
  });

  test("P-R16, T-Z1: a link in a mail opens nothing once registration has closed or is full", async () => {
    const email = freshEmail("late");
    await brought(email);
    const token = (await queuedMails(ctx, email))[0]?.token ?? "";
    const taken = await count(ctx, "accounts", "came_by = 'registration'");
    for (const settings of [{ "registration.open": "false" }, { "registration.capacity": String(Math.max(1, taken)) }])
      expect(await activate(shop({ settings }), token, { email })).toMatchObject({ ok: false, code: "proof.invalid" });
    expect(await activate(ctx, token, { email })).toMatchObject({ ok: true });
  });

  test("P-R16: a mail that was not written to this mailbox makes nobody", async () => {
    const email = freshEmail("passed");
    expect(await brought(email, { to: "somebody@else.example", text: "A secret" })).toBe("kept");
    expect(await row(email)).toMatchObject({ detail: "not-addressed" });
  });
});

describe("what machines write", () => {
  const corpus = (name: string) => readFileSync(`tests/corpus/mail/${name}.eml`);

  test.each(["out-of-office", "vacation", "read-receipt", "noreply", "newsletter", "list"])(
    "T-I6, T-M11: %s makes nobody, is answered by nothing and stands in no conversation",
    async (name) => {
      const [mails, customers] = [await count(ctx, "mails", "true"), await count(ctx, "customers", "true")];
      const open = await makeMailbox(ctx, { requiresAuthentication: false });
      expect(await bring(ctx, open.id, corpus(name))).toBe("automatic");
      expect(await count(ctx, "mails", "true")).toBe(mails);
      expect(await count(ctx, "customers", "true")).toBe(customers);
    },
  );

  test("T-I6: mail from our own addresses is an echo", async () => {
    const other = await makeMailbox(ctx);
    const open = await makeMailbox(ctx, { requiresAuthentication: false });
    const own = inboundCtx(shop({ settings: { "mail.sender": "shop@own.example" } }), names);
    for (const from of [open.address, other.address, "Shop@own.example"])
      expect(await bring(own, open.id, await compose({ from, to: open.address })), from).toBe("automatic");
  });

  test("T-I6: a delivery report about a mail of ours marks it, and nothing more is sent there; a report about anything else does nothing", async () => {
    await queueMail(ctx, { message: "password-changed", to: { email: "gone@example.com" }, language: "en" });
    const [mail] = await ctx.db.execute<{ id: string }>(
      sql`update mails set state = 'sent' where to_email = 'gone@example.com' returning id`,
    );
    const report = corpus("bounce").toString("latin1");
    expect(await bring(ctx, mailbox.id, Buffer.from(report, "latin1"))).toBe("bounce");
    expect(await count(ctx, "mail_suppressions", "email_key = 'gone@example.com'")).toBe(0);
    const real = report
      .replace("0c1d2e3f-0000-4000-8000-000000000004", mail?.id ?? "")
      .replace("20261120101500", "20261120101501");
    expect(await bring(ctx, mailbox.id, Buffer.from(real, "latin1"))).toBe("bounce");
    expect(await count(ctx, "mail_suppressions", "email_key = 'gone@example.com'")).toBe(1);
    expect(await count(ctx, "mails", `id = '${mail?.id}' and bounced_at is not null`)).toBe(1);
  });

  test("T-I3, T-I8: what cannot be read in one way, or is too much, is noted and nothing else", async () => {
    const two = Buffer.from("From: ann@example.com\r\nFrom: bea@example.com\r\nMessage-ID: <two@from>\r\n\r\nHello\r\n");
    expect(await bring(ctx, mailbox.id, two)).toBe("refused");
    expect(await row(null)).toMatchObject({ outcome: "refused", detail: "author" });
    const bomb = Buffer.from(`From: ann@example.com\r\n${"X: y\r\n".repeat(10_000)}\r\nHello`);
    expect(await bring(ctx, mailbox.id, bomb)).toBe("broken");
    expect(await bring(ctx, mailbox.id, bomb)).toBe("repeated");
  });
});

describe("answers", () => {
  /** A notice about a conversation, as it left. */
  async function notify(conversationId: string, email: string): Promise<string> {
    await queueMail(ctx, { message: "password-changed", to: { email }, language: "en", conversationId });
    const [mail] = await ctx.db.execute<{ id: string }>(
      sql`select id from mails where to_email = ${email} order by created_at desc limit 1`,
    );
    return `<${mail?.id}@shop.example>`;
  }

  const conversationOf = async (email: string) => {
    const [found] = await ctx.db.execute<{ id: string }>(
      sql`select c.id from conversations c join customers k on k.id = c.customer_id where k.email_key = ${email}`,
    );
    return found?.id ?? "";
  };

  test("P-M3: a customer's answer to a mail stands in the conversation that the mail was about", async () => {
    const { email } = await makeAccount(ctx);
    await brought(email, { text: "First" });
    const inReplyTo = await notify(await conversationOf(email), email);
    expect(await brought(email, { text: "Second\n\nOn Fri Shop wrote:\n> Hello", inReplyTo })).toBe("threaded");
    expect((await said(ctx, email)).map(({ text }) => text)).toEqual(["First", "Second"]);
  });

  test("T-I1: somebody else who knows a Message-ID of ours does not get into that conversation", async () => {
    const { email } = await makeAccount(ctx);
    await brought(email, { text: "Mine" });
    const inReplyTo = await notify(await conversationOf(email), email);
    const other = freshEmail("other");
    expect(await brought(other, { text: "Not mine", inReplyTo })).toBe("registered");
    expect((await said(ctx, email)).map(({ text }) => text)).toEqual(["Mine"]);
  });

  test("P-M3, T-I1: staff answer a notice from their own authenticated mailbox, and only so, whatever the mailbox asks", async () => {
    const { email } = await makeAccount(ctx);
    await brought(email, { text: "Question" });
    const agent = await makeStaff(ctx, { role: "agent" });
    const inReplyTo = await notify(await conversationOf(email), agent.email);
    const open = await makeMailbox(ctx, { requiresAuthentication: false });
    const forged = await compose({ from: agent.email, to: open.address, text: "Forged", inReplyTo });
    expect(await bring(ctx, open.id, forged)).toBe("unauthenticated");
    const signed = await compose({ from: agent.email, to: open.address, text: "Answer", inReplyTo }, quince);
    expect(await bring(ctx, open.id, signed)).toBe("threaded");
    expect(await said(ctx, email)).toMatchObject([
      { text: "Question", author: "customer" },
      { text: "Answer", author: "staff", origin: "mail" },
    ]);
    await ctx.db.execute(sql`update staff set withheld = '{messages.answer}' where id = ${agent.staffId}`);
    const barred = await compose({ from: agent.email, to: open.address, text: "Barred", inReplyTo }, quince);
    expect(await bring(ctx, open.id, barred)).toBe("refused");
  });
});
