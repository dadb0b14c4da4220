import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listConversations } from "@/core/conversations/list-conversations";
import type { Ctx } from "@/core/ctx";
import { insertConversation } from "@/db/queries/conversations";
import { conversations } from "@/db/schema/conversations";
import { makeWorld, type World } from "@/tests/support/context";
import { makeStaff } from "@/tests/support/make";
import { makeGuest } from "@/tests/support/merge";

type Filter = Parameters<typeof listConversations>[1]["filter"];

let world: World;
let ctx: Ctx;
let staffId: string;
beforeAll(async () => {
  world = await makeWorld();
  ctx = world.ctx();
  ({ staffId } = await makeStaff(ctx, { role: "agent" }));
});
afterAll(() => world.end());

/** A customer with whom something was said; the later made, the later said. */
async function talking(person: Parameters<typeof makeGuest>[1]) {
  const customer = await makeGuest(ctx, person);
  await insertConversation(ctx.db, { customerId: customer.id, staffId: null });
  await ctx.db.update(conversations).set({ lastMessageAt: sql`clock_timestamp()` }).where(sql`customer_id = ${customer.id}`);
  return customer;
}

async function search(typed: string, others: Partial<Filter> = {}): Promise<string[]> {
  const found: string[] = [];
  for (let filter: Filter | null = { show: "all", search: typed, ...others }; filter; ) {
    const page: Awaited<ReturnType<typeof listConversations>> = await listConversations(ctx, { staffId, filter, pageSize: 100 });
    found.push(...page.conversations.map(({ number }) => number));
    filter = page.next;
  }
  return found;
}

test("P-M3: a search finds the conversations of everybody it means, however many they are, the last one first", async () => {
  const made: string[] = [];
  for (let at = 0; at < 230; at += 1) made.unshift((await talking({ firstName: "Quill", lastName: "Overton" })).number);
  await talking({ firstName: "Quill", lastName: "Underwood" });
  expect(await search("overton qui")).toEqual(made);
  expect(await search("overton qui", { show: "nobody" })).toHaveLength(made.length);
  expect(await search("overton qui", { show: "mine" })).toEqual([]);
});

test("P-M3: a search means customers as their own list does: words, address, number, a dotted address", async () => {
  const jose = await talking({ firstName: "José", lastName: "Álvarez", email: "jose.alvarez.of.spain@example.com" });
  await talking({ firstName: "Josefa", lastName: "Other" });
  for (const typed of ["alvarez jose", "JOSE alv", "jose.alvarez.of", "jose.alvarez.of.spain@example.com", jose.number])
    expect([typed, await search(typed)]).toEqual([typed, [jose.number]]);
  for (const typed of ["nobody of this name", "jose overton", "quill overton nobody", "!", "%"])
    expect([typed, await search(typed)]).toEqual([typed, []]);
});
