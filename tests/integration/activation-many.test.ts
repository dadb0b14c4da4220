import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listBatches } from "@/core/activation/list-batches";
import { runBatch, sweepBatches } from "@/core/activation/run-batch";
import { sendMany, sendManyInput } from "@/core/activation/send-many";
import { stopMany } from "@/core/activation/stop-many";
import type { Ctx } from "@/core/ctx";
import { makeInvited } from "@/tests/support/activation";
import { makeWorld, type World } from "@/tests/support/context";
import { freshEmail, makeAccount, makeStaff } from "@/tests/support/make";
import { count } from "@/tests/support/registration";

let world: World;
let agent: string;
beforeAll(async () => {
  world = await makeWorld();
  agent = (await makeStaff(world.ctx(), { role: "agent" })).staffId;
});
afterAll(() => world.end());
beforeEach(async () => {
  await world.database.sql`delete from activation_batches`;
  await world.database.sql`delete from activations`;
  await world.database.sql`delete from mails`;
});

const ticked = (...ids: string[]) => sendManyInput.parse(Object.fromEntries(ids.map((id) => [`customer.${id}`, "on"])));
const make = (ctx: Ctx, many: number) => Promise.all(Array.from({ length: many }, () => makeInvited(ctx)));
const mailed = (ctx: Ctx) => count(ctx, "mails", "message = 'activate-account'");
const dueNow = (ctx: Ctx) => ctx.db.execute(sql`update activation_batches set next_at = now()`);
const jobs = (ctx: Ctx) => count(ctx, "pgboss.job", "name = 'send-activations'");

/** Begins a sending and answers its id. */
async function begin(ctx: Ctx, input: ReturnType<typeof ticked>): Promise<string> {
  const begun = await sendMany(ctx, { ...input, staffId: agent });
  if (!begun.ok) throw new Error(`nothing began: ${begun.code}`);
  return (await listBatches(ctx))[0]?.id ?? "";
}

/** Lets the turns of a sending follow each other until it is over. */
async function runAll(ctx: Ctx, id: string): Promise<void> {
  for (let turns = 0; turns < 30; turns++) {
    await dueNow(ctx);
    await runBatch(ctx, id);
    if ((await listBatches(ctx))[0]?.finishedAt) return;
  }
}

describe("whom it goes to", () => {
  test("T-D6: to those ticked, each once, and to nobody who has an account, was merged or erased, or is no customer", async () => {
    const ctx = world.ctx();
    const [one, two, merged, erased] = await make(ctx, 4);
    const account = await makeAccount(ctx);
    await ctx.db.execute(sql`update customers set merged_into = ${one?.id} where id = ${merged?.id}`);
    await ctx.db.execute(sql`update customers set erased_at = now() where id = ${erased?.id}`);
    const all = [one, two, merged, erased].map((each) => each?.id ?? "");
    const id = await begin(ctx, ticked(...all, account.customerId, "00000000-0000-4000-8000-000000000000"));
    await runAll(ctx, id);
    expect(await listBatches(ctx)).toMatchObject([{ total: 2, sent: 2, waiting: 0 }]);
    const rows = await ctx.db.execute(sql`select to_email from mails where message = 'activate-account' order by to_email`);
    expect(rows.map(({ to_email: to }) => to)).toEqual([one?.email, two?.email].sort());
  });

  test("T-D6: everybody of a search, or of a whole list, on every page of it", async () => {
    const ctx = world.ctx();
    await ctx.db.execute(sql`update customers set merged_into = id`);
    const found = await make(ctx, 30);
    await ctx.db.execute(sql`update customers set last_name = 'Quillfeather' where id = ${found[0]?.id}`);
    const everybody = (fields: Record<string, string>) => begin(ctx, sendManyInput.parse({ everybody: "yes", ...fields }));
    await everybody({ q: "quillfea", state: "" });
    expect(await listBatches(ctx)).toMatchObject([{ total: 1 }]);
    await everybody({ q: "", state: "guest" });
    expect((await listBatches(ctx))[0]).toMatchObject({ total: 30 });
  });

  test("T-D6: a sending to nobody is refused and leaves nothing that seems under way", async () => {
    const ctx = world.ctx();
    const before = await listBatches(ctx);
    for (const fields of [{ everybody: "yes", state: "active" }, {}]) {
      const nobody = sendManyInput.parse(fields);
      expect(await sendMany(ctx, { ...nobody, staffId: agent })).toMatchObject({ code: "activation.nobody" });
    }
    expect(await listBatches(ctx)).toEqual(before);
  });

  test("P-V5, T-N6: who cannot be sent one is passed over with the reason, and the others are not kept waiting", async () => {
    const ctx = world.ctx();
    const other = await makeAccount(ctx);
    const people = [
      await makeInvited(ctx, { email: other.email }),
      await makeInvited(ctx, { email: null }),
      await makeInvited(ctx, { email: freshEmail() }),
    ];
    const id = await begin(ctx, ticked(...people.map((each) => each.id)));
    await runAll(ctx, id);
    expect(await listBatches(ctx)).toMatchObject([{ total: 3, sent: 1, waiting: 0 }]);
    const rows = await ctx.db.execute(
      sql`select outcome from activation_batch_customers where batch_id = ${id} order by outcome`,
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(["activation.address-taken", "activation.no-email", "ok"]);
  });

  test("T-A1, T-X2: nothing begins without the permission, nor while links would open nothing", async () => {
    const ctx = world.ctx();
    const [one] = await make(ctx, 1);
    const bare = (await makeStaff(ctx, { role: "agent" })).staffId;
    await ctx.db.execute(sql`update staff set withheld = '{activation.send}' where id = ${bare}`);
    const input = ticked(one?.id ?? "");
    expect(await sendMany(ctx, { ...input, staffId: bare })).toMatchObject({ code: "staff.not-permitted" });
    const closed = world.ctx({ settings: { "access.ssoOnly": "true" } });
    expect(await sendMany(closed, { ...input, staffId: agent })).toMatchObject({ code: "activation.closed" });
    const id = await begin(ctx, input);
    expect(await stopMany(ctx, { batch: id, staffId: bare })).toMatchObject({ code: "staff.not-permitted" });
    expect(await listBatches(ctx)).toMatchObject([{ stoppedAt: null }]);
  });
});

describe("how it goes", () => {
  test("T-D6: a turn sends its share of the minute's mails and no more; the next turn goes on", async () => {
    const ctx = world.ctx({ settings: { "activation.mailsPerMinute": "30" } });
    const id = await begin(ctx, ticked(...(await make(ctx, 7)).map((each) => each.id)));
    await runBatch(ctx, id);
    expect(await mailed(ctx)).toBe(3);
    // Not due yet: whoever asks again, in whichever process, sends nothing.
    await Promise.all([runBatch(ctx, id), runBatch(world.ctx(), id), runBatch(world.ctx(), id)]);
    expect(await mailed(ctx)).toBe(3);
    await dueNow(ctx);
    await runBatch(ctx, id);
    expect([await mailed(ctx), (await listBatches(ctx))[0]]).toMatchObject([6, { sent: 6, waiting: 1, finishedAt: null }]);
    await runAll(ctx, id);
    expect((await listBatches(ctx))[0]?.finishedAt).toBeInstanceOf(Date);
  });

  test("T-D6: stopped, nothing more leaves, and what has left stays noted", async () => {
    const ctx = world.ctx({ settings: { "activation.mailsPerMinute": "10" } });
    const id = await begin(ctx, ticked(...(await make(ctx, 4)).map((each) => each.id)));
    await runBatch(ctx, id);
    expect((await stopMany(ctx, { batch: id, staffId: agent })).ok).toBe(true);
    await dueNow(ctx);
    await runBatch(ctx, id);
    expect([await mailed(ctx), (await listBatches(ctx))[0]]).toMatchObject([1, { sent: 1, waiting: 3 }]);
    expect(await count(ctx, "audit_log", "action in ('activation.many-started', 'activation.many-stopped')")).toBeGreaterThan(1);
  });

  test("T-D5, T-D6: turns at the same moment on several processes mail nobody twice", async () => {
    const ctx = world.ctx({ settings: { "activation.mailsPerMinute": "600" } });
    const people = await make(ctx, 20);
    const id = await begin(ctx, ticked(...people.map((each) => each.id)));
    for (let round = 0; round < 3; round++) {
      await dueNow(ctx);
      await Promise.all([runBatch(ctx, id), dueNow(ctx).then(() => runBatch(ctx, id)), runBatch(ctx, id)]);
    }
    await runAll(ctx, id);
    const rows = await ctx.db.execute(
      sql`select to_email, count(*)::int as n from mails where message = 'activate-account' group by 1`,
    );
    expect([rows.length, rows.every(({ n }) => n === 1)]).toEqual([20, true]);
  });

  test("T-D5: a turn that broke off has left the next one behind; where even that is lost the sweep finds it, and it goes on", async () => {
    const ctx = world.ctx({ settings: { "activation.mailsPerMinute": "10" } });
    const id = await begin(ctx, ticked(...(await make(ctx, 2)).map((each) => each.id)));
    const before = await jobs(ctx);
    await runBatch(ctx, id);
    expect(await jobs(ctx)).toBe(before + 1);
    await sweepBatches(ctx);
    expect(await jobs(ctx), "a turn that is not late is nobody's to find").toBe(before + 1);
    await ctx.db.execute(sql`update activation_batches set next_at = now() - interval '2 minutes'`);
    await sweepBatches(ctx);
    expect(await jobs(ctx)).toBe(before + 2);
    await runBatch(ctx, id);
    expect(await mailed(ctx)).toBe(2);
  });

  test("T-V9: once the sender is no longer active the rest is not sent", async () => {
    const ctx = world.ctx({ settings: { "activation.mailsPerMinute": "10" } });
    const leaver = (await makeStaff(ctx, { role: "agent" })).staffId;
    const people = await make(ctx, 3);
    await sendMany(ctx, { ...ticked(...people.map((each) => each.id)), staffId: leaver });
    const id = (await listBatches(ctx))[0]?.id ?? "";
    await runBatch(ctx, id);
    await ctx.db.execute(sql`update staff set deactivated_at = now() where id = ${leaver}`);
    await runAll(ctx, id);
    expect([await mailed(ctx), (await listBatches(ctx))[0]]).toMatchObject([1, { sent: 1, waiting: 0 }]);
  });
});
