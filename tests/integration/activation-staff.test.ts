import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyActivationLink } from "@/core/activation/copy-activation-link";
import { openActivation } from "@/core/activation/open-activation";
import { sendActivation } from "@/core/activation/send-activation";
import { withdrawActivation } from "@/core/activation/withdraw-activation";
import type { Ctx } from "@/core/ctx";
import { editCustomer } from "@/core/customers/edit-customer";
import { openCustomer } from "@/core/customers/open-customer";
import { permissionsOf } from "@/core/staff/permissions";
import { activate, copyLink, invite, makeInvited } from "@/tests/support/activation";
import { makeWorld, type World } from "@/tests/support/context";
import { age, freshEmail, freshOperator, makeAccount, makeStaff } from "@/tests/support/make";
import { forgetMailLimits, queuedMails } from "@/tests/support/queued-mail";
import { count } from "@/tests/support/registration";
import { seenNow } from "@/tests/support/seen";

let world: World;
let admin: string;
let agent: string;
beforeAll(async () => {
  world = await makeWorld();
  admin = (await makeStaff(world.ctx())).staffId;
  agent = (await makeStaff(world.ctx(), { role: "agent" })).staffId;
});
afterAll(() => world.end());

const open = (ctx: Ctx, token: string) => openActivation(ctx, { token, browser: undefined });
const isDead = async (ctx: Ctx, token: string) => {
  const opened = await open(ctx, token);
  return !opened.ok && opened.code === "proof.invalid";
};
const seen = (ctx: Ctx, number: string) => openCustomer(ctx, number, permissionsOf({ role: "admin", withheld: [] }));
const withhold = (ctx: Ctx, staffId: string, ...names: string[]) =>
  ctx.db.execute(sql`update staff set withheld = string_to_array(${names.join()}, ',') where id = ${staffId}`);
const lastAudit = async (ctx: Ctx, action: string) => {
  const [row] = await ctx.db.execute(
    sql`select actor_id, target_id, detail from audit_log where action = ${action} order by id desc limit 1`,
  );
  return row;
};

describe("sending", () => {
  test("P-V1: a customer without an account gets the link by mail, and the account is pending with time, end and address", async () => {
    const ctx = world.ctx();
    const invited = await makeInvited(ctx);
    const token = await invite(ctx, agent, invited);
    const opened = await seen(ctx, invited.number);
    expect(opened?.customer.standing).toBe("pending");
    expect(opened?.activation).toMatchObject({ email: invited.email, isExpired: false, copiedAt: null });
    expect(await queuedMails(ctx, invited.email)).toMatchObject([
      {
        message: "activate-account",
        facts: { number: invited.number, hours: "72" },
        link: `https://shop.example/activate/${token}`,
      },
    ]);
    expect(await open(ctx, token)).toMatchObject({ ok: true, value: { number: invited.number, email: invited.email } });
    expect(await lastAudit(ctx, "activation.sent")).toMatchObject({ actor_id: agent, target_id: invited.id });
  });

  test("P-V1: the link works for as many hours as the setting says, and no longer", async () => {
    const ctx = world.ctx({ settings: { "activation.linkHours": "5" } });
    const invited = await makeInvited(ctx);
    const token = await invite(ctx, agent, invited);
    const of = `customer_id = '${invited.id}'`;
    await age(ctx, "proofs", ["expires_at"], "4 hours 59 minutes", of);
    expect((await open(ctx, token)).ok).toBe(true);
    await age(ctx, "proofs", ["expires_at"], "2 minutes", of);
    expect(await isDead(ctx, token)).toBe(true);
  });

  test("T-V10: sent again, the link that was mailed before is dead; a copied one lives on", async () => {
    const ctx = world.ctx();
    const invited = await makeInvited(ctx);
    const first = await invite(ctx, agent, invited);
    const copied = await copyLink(ctx, admin, invited.number);
    const second = await invite(ctx, agent, invited);
    expect([await isDead(ctx, first), await isDead(ctx, second), await isDead(ctx, copied)]).toEqual([true, false, false]);
  });

  test("T-C12: a mailbox gets one mail a minute, and staff are told so; link and note stay as they were", async () => {
    const ctx = world.ctx();
    const invited = await makeInvited(ctx);
    const token = await invite(ctx, agent, invited);
    expect(await sendActivation(ctx, { number: invited.number, staffId: agent })).toMatchObject({
      code: "mail.mailbox-full",
    });
    expect(await isDead(ctx, token)).toBe(false);
    expect(await queuedMails(ctx, invited.email)).toHaveLength(1);
  });

  test("T-FX19: twenty presses at once are one mail and one link that works", async () => {
    const ctx = world.ctx();
    const invited = await makeInvited(ctx);
    await forgetMailLimits(ctx);
    const send = () => sendActivation(ctx, { number: invited.number, staffId: agent });
    const answers = await Promise.all(Array.from({ length: 20 }, send));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(answers.map((one) => (one.ok ? "ok" : one.code)))).toEqual(new Set(["ok", "mail.mailbox-full"]));
    expect(await count(ctx, "proofs", `customer_id = '${invited.id}' and superseded_at is null`)).toBe(1);
  });

  test("P-V5: where the address belongs to another account staff see whose, and nothing is sent", async () => {
    const ctx = world.ctx();
    const other = await makeAccount(ctx);
    const invited = await makeInvited(ctx, { email: other.email });
    const sent = await sendActivation(ctx, { number: invited.number, staffId: agent });
    expect(sent).toMatchObject({ problems: [{ code: "activation.address-taken", vars: { number: other.number } }] });
    expect(await copyActivationLink(ctx, { number: invited.number, staffId: admin })).toMatchObject({
      code: "activation.address-taken",
    });
    expect(await queuedMails(ctx, other.email)).toEqual([]);
    expect((await seen(ctx, invited.number))?.activation).toBeNull();
  });

  test("T-N6: a customer with an account gets no link, whether it is active or shut", async () => {
    const ctx = world.ctx();
    const account = await makeAccount(ctx);
    const send = () => sendActivation(ctx, { number: account.number, staffId: agent });
    expect(await send()).toMatchObject({ code: "activation.has-account" });
    await ctx.db.execute(sql`update accounts set deactivated_at = now() where id = ${account.accountId}`);
    expect(await send()).toMatchObject({ code: "activation.has-account" });
    expect(await copyActivationLink(ctx, { number: account.number, staffId: admin })).toMatchObject({
      code: "activation.has-account",
    });
  });

  test("P-V1: nothing is sent without an address, and nobody who was merged or erased is invited", async () => {
    const ctx = world.ctx();
    const [bare, merged, erased] = [await makeInvited(ctx, { email: null }), await makeInvited(ctx), await makeInvited(ctx)];
    await ctx.db.execute(sql`update customers set merged_into = ${bare.id} where id = ${merged.id}`);
    await ctx.db.execute(sql`update customers set erased_at = now() where id = ${erased.id}`);
    const codes = [];
    for (const { number } of [bare, merged, erased]) codes.push(await sendActivation(ctx, { number, staffId: agent }));
    expect(codes).toMatchObject([
      { code: "activation.no-email" },
      { code: "customer.not-found" },
      { code: "customer.not-found" },
    ]);
  });

  test.each([{ "access.customerAccounts": "false" }, { "access.ssoOnly": "true" }])(
    "T-X2: with %j nothing is sent and nothing copied",
    async (settings) => {
      const ctx = world.ctx({ settings });
      const { number } = await makeInvited(ctx);
      expect(await sendActivation(ctx, { number, staffId: agent })).toMatchObject({ code: "activation.closed" });
      expect(await copyActivationLink(ctx, { number, staffId: admin })).toMatchObject({ code: "activation.closed" });
    },
  );

  test("T-A1: who was not given the permission, or is no longer active, sends and withdraws nothing", async () => {
    const ctx = world.ctx();
    const invited = await makeInvited(ctx);
    const token = await invite(ctx, agent, invited);
    await forgetMailLimits(ctx);
    const bare = (await makeStaff(ctx, { role: "agent" })).staffId;
    await withhold(ctx, bare, "activation.send");
    const gone = (await makeStaff(ctx)).staffId;
    await ctx.db.execute(sql`update staff set deactivated_at = now() where id = ${gone}`);
    for (const staffId of [bare, gone]) {
      const asked = { number: invited.number, staffId };
      expect(await sendActivation(ctx, asked)).toMatchObject({ code: "staff.not-permitted" });
      expect(await withdrawActivation(ctx, asked)).toMatchObject({ code: "staff.not-permitted" });
    }
    expect(await isDead(ctx, token)).toBe(false);
  });
});

describe("copying", () => {
  test("P-V1: a copied link lives beside the mailed one, and both end with the first use", async () => {
    const ctx = world.ctx();
    const invited = await makeInvited(ctx);
    const mailed = await invite(ctx, agent, invited);
    const copied = await copyLink(ctx, admin, invited.number);
    expect([await isDead(ctx, mailed), await isDead(ctx, copied)]).toEqual([false, false]);
    expect((await activate(ctx, copied, { email: "" })).ok).toBe(true);
    expect([await isDead(ctx, mailed), await isDead(ctx, copied)]).toEqual([true, true]);
  });

  test("T-V11: agents copy only where the setting lets them and nobody withheld it; an admin may; it is in the audit log under the name", async () => {
    const ctx = world.ctx();
    const on = world.ctx({ settings: { "activation.copyLink": "true" } });
    const { number, id } = await makeInvited(ctx);
    expect(await copyActivationLink(ctx, { number, staffId: agent })).toMatchObject({ code: "staff.not-permitted" });
    expect((await seen(ctx, number))?.activation).toBeNull();
    expect((await copyActivationLink(on, { number, staffId: agent })).ok).toBe(true);
    expect(await lastAudit(ctx, "activation.link-copied")).toMatchObject({ actor_id: agent, target_id: id });
    const bare = (await makeStaff(ctx)).staffId;
    await withhold(ctx, bare, "activation.copy-link");
    expect(await copyActivationLink(on, { number, staffId: bare })).toMatchObject({ code: "staff.not-permitted" });
    expect((await copyActivationLink(ctx, { number, staffId: admin })).ok).toBe(true);
  });

  test.each([
    ["72", "12 hours"],
    ["3", "3 hours"],
  ])("T-V11: where mailed links work %s hours a copied one works %s", async (linkHours, lasts) => {
    const ctx = world.ctx({ settings: { "activation.linkHours": linkHours } });
    const { number, id } = await makeInvited(ctx);
    const token = await copyLink(ctx, admin, number);
    await age(ctx, "proofs", ["expires_at"], lasts, `customer_id = '${id}'`);
    expect(await isDead(ctx, token)).toBe(true);
    await age(ctx, "proofs", ["expires_at"], "-1 minute", `customer_id = '${id}'`);
    expect(await isDead(ctx, token)).toBe(false);
  });

  test("P-V1: copied again, the link that was copied before is dead, and the mailed one is not", async () => {
    const ctx = world.ctx();
    const invited = await makeInvited(ctx);
    const mailed = await invite(ctx, agent, invited);
    const [first, second] = [await copyLink(ctx, admin, invited.number), await copyLink(ctx, admin, invited.number)];
    expect([await isDead(ctx, first), await isDead(ctx, second), await isDead(ctx, mailed)]).toEqual([true, false, false]);
  });

  test("P-V1: a customer without an address can be activated by a copied link; the account is pending until then", async () => {
    const ctx = world.ctx();
    const { number } = await makeInvited(ctx, { email: null });
    const token = await copyLink(ctx, admin, number);
    expect((await seen(ctx, number))?.customer.standing).toBe("pending");
    expect((await activate(ctx, token, { email: "" })).ok).toBe(true);
    expect((await seen(ctx, number))?.customer.standing).toBe("active");
  });
});

describe("links that open nothing any more", () => {
  test("T-V9: withdrawn: mailed and copied links are dead, and the account is pending no longer", async () => {
    const ctx = world.ctx();
    const invited = await makeInvited(ctx);
    const [mailed, copied] = [await invite(ctx, agent, invited), await copyLink(ctx, admin, invited.number)];
    const withdraw = () => withdrawActivation(ctx, { number: invited.number, staffId: agent });
    expect((await withdraw()).ok).toBe(true);
    expect([await isDead(ctx, mailed), await isDead(ctx, copied)]).toEqual([true, true]);
    expect((await activate(ctx, mailed, { email: invited.email })).ok).toBe(false);
    expect((await seen(ctx, invited.number))?.customer.standing).toBe("guest");
    expect(await withdraw()).toMatchObject({ code: "activation.none" });
  });

  test("T-V9: the links of who was deactivated are dead, sent by somebody else they are not", async () => {
    const ctx = world.ctx();
    const leaver = (await makeStaff(ctx, { role: "agent" })).staffId;
    const invited = await makeInvited(ctx);
    const token = await invite(ctx, leaver, invited);
    await ctx.db.execute(sql`update staff set deactivated_at = now() where id = ${leaver}`);
    expect(await isDead(ctx, token)).toBe(true);
    expect((await activate(ctx, token, { email: invited.email })).ok).toBe(false);
    expect((await seen(ctx, invited.number))?.activation).toMatchObject({ isSenderActive: false });
    expect(await isDead(ctx, await invite(ctx, agent, invited))).toBe(false);
  });

  test("T-V9, T-V11: a copied link ends with its maker's right to copy, whoever takes it; the mailed one does not", async () => {
    const on = world.ctx({ settings: { "activation.copyLink": "true" } });
    const maker = (await makeStaff(on, { role: "agent" })).staffId;
    const invited = await makeInvited(on);
    const [mailed, copied] = [await invite(on, maker, invited), await copyLink(on, maker, invited.number)];
    expect([await isDead(on, mailed), await isDead(on, copied)]).toEqual([false, false]);
    const off = world.ctx();
    expect([await isDead(off, mailed), await isDead(off, copied)]).toEqual([false, true]);
    await withhold(on, maker, "activation.copy-link");
    expect([await isDead(on, mailed), await isDead(on, copied)]).toEqual([false, true]);
    expect((await activate(on, copied, { email: "" })).ok).toBe(false);
  });

  test.each(["merged_into = id", "erased_at = now()"])("T-V14: a customer with %s is activated by no link", async (change) => {
    const ctx = world.ctx();
    const invited = await makeInvited(ctx);
    const token = await invite(ctx, agent, invited);
    await ctx.db.execute(sql.raw(`update customers set ${change} where id = '${invited.id}'`));
    expect(await isDead(ctx, token)).toBe(true);
    expect(await activate(ctx, token, { email: invited.email })).toMatchObject({ code: "proof.invalid" });
  });

  test("T-N5: a link that was mailed to an address which staff have changed since is dead", async () => {
    const ctx = world.ctx();
    const invited = await makeInvited(ctx);
    const token = await invite(ctx, agent, invited);
    const data = { firstName: "Ida", lastName: "Invited", phone: null, email: freshEmail("new") };
    expect(
      (await editCustomer(ctx, { ...(await seenNow(ctx, invited.number)), by: await freshOperator(ctx, agent), ...data })).ok,
    ).toBe(true);
    expect(await isDead(ctx, token)).toBe(true);
    expect(await activate(ctx, token, { email: invited.email })).toMatchObject({ code: "proof.invalid" });
  });
});
