import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deactivateAccount, reactivateAccount } from "@/core/customers/deactivate-account";
import { eraseCustomer } from "@/core/customers/erase-customer";
import { mergeCustomers } from "@/core/customers/merge-customers";
import { previewMerge } from "@/core/customers/preview-merge";
import { undoMerge } from "@/core/customers/undo-merge";
import { explainClosed } from "@/core/registration/explain-closed";
import { findClosed } from "@/core/registration/policy";
import { countSeats } from "@/core/seats/count-seats";
import { addUpSeats } from "@/db/queries/seats";
import { makeWorld, type World } from "@/tests/support/context";
import { aConnection, acceptAs, anArrival, arriveUnknown } from "@/tests/support/identities";
import { freshEmail, freshOperator, makeAccount, makeStaff } from "@/tests/support/make";
import { newestMail } from "@/tests/support/queued-mail";
import { confirmCode, confirmLink, count, freshRegistrant, openShop, start } from "@/tests/support/registration";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
let staffId: string;
beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
  staffId = (await makeStaff(world.ctx())).staffId;
});
// Each test counts from no customers at all.
beforeEach(async () => {
  await world.database.db.execute(sql`delete from accounts`);
});
afterAll(() => world.end());

const trusted = aConnection({ id: "oidc-trusted", texts: { trustEmail: "true" } });
const withSeats = (capacity: number, more: Record<string, string> = {}) =>
  shop({ settings: { "registration.capacity": String(capacity), ...more }, connections: [trusted] });
const taken = async () => (await countSeats(shop())).taken;

/** Somebody whose mail has come. */
async function mailed(ctx = shop()) {
  const registrant = freshRegistrant();
  const started = await start(ctx, registrant);
  if (!started.ok) throw new Error(started.code);
  const mail = await newestMail(ctx, registrant.email);
  return { registrant, mail, give: (now = ctx) => confirmCode(now, registrant.browser, mail.code) };
}

describe("a shop with a maximum of customers", () => {
  test("P-R13, T-Z1: twenty proofs at once for the last seat make one account; the others are told and may come back with the same proof", async () => {
    await makeAccount(shop());
    const ready = await Promise.all(Array.from({ length: 20 }, () => mailed()));
    const answers = await Promise.all(ready.map(({ give }) => give(withSeats(2))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(answers.flatMap((one) => (one.ok ? [] : [one.code])))).toEqual(new Set(["registration.full"]));
    expect(await taken()).toBe(2);
    const first = ready[answers.findIndex(({ ok }) => !ok)];
    expect(await first?.give(withSeats(3))).toMatchObject({ ok: true, value: { kind: "active" } });
    expect(await taken()).toBe(3);
  });

  test("T-Z2, T-FX21: what was never proven takes no seat, and the form closes only when the last one is really taken", async () => {
    const ctx = withSeats(1);
    const waiting = await Promise.all(Array.from({ length: 8 }, () => mailed(ctx)));
    expect(await taken()).toBe(0);
    expect(await waiting[0]?.give()).toMatchObject({ ok: true });
    expect(await findClosed(ctx)).toMatchObject({ code: "registration.full" });
    expect(await start(ctx, freshRegistrant())).toMatchObject({ ok: false, code: "registration.full" });
  });

  test("T-Z3: deactivating or erasing a customer frees one seat, once", async () => {
    const ctx = withSeats(2);
    const [one, two] = [await makeAccount(ctx), await makeAccount(ctx)];
    expect(await findClosed(ctx)).toMatchObject({ code: "registration.full" });
    for (let i = 0; i < 2; i++) await deactivateAccount(ctx, { number: one.number, staffId });
    expect(await taken()).toBe(1);
    expect(await (await mailed(ctx)).give()).toMatchObject({ ok: true });
    expect(await findClosed(ctx)).toMatchObject({ code: "registration.full" });
    const by = await freshOperator(ctx, staffId);
    expect(await eraseCustomer(ctx, { number: two.number, typedNumber: two.number, by })).toMatchObject({ ok: true });
    expect(await taken()).toBe(1);
    expect(await findClosed(ctx)).toBeNull();
  });

  test("P-R13: opening an account again takes a seat, and is refused with the reason where none is left", async () => {
    const ctx = withSeats(1);
    const shut = await makeAccount(ctx);
    await deactivateAccount(ctx, { number: shut.number, staffId });
    const other = await makeAccount(ctx);
    expect(await reactivateAccount(ctx, { number: shut.number, staffId })).toMatchObject({
      code: "seats.full",
      problems: [{ vars: { max: 1 } }],
    });
    await deactivateAccount(ctx, { number: other.number, staffId });
    expect(await reactivateAccount(ctx, { number: shut.number, staffId })).toMatchObject({ ok: true });
    expect(await taken()).toBe(1);
  });

  test("P-R13: a merge frees the seat of the account it shuts, and undoing it needs one", async () => {
    const ctx = withSeats(2);
    const [kept, merged] = [await makeAccount(ctx), await makeAccount(ctx)];
    const by = await freshOperator(ctx, staffId);
    const both = { kept: kept.number, merged: merged.number };
    const preview = await previewMerge(ctx, both);
    if (!preview) throw new Error("no such customers");
    expect(await mergeCustomers(ctx, { ...both, seen: preview.seen, by })).toMatchObject({ ok: true });
    expect(await taken()).toBe(1);
    const [merge] = await ctx.db.execute<{ id: string }>(sql`select id from customer_merges order by created_at desc limit 1`);
    const newcomer = await makeAccount(ctx);
    expect(await undoMerge(ctx, { merge: merge?.id ?? "", by })).toMatchObject({ ok: false, code: "seats.full" });
    await deactivateAccount(ctx, { number: newcomer.number, staffId });
    expect(await undoMerge(ctx, { merge: merge?.id ?? "", by })).toMatchObject({ ok: true });
    expect(await taken()).toBe(2);
  });

  test("T-Z4: every door counts: code, link and a provider are refused alike where no seat is left", async () => {
    const [byCode, byLink] = [await mailed(), await mailed()];
    const arrival = await arriveUnknown(withSeats(0), anArrival(trusted, { email: freshEmail("nia"), isEmailVerified: true }));
    await makeAccount(shop());
    const ctx = withSeats(1);
    const tries = {
      code: byCode.give(ctx),
      link: confirmLink(ctx, byLink.registrant.browser, byLink.mail.token),
      provider: acceptAs(ctx, arrival),
    };
    for (const [door, answer] of Object.entries(tries))
      expect([door, await answer]).toMatchObject([door, { code: "registration.full" }]);
    expect(await acceptAs(withSeats(2), arrival)).toMatchObject({ ok: true, value: { kind: "made" } });
    expect(await taken()).toBe(2);
  });

  test("T-Z4: accounts that staff had activated or imported take no seat", async () => {
    const ctx = withSeats(1);
    const made = await makeAccount(ctx);
    await ctx.db.execute(sql`update accounts set came_by = 'activation' where id = ${made.accountId}`);
    expect(await taken()).toBe(0);
    await deactivateAccount(ctx, { number: made.number, staffId });
    await makeAccount(ctx);
    expect(await taken()).toBe(1);
    expect(await reactivateAccount(ctx, { number: made.number, staffId })).toMatchObject({ ok: true });
    expect(await taken()).toBe(1);
  });

  test("T-Z5: a maximum below what there is removes nobody and closes registration", async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => makeAccount(shop())));
    const ctx = withSeats(2);
    expect(await explainClosed(ctx)).toBe("full");
    expect(await (await mailed()).give(ctx)).toMatchObject({ code: "registration.full" });
    expect(await count(ctx, "accounts", "deactivated_at is null")).toBe(made.length);
    expect(await countSeats(ctx)).toMatchObject({ taken: 4, capacity: 2 });
  });

  test("P-R13, T-B6: the count is the same before and after what changed is added up, however many do that at once", async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => makeAccount(shop())));
    await Promise.all([
      ...Array.from({ length: 4 }, () => addUpSeats(world.database.db)),
      deactivateAccount(shop(), { number: made[0]?.number ?? "", staffId }),
      makeAccount(shop()),
    ]);
    expect(await taken()).toBe(6);
    await addUpSeats(world.database.db);
    expect(await taken()).toBe(6);
    expect(await count(shop(), "seat_changes", "true")).toBe(0);
  });
});
