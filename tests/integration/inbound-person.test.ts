import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eraseCustomer } from "@/core/customers/erase-customer";
import { exportCustomer } from "@/core/customers/export-customer";
import { bring, compose, inboundCtx } from "@/tests/support/inbound";
import { type InboundWorld, makeInboundWorld } from "@/tests/support/inbound-world";
import { freshEmail, freshOperator, makeAccount, makeStaff } from "@/tests/support/make";
import { makeGuest, merge } from "@/tests/support/merge";
import { count } from "@/tests/support/registration";

let inbound: InboundWorld;
let names: InboundWorld["names"];
let quince: InboundWorld["quince"];
let shop: InboundWorld["shop"];
let ctx: InboundWorld["ctx"];
let mailbox: InboundWorld["mailbox"];
let by: Awaited<ReturnType<typeof freshOperator>>;

beforeAll(async () => {
  inbound = await makeInboundWorld();
  ({ names, quince, shop, ctx, mailbox } = inbound);
  by = await freshOperator(ctx, (await makeStaff(ctx, { role: "agent" })).staffId);
});
afterAll(() => inbound.end());

/** A mail comes in, signed by the author's domain unless told otherwise. */
const came = async (from: string, subject: string, { text = "Hello", isSigned = true, on = ctx } = {}) =>
  bring(on, mailbox.id, await compose({ from, to: mailbox.address, subject, text }, isSigned ? quince : undefined));

async function exported(number: string) {
  const made = await exportCustomer(ctx, { number, staffId: by.staffId });
  if (!made.ok) throw new Error(made.code);
  const pieces: string[] = [];
  for await (const piece of made.value.pieces) pieces.push(piece);
  const text = pieces.join("");
  return { text, mails: JSON.parse(text).incomingMails };
}

/** What came in and bears an address. */
const keptOf = (email: string) => count(ctx, "inbound_mails", `from_email = '${email}'`);

/** A shop that lets nobody in: what strangers write is kept with the mail. */
const closed = () => inboundCtx(shop({ settings: { "registration.open": "false" } }), names);

test("P-M5: the download of one's data has each mail that came in: when, its subject, and what became of it", async () => {
  const { email, number } = await makeAccount(ctx);
  expect(await came(email, "The lid is broken", { text: "Can you send one?" })).toBe("threaded");
  const { mails, text } = await exported(number);
  expect(mails).toEqual([
    {
      from: email,
      to: mailbox.address,
      cameIn: expect.stringMatching(/^\d{4}-/),
      subject: "The lid is broken",
      text: "",
      files: 0,
      outcome: "threaded",
      reason: "",
    },
  ]);
  // What it said stands in the conversation.
  expect(JSON.parse(text).messages).toMatchObject([{ cameBy: "mail", text: "Can you send one?" }]);
});

test("P-M5: with what was written before the customer was one; of a mail that nobody vouches for without its words", async () => {
  const email = freshEmail("early");
  expect(await came(email, "First", { text: "May I have an account?", on: closed() })).toBe("kept");
  expect(await came(email, "Forged", { text: "Somebody else's words", isSigned: false })).toBe("unauthenticated");
  const { number } = await makeAccount(ctx, { email });
  const { mails, text } = await exported(number);
  expect(mails).toMatchObject([
    { subject: "First", text: "May I have an account?", outcome: "kept", reason: "registration.closed" },
    { subject: "Forged", text: "", outcome: "unauthenticated" },
  ]);
  expect(text).not.toContain("Somebody else's words");
});

test("P-M5: with those of a merged record, each once, and nobody else's", async () => {
  const [kept, merged, other] = [await makeAccount(ctx), await makeAccount(ctx), await makeAccount(ctx)];
  for (const { email } of [kept, merged, other]) await came(email, `By ${email}`);
  await merge(ctx, by, { kept: kept.number, merged: merged.number });
  const { mails, text } = await exported(kept.number);
  expect(mails.map(({ subject }: { subject: string }) => subject)).toEqual([`By ${kept.email}`, `By ${merged.email}`]);
  expect(text).not.toContain(other.email);
});

test("P-M5, T-A3: of an address that two share nothing comes along that is not known to be one's own", async () => {
  const email = freshEmail("shared");
  expect(await came(email, "Whose?", { on: closed() })).toBe("kept");
  const [one] = [await makeGuest(ctx, { email }), await makeGuest(ctx, { email })];
  expect((await exported(one.number)).mails).toEqual([]);
});

test("P-M5, T-A3, P-V6: what came from an address while it was another customer's is neither in the download nor erased with who has it now", async () => {
  const before = await makeAccount(ctx);
  const address = before.email;
  expect(await came(address, "Of the one before")).toBe("threaded");
  const moved = freshEmail("moved");
  await ctx.db.execute(sql`update accounts set email = ${moved}, email_key = ${moved} where id = ${before.accountId}`);
  await ctx.db.execute(sql`update customers set email = ${moved}, email_key = ${moved} where id = ${before.customerId}`);
  const { number } = await makeAccount(ctx, { email: address });
  expect((await exported(number)).mails).toEqual([]);
  expect((await exported(before.number)).mails).toMatchObject([{ subject: "Of the one before" }]);
  expect(await eraseCustomer(ctx, { number, typedNumber: number, by })).toMatchObject({ ok: true });
  expect(await keptOf(address)).toBe(1);
});

test("P-V6: who is erased leaves none of the mails that came in from them, and those of others stay", async () => {
  const [person, merged, other] = [await makeAccount(ctx), await makeAccount(ctx), await makeAccount(ctx)];
  await came(person.email, "Forged", { isSigned: false });
  for (const { email } of [person, merged, other]) await came(email, "Hello");
  await merge(ctx, by, { kept: person.number, merged: merged.number });
  const { number } = person;
  expect(await eraseCustomer(ctx, { number, typedNumber: number, by })).toMatchObject({ ok: true });
  expect([await keptOf(person.email), await keptOf(merged.email), await keptOf(other.email)]).toEqual([0, 0, 1]);
});
