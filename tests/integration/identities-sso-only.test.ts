import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { changePassword } from "@/core/passwords/change-password";
import { resendProof } from "@/core/registration/resend-proof";
import { hashCount } from "@/core/security/password-hash";
import { hashToken, newToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { previewSsoOnly } from "@/core/settings/preview-sso-only";
import { answerResetRequest } from "@/core/sign-in/answer-reset-request";
import { requestReset } from "@/core/sign-in/request-reset";
import { resetPassword } from "@/core/sign-in/reset-password";
import { signIn } from "@/core/sign-in/sign-in";
import { connections } from "@/db/schema/connections";
import { makeWorld, type World } from "@/tests/support/context";
import { aConnection, acceptAs, anArrival, arriveUnknown, linkIdentity } from "@/tests/support/identities";
import { freshEmail, freshPassword, makeAccount } from "@/tests/support/make";
import { forgetMailLimits, newestMail, queuedMails } from "@/tests/support/queued-mail";
import { confirmCode, confirmLink, freshRegistrant, openShop, start } from "@/tests/support/registration";
import { askForReset, getReset } from "@/tests/support/reset";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
const work = aConnection({ id: "oidc-work", texts: { domains: "work.example" } });
const home = aConnection({ id: "oidc-home" });
const open = (more: Parameters<World["ctx"]>[0] = {}) => shop({ connections: [work, home], ...more });
const ssoOnly = () => open({ settings: { "access.ssoOnly": "true" } });

beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
  await world.database.db.insert(connections).values([
    { id: work.id, provider: "oidc", isEnabled: true },
    { id: home.id, provider: "oidc", isEnabled: true },
  ]);
});
beforeEach(() => forgetMailLimits(world.ctx()));
afterAll(() => world.end());

test("P-A5: before SSO only is switched on, its room says how many it signs out and how many are connected with nothing", async () => {
  const preview = async () => (await previewSsoOnly(open())) ?? { signedOut: -1, unconnected: -1 };
  const before = await preview();
  const [byPassword, connected] = [await makeAccount(open()), await customerOf(work)];
  for (const method of ["password", "password"]) await startSession(open(), { accountId: byPassword.accountId, method });
  await startSession(open(), { accountId: connected.accountId, method: work.id });
  expect(await preview()).toEqual({ signedOut: before.signedOut + 1, unconnected: before.unconnected + 1 });
  expect(await previewSsoOnly(ssoOnly())).toBeNull();
  expect(await previewSsoOnly(open({ connections: [] })), "it could not be saved").toBeNull();
  await world.database.db.execute(sql`update accounts set deactivated_at = now() where id = ${byPassword.accountId}`);
  expect(await preview()).toEqual(before);
});

const rows = async (statement: ReturnType<typeof sql>) => [...(await world.database.db.execute(statement))];
const passwordsNow = () => rows(sql`select account_id, hash from passwords order by account_id`);

/** A customer without a password, who came by a connection. */
async function customerOf(connection: typeof work) {
  const account = await makeAccount(open());
  await open().db.execute(sql`delete from passwords where account_id = ${account.accountId}`);
  await linkIdentity(open(), account.accountId, connection);
  return account;
}

type Try = (ctx: Ctx) => Promise<{ ok: boolean; code?: string }>;

/** Every way past a door of our own, begun while it was open, with everything right. */
async function everyLocalDoor(): Promise<Record<string, Try>> {
  const account = await makeAccount(open());
  const [byLink, byCode] = [freshRegistrant(), freshRegistrant()];
  await start(open(), byLink);
  await start(open(), byCode);
  const link = await newestMail(open(), byLink.email);
  const code = await newestMail(open(), byCode.email);
  const reset = await getReset(open(), account.email);
  const newPassword = freshPassword();
  return {
    "sign in by e-mail": (ctx) => signIn(ctx, { identifier: account.email, password: account.password }),
    "sign in by number": (ctx) => signIn(ctx, { identifier: account.number, password: account.password }),
    register: (ctx) => start(ctx, freshRegistrant()),
    "confirm by link": (ctx) => confirmLink(ctx, byLink.browser, link.token),
    "confirm by code": (ctx) => confirmCode(ctx, byCode.browser, code.code),
    "ask for the mail again": (ctx) => resendProof(ctx, { browser: byCode.browser }),
    "ask for a new password": (ctx) => requestReset(ctx, { identifier: account.email, browser: newToken() }),
    "reset by link": (ctx) => resetPassword(ctx, { kind: "link", token: reset.token }, newPassword),
    "reset by code": (ctx) => resetPassword(ctx, { kind: "code", code: reset.code, browser: reset.browser }, newPassword),
    "change the password": ({ ...ctx }) =>
      changePassword(ctx, { accountId: account.accountId, password: account.password, newPassword }),
  };
}

describe("SSO only", () => {
  test("T-X1, T-X2, T-X4, P-A5: shuts every local door at once, also for what had begun before, and compares no password", async () => {
    const doors = await everyLocalDoor();
    const [before, hashes] = [await passwordsNow(), hashCount.value];
    for (const [name, pass] of Object.entries(doors)) {
      expect(await pass(ssoOnly()), name).toMatchObject({ ok: false, code: "access.sso-only" });
    }
    expect(hashCount.value).toBe(hashes);
    expect(await passwordsNow()).toEqual(before);
    // Nothing was spent: all of it works when the doors are open again.
    const works = ["confirm by link", "confirm by code", "reset by link"];
    for (const name of works) expect(await doors[name]?.(open()), name).toMatchObject({ ok: true });
  });

  test("P-A5: leaves the provider's door open: an unknown person gets an account without a password", async () => {
    const trusted = aConnection({ id: work.id, texts: { trustEmail: "true" } });
    const ctx = { ...ssoOnly(), connections: [trusted] };
    const email = freshEmail();
    const arrival = await arriveUnknown(ctx, anArrival(trusted, { email, isEmailVerified: true }));
    expect(await acceptAs(ctx, arrival)).toMatchObject({ ok: true, value: { kind: "made" } });
  });

  test("T-X3: sessions that began by a password or a registration do not count while it is on; those of a provider do", async () => {
    const account = await makeAccount(open());
    const begin = async (method: string) => (await startSession(open(), { accountId: account.accountId, method })).token;
    const [byPassword, byRegistration, byWork] = [await begin("password"), await begin("registration"), await begin(work.id)];
    const gone = await begin("oidc-deleted");
    const alive = async (ctx: Ctx) =>
      Promise.all([byPassword, byRegistration, byWork, gone].map(async (token) => (await findSession(ctx, token)) !== null));
    expect(await alive(open())).toEqual([true, true, true, true]);
    expect(await alive(ssoOnly())).toEqual([false, false, true, false]);
    expect(await alive(open())).toEqual([true, true, true, true]);
  });
});

describe("a new password for somebody who signs in through a provider", () => {
  test("T-P11: the same answer, and a mail that says how to sign in, with no way to a password", async () => {
    const account = await customerOf(work);
    const { mails } = await askForReset(open(), account.email);
    expect(mails).toMatchObject([
      { message: "sign-in-by-provider", to: account.email, facts: { buttons: work.label }, link: "", code: "" },
    ]);
    expect(await rows(sql`select 1 from proofs where account_id = ${account.accountId}`)).toEqual([]);
    expect(await rows(sql`select 1 from passwords where account_id = ${account.accountId}`)).toEqual([]);
    const byNumber = await askForReset(open(), account.number);
    expect(byNumber.mails).toMatchObject([{ message: "sign-in-by-provider", to: account.email }]);
  });

  test("T-P11, T-X2: a request that waited while SSO only was switched on gets that mail, too", async () => {
    const account = await makeAccount(open());
    await answerResetRequest(ssoOnly(), {
      identifier: account.email,
      browserHash: hashToken(newToken()),
      language: "es",
      address: "10.9.8.7",
    });
    const mails = await queuedMails(open(), account.email);
    expect(mails).toMatchObject([{ message: "sign-in-by-provider", facts: { buttons: `${work.label}, ${home.label}` } }]);
  });

  test("T-L3: a new password ends sessions that began at a provider, too, within one request", async () => {
    const account = await makeAccount(open());
    await linkIdentity(open(), account.accountId, work);
    const { token } = await startSession(open(), { accountId: account.accountId, method: work.id });
    const reset = await getReset(open(), account.email);
    expect((await resetPassword(open(), { kind: "link", token: reset.token }, freshPassword())).ok).toBe(true);
    expect(await findSession(open(), token)).toBeNull();
  });

  test("P-M4: who has a password gets the link as ever, and so does who could sign in no other way", async () => {
    const both = await makeAccount(open());
    await linkIdentity(open(), both.accountId, work);
    expect((await askForReset(open(), both.email)).mails).toMatchObject([{ message: "reset-password" }]);
    const stranded = await customerOf(work);
    const { mails } = await askForReset(open({ connections: [home] }), stranded.email);
    expect(mails).toMatchObject([{ message: "reset-password" }]);
  });
});

describe("an address of a connection's domain", () => {
  test("P-S5: goes there at sign-in, known or not, and no password is compared", async () => {
    const account = await makeAccount(open(), { email: `known.${newToken().slice(0, 8).toLowerCase()}@work.example` });
    const before = hashCount.value;
    for (const identifier of [account.email, "nobody@work.example"]) {
      const result = await signIn(open(), { identifier, password: account.password });
      expect(result).toMatchObject({ ok: true, value: { kind: "elsewhere", connection: { id: work.id } } });
    }
    expect(await signIn(open(), { identifier: account.email, password: "" })).toMatchObject({ value: { kind: "elsewhere" } });
    expect(hashCount.value).toBe(before);
    const byNumber = await signIn(open(), { identifier: account.number, password: account.password });
    expect(byNumber).toMatchObject({ ok: true, value: { kind: "signed-in" } });
  });

  test("P-S5: goes there at registration, and nothing is mailed or kept", async () => {
    const email = "newcomer@work.example";
    const started = await start(open(), freshRegistrant({ email }));
    expect(started).toMatchObject({ ok: true, value: { kind: "elsewhere", connection: { id: work.id } } });
    expect(await queuedMails(open(), email)).toEqual([]);
    expect(await rows(sql`select 1 from pending_registrations where email_key = ${email}`)).toEqual([]);
    expect(await start(open(), freshRegistrant())).toMatchObject({ ok: true, value: { kind: "mailed" } });
    expect(await start(ssoOnly(), freshRegistrant({ email }))).toMatchObject({ code: "access.sso-only" });
  });
});
