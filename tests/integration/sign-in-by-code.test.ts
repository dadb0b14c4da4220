import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { inSeconds } from "@/core/duration";
import { LIMITS } from "@/core/security/limits";
import { hashToken, newToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { answerCodeRequest } from "@/core/sign-in/answer-code-request";
import { requestSignInCode } from "@/core/sign-in/request-sign-in-code";
import { signInByCode } from "@/core/sign-in/sign-in-by-code";
import { aConnection, linkIdentity } from "@/tests/support/identities";
import { freshEmail, makeAccount, makeNumberAccount } from "@/tests/support/make";
import { forgetMailLimits, newestMail, queuedMails } from "@/tests/support/queued-mail";
import { count } from "@/tests/support/registration";
import { makeWorld, type World } from "../support/context";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const shop = (settings: Record<string, string> = {}, more: Parameters<World["ctx"]>[0] = {}): Ctx =>
  world.ctx({ ...more, settings: { "access.codeSignIn": "true", ...settings } });

async function ask(ctx: Ctx, identifier: string): Promise<string> {
  const browser = newToken();
  await forgetMailLimits(ctx);
  expect(await requestSignInCode(ctx, { identifier, browser })).toMatchObject({ ok: true });
  await answerCodeRequest(ctx, { identifier, browserHash: hashToken(browser), language: "en", address: ctx.request.address });
  return browser;
}

const give = (ctx: Ctx, browser: string, code: string, replaces?: string) => signInByCode(ctx, { code, browser, replaces });

/** An account, and the code that a browser was mailed for it. */
async function mailed() {
  const account = await makeAccount(shop());
  const browser = await ask(shop(), account.email);
  return { account, browser, code: (await newestMail(shop(), account.email)).code };
}

/** What the log says that requests for an account's codes were answered with. */
const answersOf = async (ctx: Ctx, accountId: string) => {
  const noted = sql`select detail->>'answer' as answer from audit_log where action = 'code.requested' and target_id = ${accountId}`;
  return (await ctx.db.execute<{ answer: string }>(noted)).map(({ answer }) => answer);
};

const countJobs = () => count(shop(), "pgboss.job", "name = 'answer-code-request'");

test("P-M8: signs in with the code, once, in the browser that asked and in no other", async () => {
  const { account, browser, code } = await mailed();
  expect(await give(shop(), newToken(), code)).toMatchObject({ code: "code.refused" });
  const done = await give(shop(), browser, code);
  if (!done.ok) throw new Error(done.code);
  expect(await findSession(shop(), done.value.token)).toMatchObject({ email: account.email });
  expect(await count(shop(), "accounts", `id = '${account.accountId}' and last_sign_in_at is not null`)).toBe(1);
  expect(await give(shop(), browser, code)).toMatchObject({ code: "code.refused" });
});

test("T-S14: the session that this browser showed before has ended", async () => {
  const other = await makeAccount(shop());
  const before = await startSession(shop(), { accountId: other.accountId, method: "password" });
  const { browser, code } = await mailed();
  expect(await give(shop(), browser, code, before.token)).toMatchObject({ ok: true });
  expect(await findSession(shop(), before.token)).toBeNull();
});

test("P-M8, T-S1: an unknown address is answered and mailed like a known one, and only its mailbox learns which it is", async () => {
  const unknown = freshEmail();
  const browser = await ask(shop(), unknown);
  expect((await queuedMails(shop(), unknown)).map(({ message }) => message)).toEqual(["code-without-account"]);
  const known = await mailed();
  const wrong = known.code === "123456" ? "123457" : "123456";
  const answers = [await give(shop(), browser, wrong), await give(shop(), known.browser, wrong)];
  for (const answer of answers) {
    expect(answer).toMatchObject({ code: "code.refused", problems: [{ field: "code" }], supportCode: expect.any(String) });
  }
});

test("T-N3: the address of an account that signs in by number gets no code", async () => {
  const { email } = await makeNumberAccount(shop());
  await ask(shop(), email);
  expect((await newestMail(shop(), email)).message).toBe("code-without-account");
});

test("P-M8: who types a customer number is mailed where that account is written to, and an unknown one mails nobody", async () => {
  const account = await makeAccount(shop());
  const browser = await ask(shop(), account.number);
  const { code } = await newestMail(shop(), account.email);
  const mails = await count(shop(), "mails", "true");
  await ask(shop(), "99999999");
  expect(await count(shop(), "mails", "true")).toBe(mails);
  expect(await give(shop(), browser, code)).toMatchObject({ ok: true });
});

test("T-N3: a name that the shop does not let people sign in with gets no code", async () => {
  const { email, number } = await makeAccount(shop());
  await ask(shop({ "access.signInNames": "number" }), email);
  await ask(shop({ "access.signInNames": "email" }), number);
  expect((await queuedMails(shop(), email)).map(({ message }) => message)).toEqual(["code-without-account"]);
});

test("P-M8: an account that is shut gets the mail of one that there is not", async () => {
  const { accountId, email } = await makeAccount(shop());
  await shop().db.execute(sql`update accounts set deactivated_at = now() where id = ${accountId}`);
  await ask(shop(), email);
  expect((await queuedMails(shop(), email)).map(({ message }) => message)).toEqual(["code-without-account"]);
});

test("T-C12: a mailbox that has had enough mail for now gets no further code, and the one it has goes on to count", async () => {
  const { account, browser, code } = await mailed();
  const { address } = shop().request;
  await answerCodeRequest(shop(), { identifier: account.email, browserHash: hashToken(browser), language: "en", address });
  expect(await queuedMails(shop(), account.email)).toHaveLength(1);
  expect(await give(shop(), browser, code)).toMatchObject({ ok: true });
});

test("T-P11: an account that a provider signs in is mailed how, and no code", async () => {
  const work = aConnection({ id: "oidc-work" });
  const ctx = shop({}, { connections: [work] });
  const { accountId, email } = await makeAccount(ctx);
  await linkIdentity(ctx, accountId, work);
  await ctx.db.execute(sql`delete from passwords where account_id = ${accountId}`);
  await ask(ctx, email);
  const mails = await queuedMails(ctx, email);
  expect(mails).toMatchObject([{ message: "sign-in-by-provider", facts: { buttons: work.label }, code: "", link: "" }]);
  expect(await count(ctx, "proofs", `account_id = '${accountId}'`)).toBe(0);
  expect(await answersOf(ctx, accountId)).toEqual(["by-provider"]);
});

describe("a code under way", () => {
  test.each([
    ["switched off", { "access.codeSignIn": "false" }, "access.not-found"],
    ["under SSO only", { "access.ssoOnly": "true" }, "access.sso-only"],
    ["without customer accounts", { "access.customerAccounts": "false" }, "access.accounts-off"],
  ] as const)("P-M8, P-A5: %s is worthless, and nobody can ask for one", async (_when, settings, code) => {
    const started = await mailed();
    const jobs = await countJobs();
    expect(await give(shop(settings), started.browser, started.code)).toMatchObject({ code });
    const asked = await requestSignInCode(shop(settings), { identifier: started.account.email, browser: newToken() });
    expect(asked).toMatchObject({ code });
    expect(await countJobs()).toBe(jobs);
    expect(await give(shop(), started.browser, started.code), "again as before").toMatchObject({ ok: true });
  });

  test.each([{ "access.codeSignIn": "false" }, { "access.ssoOnly": "true" }, { "access.customerAccounts": "false" }])(
    "P-M8, P-A5: a request that waited until %j mails nothing",
    async (settings) => {
      const { email } = await makeAccount(shop());
      const asked = { identifier: email, browserHash: hashToken(newToken()), language: "en", address: "10.9.9.9" };
      await answerCodeRequest(shop(settings), asked);
      expect(await queuedMails(shop(), email)).toEqual([]);
      await answerCodeRequest(shop(), asked);
      expect(await queuedMails(shop(), email)).toHaveLength(1);
    },
  );

  test("P-M8, T-P7: is worthless once the account is shut or its address another one", async () => {
    for (const change of [
      "update accounts set deactivated_at = now() where id = $",
      "update accounts set email = 'n$@example.com', email_key = 'n$@example.com' where id = $; update customers set email = 'n$@example.com', email_key = 'n$@example.com' where id = (select customer_id from accounts where id = $)",
    ]) {
      const { account, browser, code } = await mailed();
      await shop().db.execute(sql.raw(change.replace(/n\$/g, `n${account.number}`).replace(/\$/g, `'${account.accountId}'`)));
      expect(await give(shop(), browser, code), change).toMatchObject({ code: "code.refused" });
      expect(await count(shop(), "sessions", `account_id = '${account.accountId}'`)).toBe(0);
    }
  });
});

test("P-S5: an address of a connection's domain is sent there, and no code is mailed", async () => {
  const ctx = shop({}, { connections: [aConnection({ id: "oidc-work", texts: { domains: "work.example" } })] });
  const jobs = await countJobs();
  const asked = await requestSignInCode(ctx, { identifier: " Ann@WORK.example", browser: newToken() });
  expect(asked).toMatchObject({ value: { kind: "elsewhere", connection: { id: "oidc-work" } } });
  expect(await countJobs()).toBe(jobs);
});

test("T-R19, T-C12: one address on the network asks for thirty codes an hour; what is more is refused and mailed to nobody", async () => {
  const ctx = shop();
  const [{ max, per }] = LIMITS["code-sign-in:address"];
  const jobs = await countJobs();
  const answers = [];
  for (let i = 0; i < max + 3; i++) answers.push(await requestSignInCode(ctx, { identifier: freshEmail(), browser: newToken() }));
  expect([max, inSeconds(per), answers.filter(({ ok }) => ok).length]).toEqual([30, 3600, 30]);
  expect(answers.at(-1)).toMatchObject({ code: "limits.too-many" });
  expect(await countJobs()).toBe(jobs + max);
});

test("T-T1, T-C2: one address on the network tries sixty codes in ten minutes, in however many browsers, and is told to wait", async () => {
  const ctx = shop();
  for (let i = 0; i < 60; i++) expect(await give(ctx, newToken(), "123456")).toMatchObject({ code: "code.refused" });
  expect(await give(ctx, newToken(), "123456")).toMatchObject({ code: "limits.too-many", retryAfterSeconds: expect.any(Number) });
});

test("T-G4: asking, signing in and being refused stand in the log, with the name masked and never a code", async () => {
  const { account, browser, code } = await mailed();
  const [last] = await shop().db.execute<{ id: number }>(sql`select max(id)::int as id from audit_log`);
  await give(shop(), newToken(), code);
  await give(shop(), browser, code);
  const asked = await shop().db.execute<{ target_id: string }>(
    sql`select target_id from audit_log where action = 'code.requested' and target_kind = 'name' order by id desc limit 1`,
  );
  expect(asked[0]?.target_id).toMatch(/^a\*\*\*@example\.com$/);
  expect(await answersOf(shop(), account.accountId)).toEqual(["code"]);
  const rows = await shop().db.execute(
    sql`select action, outcome, target_id, detail->>'by' as by from audit_log where id > ${last?.id ?? 0} order by id`,
  );
  expect(rows).toEqual([
    { action: "sign-in", outcome: "code.refused", target_id: null, by: null },
    { action: "sign-in", outcome: "ok", target_id: account.accountId, by: "code" },
  ]);
});
