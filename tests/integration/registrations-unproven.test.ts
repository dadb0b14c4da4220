import { afterAll, beforeAll, expect, test } from "vitest";
import { listAudit } from "@/core/audit/list-audit";
import { readAuditFilter } from "@/core/audit/read-audit-filter";
import type { Ctx } from "@/core/ctx";
import { discardUnproven } from "@/core/registration/discard-unproven";
import { listUnproven, readUnprovenFilter, unprovenQuery } from "@/core/registration/list-unproven";
import { resendUnproven } from "@/core/registration/resend-unproven";
import { audit } from "@/core/security/audit";
import { freshAddress, makeWorld, type World } from "@/tests/support/context";
import { makeStaff } from "@/tests/support/make";
import { forgetMailLimits, queuedMails } from "@/tests/support/queued-mail";
import { confirmCode, confirmLink, freshRegistrant, openShop, start } from "@/tests/support/registration";

let world: World;
let ctx: Ctx;
let staffId: string;

beforeAll(async () => {
  world = await makeWorld();
  ctx = (await openShop(world))();
  ({ staffId } = await makeStaff(ctx, { role: "agent" }));
});
afterAll(() => world.end());

const begun = async (changes: Parameters<typeof freshRegistrant>[0] = {}) => {
  const registrant = freshRegistrant(changes);
  const request = { ...ctx.request, address: freshAddress() };
  expect((await start({ ...ctx, request }, registrant)).ok).toBe(true);
  const [pending] = (await listUnproven(ctx, { search: registrant.email })).registrations;
  if (!pending) throw new Error("the registration is not listed");
  return { ...registrant, pending, act: { pendingId: pending.id, staffId } };
};
const mailsTo = (email: string) => queuedMails(ctx, email);

test("P-V7: registrations that nobody has proven are listed, newest first, by state, address and support code", async () => {
  const waiting = await begun();
  const expired = await begun();
  await world.database
    .sql`update pending_registrations set expires_at = now() - interval '1 second' where id = ${expired.pending.id}`;
  const thrown = await begun();
  expect((await discardUnproven(ctx, thrown.act)).ok).toBe(true);
  const proven = await begun();
  const code = (await mailsTo(proven.email)).at(-1)?.code ?? "";
  expect((await confirmCode(ctx, proven.browser, code)).ok).toBe(true);

  const ids = async (filter: Parameters<typeof listUnproven>[1]) =>
    (await listUnproven(ctx, filter)).registrations.map(({ id }) => id);
  expect(await ids({})).toEqual([thrown, expired, waiting].map(({ pending }) => pending.id));
  expect(await ids({ state: "waiting" })).toEqual([waiting.pending.id]);
  expect(await ids({ state: "expired" })).toEqual([expired.pending.id]);
  expect(await ids({ state: "discarded" })).toEqual([thrown.pending.id]);
  expect(await ids({ search: ` ${waiting.email.toUpperCase()} ` })).toEqual([waiting.pending.id]);
  expect(await ids({ search: waiting.pending.supportCode.toLowerCase().replace("-", " ") })).toEqual([waiting.pending.id]);
  expect(await ids({ search: "' or 1=1 --" })).toEqual([]);
  const [begin] = (await listAudit(ctx, readAuditFilter({ code: waiting.pending.supportCode }))).lines;
  expect(begin, "the same code finds its beginning in the log").toMatchObject({ targetId: waiting.pending.id });
  const later = await audit(ctx, {
    actor: { kind: "visitor" },
    action: "registration.resent",
    target: { kind: "registration", id: waiting.pending.id },
    outcome: "mail.mailbox-full",
  });
  expect(await ids({ search: later }), "a code that was told later finds it too").toEqual([waiting.pending.id]);
  expect(await ids({ before: thrown.pending.id })).toEqual([expired.pending.id, waiting.pending.id]);
});

test("P-V7: staff send the mail again: the newer link and code count, in its own language, and the earlier ones have ended", async () => {
  const one = await begun();
  await world.database.sql`update pending_registrations set language = 'es' where id = ${one.pending.id}`;
  const [first] = await mailsTo(one.email);
  expect(await resendUnproven(ctx, one.act)).toMatchObject({ ok: false, code: "mail.mailbox-full" });
  expect(await mailsTo(one.email)).toHaveLength(1);
  await forgetMailLimits(ctx);
  expect((await resendUnproven(ctx, one.act)).ok).toBe(true);
  const mails = await mailsTo(one.email);
  const second = mails.find(({ token }) => token !== first?.token);
  expect(mails).toHaveLength(2);
  expect(second?.language).toBe("es");
  expect((await confirmLink(ctx, one.browser, first?.token ?? "")).ok).toBe(false);
  expect((await confirmCode(ctx, one.browser, second?.code ?? "")).ok).toBe(true);
  await forgetMailLimits(ctx);
  expect(await resendUnproven(ctx, one.act)).toMatchObject({ ok: false, code: "registration.not-waiting" });
});

test("P-V7: a discarded registration opens nothing, keeps no password, and its owner may begin again", async () => {
  const one = await begun();
  const [mail] = await mailsTo(one.email);
  expect((await discardUnproven(ctx, one.act)).ok).toBe(true);
  expect((await confirmCode(ctx, one.browser, mail?.code ?? "")).ok).toBe(false);
  expect((await confirmLink(ctx, one.browser, mail?.token ?? "")).ok).toBe(false);
  const [row] = await world.database.sql`select password_hash from pending_registrations where id = ${one.pending.id}`;
  expect(row?.password_hash).toBeNull();
  expect(await discardUnproven(ctx, one.act)).toMatchObject({ ok: false, code: "registration.not-waiting" });

  await forgetMailLimits(ctx);
  expect((await start(ctx, one)).ok).toBe(true);
  const again = (await mailsTo(one.email)).find(({ token }) => token !== mail?.token);
  expect((await confirmCode(ctx, one.browser, again?.code ?? "")).ok).toBe(true);
});

test("P-V7: begun again in the same browser while no mail may leave, what was mailed before it was discarded stays dead", async () => {
  const one = await begun();
  const [mail] = await mailsTo(one.email);
  expect((await discardUnproven(ctx, one.act)).ok).toBe(true);
  expect((await start(ctx, one)).ok).toBe(true);
  expect(await mailsTo(one.email)).toHaveLength(1);
  expect((await confirmLink(ctx, one.browser, mail?.token ?? "")).ok).toBe(false);
  expect((await confirmCode(ctx, one.browser, mail?.code ?? "")).ok).toBe(false);
});

test("P-V7: what staff did to a registration is its story in the audit log", async () => {
  const one = await begun();
  await forgetMailLimits(ctx);
  await resendUnproven(ctx, one.act);
  await discardUnproven(ctx, one.act);
  const rows = await world.database
    .sql`select action, actor_kind, actor_id from audit_log where target_id = ${one.pending.id} order by id`;
  expect(rows.map(({ action }) => action)).toEqual(["registration.started", "registration.resent", "registration.discarded"]);
  expect(rows.slice(1).map(({ actor_id }) => actor_id)).toEqual([staffId, staffId]);
});

test("P-V7: neither without the permission, nor while registration is closed is a mail sent again", async () => {
  const one = await begun();
  await forgetMailLimits(ctx);
  const withheld = await makeStaff(ctx, { role: "agent" });
  await world.database.sql`update staff set withheld = '{registrations.manage}' where id = ${withheld.staffId}`;
  const act = { ...one.act, staffId: withheld.staffId };
  expect(await resendUnproven(ctx, act)).toMatchObject({ ok: false, code: "staff.not-permitted" });
  expect(await discardUnproven(ctx, act)).toMatchObject({ ok: false, code: "staff.not-permitted" });
  const closed = world.ctx({ settings: { "registration.open": "false" } });
  expect(await resendUnproven(closed, one.act)).toMatchObject({ ok: false, code: "registration.closed" });
  expect(await mailsTo(one.email)).toHaveLength(1);
});

test("T-A11: a filter survives its own address, and what makes no sense is not asked for", () => {
  const filter = { state: "expired", search: "a&b@example.com", before: "00000000-0000-4000-8000-000000000000" } as const;
  expect(readUnprovenFilter(Object.fromEntries(new URLSearchParams(unprovenQuery(filter))))).toEqual(filter);
  expect(readUnprovenFilter({ state: "x", q: " \u0000 ", before: "1" })).toEqual({
    state: undefined,
    search: undefined,
    before: undefined,
  });
});
