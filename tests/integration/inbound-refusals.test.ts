import { createHmac } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { receiveWebhook } from "@/core/inbound/receive-webhook";
import { queueMail } from "@/core/mail/queue";
import { recipientSubject, takeLimit } from "@/core/security/limits";
import { encrypt } from "@/core/security/secrets";
import { bring, compose, makeMailbox, makeSigningDomain, type SigningDomain } from "@/tests/support/inbound";
import { type InboundWorld, makeInboundWorld } from "@/tests/support/inbound-world";
import { freshEmail, makeAccount } from "@/tests/support/make";
import { queuedMails } from "@/tests/support/queued-mail";
import { count } from "@/tests/support/registration";

let inbound: InboundWorld;
let names: InboundWorld["names"];
let quince: InboundWorld["quince"];
let ctx: InboundWorld["ctx"];
let mailbox: InboundWorld["mailbox"];

beforeAll(async () => {
  inbound = await makeInboundWorld();
  ({ names, quince, ctx, mailbox } = inbound);
});
beforeEach(() => ctx.db.execute(sql`delete from limits`));
afterEach(() => {
  names.manner = "answers";
});
afterAll(() => inbound.end());

const write = (from: string, text = "I want to buy ten", signedBy: SigningDomain | null = quince) =>
  compose({ from, to: mailbox.address, text }, signedBy ?? undefined);

const said = async (email: string) => {
  const rows = await ctx.db.execute<{ text: string }>(sql`
    select m.text from conversation_messages m join conversations c on c.id = m.conversation_id
    join customers k on k.id = c.customer_id where k.email_key = ${email} order by m.id`);
  return rows.map(({ text }) => text);
};

const newest = async () => {
  const [found] = await ctx.db.execute<{ outcome: string; detail: string; text: string }>(
    sql`select outcome, detail, text from inbound_mails order by created_at desc limit 1`,
  );
  return found;
};

const take = async (times: number, ...[name, subject]: [Parameters<typeof takeLimit>[1], string]) => {
  for (let at = 0; at < times; at++) await takeLimit(ctx, name, subject);
};

describe("what was written to somebody else", () => {
  test("T-I1: a customer's signed mail to another address, sent on to the shop, is kept and said to nobody", async () => {
    const { email } = await makeAccount(ctx);
    const raw = await compose({ from: email, to: "friend@else.example", text: "Between us" }, quince);
    expect(await bring(ctx, mailbox.id, raw)).toBe("kept");
    expect(await newest()).toMatchObject({ detail: "not-addressed", text: "Between us" });
    expect(await said(email)).toEqual([]);
  });

  test("P-M3: an answer to a mail of ours belongs to its conversation, wherever it was addressed", async () => {
    const { email, customerId } = await makeAccount(ctx);
    await bring(ctx, mailbox.id, await write(email, "First"));
    const [{ id: conversationId = "" } = {}] = await ctx.db.execute<{ id: string }>(
      sql`select id from conversations where customer_id = ${customerId}`,
    );
    await queueMail(ctx, { message: "new-message", to: { email }, language: "en", conversationId });
    const [mail] = await ctx.db.execute<{ id: string }>(sql`select id from mails where conversation_id = ${conversationId}`);
    const inReplyTo = `<${mail?.id}@shop.example>`;
    const raw = await compose({ from: email, to: "other-alias@shop.example", text: "Second", inReplyTo }, quince);
    expect(await bring(ctx, mailbox.id, raw)).toBe("threaded");
    expect(await said(email)).toEqual(["First", "Second"]);
  });

  test("T-I7: one mail to two mailboxes of the shop stands in the conversation once", async () => {
    const { email } = await makeAccount(ctx);
    const other = await makeMailbox(ctx);
    const raw = await compose({ from: email, to: `${mailbox.address}, ${other.address}`, text: "Once" }, quince);
    expect(await Promise.all([bring(ctx, mailbox.id, raw), bring(ctx, other.id, raw)])).toEqual(["threaded", "threaded"]);
    expect(await said(email)).toEqual(["Once"]);
    expect(await count(ctx, "inbound_mails", `from_email = '${email}' and detail = 'twice'`)).toBe(1);
  });
});

describe("what is refused", () => {
  test("T-I3: a sender that is read in two ways makes nobody, and staff can read what was written", async () => {
    const raw = (await write("ann@example.com", "I want to buy ten", null)).toString();
    const odd = raw.replace(/^From: .*$/m, "From: a@example.com, b@example.com");
    expect(await bring(ctx, mailbox.id, Buffer.from(odd))).toBe("refused");
    expect(await newest()).toMatchObject({ detail: "author", text: "I want to buy ten" });
  });

  test("T-I6: of a sender who writes too much staff can read on, to an end", async () => {
    const { email } = await makeAccount(ctx);
    await take(30, "inbound:sender", recipientSubject(email));
    expect(await bring(ctx, mailbox.id, await write(email, "One more"))).toBe("refused");
    expect(await newest()).toMatchObject({ detail: "too-many", text: "One more" });
    await take(20, "inbound:text", recipientSubject(email));
    expect(await bring(ctx, mailbox.id, await write(email, "And another"))).toBe("refused");
    expect(await newest()).toMatchObject({ detail: "too-many", text: "" });
    expect(await said(email)).toEqual([]);
  });

  test("T-I6: of a flood of mail that nobody vouches for the texts of two hundred an hour are kept, and honest mail all the same", async () => {
    await take(199, "inbound:unproven-texts", "everybody");
    await bring(ctx, mailbox.id, await write(freshEmail("first"), "The last text", null));
    expect(await newest()).toMatchObject({ outcome: "unauthenticated", text: "The last text" });
    await bring(ctx, mailbox.id, await write(freshEmail("next"), "No text", null));
    expect(await newest()).toMatchObject({ outcome: "unauthenticated", text: "" });
    await take(300, "inbound:replies", "everybody");
    await bring(ctx, mailbox.id, await write(freshEmail("honest"), "Somebody's"));
    expect(await newest()).toMatchObject({ outcome: "kept", detail: "too-many", text: "Somebody's" });
  });

  test("T-I9: a mail whose author's name server never answers is kept in the end, however it came", async () => {
    const key = Buffer.from("the key of a test, 32 bytes long");
    const secret = encrypt(ctx.secrets, "mailboxes", `whsec_${key.toString("base64")}`);
    const hook = await makeMailbox(ctx, { secret });
    const email = freshEmail("silent");
    const body = await compose({ from: email, to: hook.address, text: "Is anybody there?" }, quince);
    const call = (id: string) => {
      const timestamp = String(Math.floor(Date.now() / 1000));
      const hmac = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64");
      return receiveWebhook(ctx, {
        mailboxId: hook.id,
        headers: { id, timestamp, signature: `v1,${hmac}` },
        read: async () => body,
      });
    };
    names.manner = "fails";
    for (const id of ["1", "2", "3", "4", "5"]) expect(await call(id)).toMatchObject({ ok: false, code: "webhook.unavailable" });
    expect(await call("6")).toMatchObject({ ok: true });
    expect(await newest()).toMatchObject({ outcome: "unauthenticated", text: "Is anybody there?" });
  });
});

describe("floods of strangers", () => {
  test("T-I6: one domain, with all that stand below it, gets twenty links an hour; the others' places stay free", async () => {
    const below = makeSigningDomain(names, "one.flood.example");
    const flood = makeSigningDomain(names, "flood.example");
    await take(19, "inbound:domain", "flood.example");
    const raw = (from: string, signedBy: SigningDomain) => write(from, "Hello", signedBy);
    expect(await bring(ctx, mailbox.id, await raw("a@one.flood.example", below))).toBe("registered");
    expect(await bring(ctx, mailbox.id, await raw("b@flood.example", flood))).toBe("kept");
    expect(await newest()).toMatchObject({ detail: "too-many", text: "Hello" });
    expect(await queuedMails(ctx, "b@flood.example")).toEqual([]);
    expect(await bring(ctx, mailbox.id, await write(freshEmail("else")))).toBe("registered");
  });

  test("T-I6: of a domain where everybody may have a mailbox more come in, and half of the places stay for the others", async () => {
    const shared = makeSigningDomain(names, "gmail.com");
    await take(149, "inbound:shared-domain", "gmail.com");
    expect(await bring(ctx, mailbox.id, await write("ann.one@gmail.com", "Hello", shared))).toBe("registered");
    expect(await bring(ctx, mailbox.id, await write("ben.two@gmail.com", "Hello", shared))).toBe("kept");
    expect(await bring(ctx, mailbox.id, await write(freshEmail("else")))).toBe("registered");
  });

  test("T-I6: nobody's one answer of the day is used up by an hour in which all strangers have had theirs", async () => {
    await take(300, "inbound:replies", "everybody");
    const email = freshEmail("waits");
    expect(await bring(ctx, mailbox.id, await write(email, "First"))).toBe("kept");
    await ctx.db.execute(sql`delete from limits where key like 'inbound:replies%'`);
    expect(await bring(ctx, mailbox.id, await write(email, "Second"))).toBe("registered");
  });
});

describe("delivery reports", () => {
  const report = (id: string, action: string, status: string) =>
    Buffer.from(
      [
        "Return-Path: <>",
        "From: Mail Delivery System <mailer-daemon@mx.else.example>",
        `Message-ID: <${action}.${id}@mx.else.example>`,
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "MIME-Version: 1.0",
        "",
        ...["--b", "Content-Type: text/plain", "", "About your mail"],
        ...["--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.else.example", ""],
        ...["Final-Recipient: rfc822; late@example.com", `Action: ${action}`, `Status: ${status}`, ""],
        ...["--b", "Content-Type: text/rfc822-headers", "", `Message-ID: <${id}@shop.example>`, "", "--b--", ""],
      ].join("\r\n"),
    );

  test("T-FX04: a warning that a mail is late is shown and is no return; how it ends counts", async () => {
    await queueMail(ctx, { message: "password-changed", to: { email: "late@example.com" }, language: "en" });
    const [mail] = await ctx.db.execute<{ id: string }>(
      sql`update mails set state = 'sent' where to_email = 'late@example.com' returning id`,
    );
    const id = mail?.id ?? "";
    expect(await bring(ctx, mailbox.id, report(id, "delayed", "4.4.1"))).toBe("bounce");
    expect(await count(ctx, "mails", `id = '${id}' and bounced_at is null and last_error = 'delayed: 4.4.1'`)).toBe(1);
    expect(await bring(ctx, mailbox.id, report(id, "failed", "5.1.1"))).toBe("bounce");
    expect(await count(ctx, "mails", `id = '${id}' and bounced_at is not null`)).toBe(1);
    expect(await count(ctx, "mail_suppressions", "email_key = 'late@example.com'")).toBe(1);
  });
});
