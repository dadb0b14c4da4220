import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listMessages } from "@/core/conversations/list-messages";
import { eraseCustomer } from "@/core/customers/erase-customer";
import { exportCustomer } from "@/core/customers/export-customer";
import { mergeCustomers } from "@/core/customers/merge-customers";
import { previewMerge } from "@/core/customers/preview-merge";
import { makeWorld, type World } from "@/tests/support/context";
import { aConnection, acceptAs, anArrival, arriveUnknown } from "@/tests/support/identities";
import { freshEmail, freshOperator, makeStaff } from "@/tests/support/make";
import { newestMail } from "@/tests/support/queued-mail";
import { confirmCode, count, freshRegistrant, openShop, start } from "@/tests/support/registration";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
let staffId: string;
const trusted = aConnection({ id: "oidc-trusted", texts: { trustEmail: "true" } });
const WELCOME = "Good day.\n<b>Ask me anything.</b>";
const greeting = (message = WELCOME) => shop({ settings: { "registration.welcomeMessage": message }, connections: [trusted] });
beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
  staffId = (await makeStaff(world.ctx())).staffId;
});
afterAll(() => world.end());

/** A customer who has just registered: by the form, or through a provider. */
async function newCustomer(ctx = greeting(), door: "form" | "provider" = "form") {
  const email = freshEmail("new");
  if (door === "form") {
    const registrant = freshRegistrant({ email });
    await start(ctx, registrant);
    await confirmCode(ctx, registrant.browser, (await newestMail(ctx, email)).code);
  } else await acceptAs(ctx, await arriveUnknown(ctx, anArrival(trusted, { email, isEmailVerified: true })));
  const [customer] = await ctx.db.execute<{ id: string; number: string }>(
    sql`select id, number from customers where email_key = ${email}`,
  );
  if (!customer) throw new Error("nobody registered");
  return customer;
}

test.each(["form", "provider"] as const)(
  "P-R15 [%s]: a new customer has the person in charge as contact and finds the welcome message as first",
  async (door) => {
    const { id } = await newCustomer(greeting(), door);
    expect(await listMessages(shop(), id)).toMatchObject({
      contact: "Sam Staff",
      messages: [{ author: "staff", name: "Sam Staff", text: WELCOME }],
    });
  },
);

test("P-R15: without a welcome message there is the contact only, and nobody is named who has left", async () => {
  const { id } = await newCustomer(greeting(""));
  expect(await listMessages(shop(), id)).toEqual({ contact: "Sam Staff", messages: [], earlier: null });
  await shop().db.execute(sql`update staff set deactivated_at = now() where id <> ${staffId}`);
  expect(await listMessages(shop(), id)).toMatchObject({ contact: null });
  await shop().db.execute(sql`update staff set deactivated_at = null`);
});

test("P-R15: who is merged into another brings what was said along, and an erased person leaves none of it", async () => {
  const ctx = greeting();
  const [kept, merged] = [await newCustomer(ctx), await newCustomer(greeting("To the other one"))];
  const by = await freshOperator(ctx, staffId);
  const both = { kept: kept.number, merged: merged.number };
  const preview = await previewMerge(ctx, both);
  expect(await mergeCustomers(ctx, { ...both, seen: preview?.seen ?? "", by })).toMatchObject({ ok: true });
  expect((await listMessages(ctx, kept.id)).messages.map(({ text }) => text).sort()).toEqual([WELCOME, "To the other one"]);
  const made = await exportCustomer(ctx, { number: kept.number, staffId });
  if (!made.ok) throw new Error(made.code);
  const pieces = [];
  for await (const piece of made.value.pieces) pieces.push(piece);
  expect(JSON.parse(pieces.join("")).messages).toMatchObject([
    { by: "staff", text: WELCOME },
    { by: "staff", text: "To the other one" },
  ]);
  expect(await eraseCustomer(ctx, { number: kept.number, typedNumber: kept.number, by })).toMatchObject({ ok: true });
  expect(await count(ctx, "conversations", `customer_id in ('${kept.id}', '${merged.id}')`)).toBe(0);
});
