import { simpleParser } from "mailparser";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliverMail } from "@/core/mail/deliver";
import { makeSmtpTransport } from "@/core/mail/transports/smtp";
import type { Letter } from "@/core/mail/transports/transport";
import { insertConversation } from "@/db/queries/conversations";
import { mailboxes } from "@/db/schema/mail";
import { type MailWorld, makeMailWorld } from "@/tests/support/mail-world";
import { freshEmail, makeAccount } from "@/tests/support/make";

let world: MailWorld;

beforeAll(async () => {
  world = await makeMailWorld();
});
afterAll(() => world.end());

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Sends a letter and answers how it arrived. */
async function send(more: Partial<Letter>) {
  const email = freshEmail();
  const transport = makeSmtpTransport();
  const letter: Letter = {
    messageId: "<one@shop.example>",
    from: { name: "Shop", address: "no-reply@shop.example" },
    to: { name: "", address: email },
    subject: "Hello",
    html: '<p>Hello</p><img src="cid:logo" alt="Shop">',
    text: "Hello",
    ...more,
  };
  expect(await transport.send(world.sink.url, letter)).toEqual({ kind: "sent" });
  transport.close();
  return world.sink.newestTo(email);
}

test("P-M1: a picture travels inside the mail, under the name that its HTML calls it by", async () => {
  const { raw } = await send({ inline: [{ cid: "logo", contentType: "image/png", content: PIXEL }] });
  const { attachments, text } = await simpleParser(raw);
  expect(raw).toMatch(/^Content-Type: multipart\/related/m);
  expect(text).toContain("Hello");
  expect(attachments.map(({ cid, contentType, related, filename }) => ({ cid, contentType, related, filename }))).toEqual([
    { cid: "logo", contentType: "image/png", related: true, filename: undefined },
  ]);
  expect(attachments[0]?.content.equals(PIXEL)).toBe(true);
});

test("P-M1: an answer goes where the letter says, and belongs to the mails before it", async () => {
  const { raw } = await send({
    replyTo: { name: 'Shop", <x@evil.example>', address: "help@shop.example" },
    references: ["<root@shop.example>", "<zero@shop.example>"],
  });
  const { replyTo, references } = await simpleParser(raw);
  expect(replyTo?.value).toHaveLength(1);
  expect(replyTo?.value[0]?.address).toBe("help@shop.example");
  expect(references).toEqual(["<root@shop.example>", "<zero@shop.example>"]);
});

test("P-M1: a mail about a conversation asks for answers at a mailbox that is read, and at none if none is", async () => {
  const ctx = world.ctx();
  const { customerId } = await makeAccount(ctx);
  const conversationId = (await insertConversation(ctx.db, { customerId, staffId: null })) ?? "";
  const arrived = async (of: { conversationId?: string }) => {
    const email = freshEmail();
    await deliverMail(world.deliverCtx(), await world.queue({ to: { email }, ...of }));
    return simpleParser((await world.sink.newestTo(email)).raw);
  };
  const mailbox = (address: string, isEnabled: boolean) =>
    ctx.db.insert(mailboxes).values({ name: address, address, kind: "webhook", isEnabled });
  await mailbox("old@shop.example", false);
  expect((await arrived({ conversationId })).replyTo).toBeUndefined();
  await mailbox("help@shop.example", true);
  const about = await arrived({ conversationId });
  expect(about.replyTo?.value[0]?.address).toBe("help@shop.example");
  expect(about.references).toBe(`<conversation-${conversationId}@shop.example>`);
  expect((await arrived({})).replyTo).toBeUndefined();
});
