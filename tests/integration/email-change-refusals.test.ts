import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { askEmailChange } from "@/core/email-change/ask-email-change";
import { findAskedEmail, findEmailChange } from "@/core/email-change/find-email-change";
import { undoEmailChange } from "@/core/email-change/undo-email-change";
import { askEmailSignIn } from "@/core/email-sign-in/ask-email-sign-in";
import { findEmailSignIn } from "@/core/email-sign-in/find-email-sign-in";
import { turnOnEmailSignIn } from "@/core/email-sign-in/turn-on-email-sign-in";
import { hashToken, newToken } from "@/core/security/token";
import { makeWorld, type World } from "@/tests/support/context";
import { askForAddress, changeAddress, sessionFor } from "@/tests/support/email-change";
import { askToSignInByEmail } from "@/tests/support/email-sign-in";
import { freshEmail, freshPassword, makeAccount, makeNumberAccount } from "@/tests/support/make";
import { newestMail, queuedMails } from "@/tests/support/queued-mail";
import { canSignIn, getReset } from "@/tests/support/reset";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());
beforeEach(() => world.database.sql`delete from limits`);

const isLive = async (token: string) =>
  (
    await world.database
      .sql`select 1 from proofs where token_hash = ${hashToken(token)} and used_at is null and superseded_at is null`
  ).length > 0;
const contactOf = async (customerId: string) =>
  (await world.database.sql`select email from customers where id = ${customerId}`)[0]?.email;

describe("changing an address", () => {
  test("T-E8: an account that signs in with its number only does not sign in by e-mail by giving itself an address", async () => {
    const account = await makeNumberAccount(world.ctx());
    const { email } = await askAndComplete(account);
    expect(await canSignIn(world.ctx(), email, account.password)).toBe(false);
    expect(await canSignIn(world.ctx(), account.number, account.password)).toBe(true);
  });

  async function askAndComplete(account: Awaited<ReturnType<typeof makeAccount>>) {
    const { email } = await changeAddress(world.ctx(), account);
    return { email };
  }

  test("T-E7: a link for a new password that was mailed to the former address is dead after the change", async () => {
    const account = await makeAccount(world.ctx());
    const { token } = await getReset(world.ctx(), account.email);
    await world.database.sql`delete from limits`;
    expect(await isLive(token)).toBe(true);
    await changeAddress(world.ctx(), account);
    expect(await isLive(token)).toBe(false);
  });

  test("T-C12: asked again within the minute no second mail leaves, and the first one still counts", async () => {
    const account = await makeAccount(world.ctx());
    const asked = await askForAddress(world.ctx(), account);
    const again = { session: asked.session, email: asked.email, password: account.password, browser: asked.browser };
    expect(await askEmailChange(world.ctx(), again)).toMatchObject({ ok: true });
    expect(await queuedMails(world.ctx(), asked.email)).toHaveLength(1);
    expect(await isLive(asked.mail.token)).toBe(true);
  });

  test("T-E3: the page that waits for a code shows it to the account that asked and to no other one in the same browser", async () => {
    const [account, other] = [await makeAccount(world.ctx()), await makeAccount(world.ctx())];
    const { browser, session, email, mail } = await askForAddress(world.ctx(), account);
    expect(await findAskedEmail(world.ctx(), { browser, session })).toBe(email);
    expect(await findAskedEmail(world.ctx(), { browser, session: await sessionFor(world.ctx(), other) })).toBeNull();
    await world.database.sql`update accounts set deactivated_at = now() where id = ${account.accountId}`;
    expect(await findEmailChange(world.ctx(), { token: mail.token, session: null })).toMatchObject({ code: "proof.invalid" });
  });
});

describe("taking it back", () => {
  test("T-E6: ends every link of whoever changed it, and stands in the log, masked", async () => {
    const account = await makeAccount(world.ctx());
    const { email, notice } = await changeAddress(world.ctx(), account);
    await world.database.sql`delete from limits`;
    const { token } = await getReset(world.ctx(), email);
    const undone = await undoEmailChange(world.ctx(), notice.token);
    expect(undone).toMatchObject({ ok: true });
    expect(await isLive(token), "the thief's").toBe(false);
    expect(await isLive(undone.ok ? (undone.value.resetToken ?? "") : ""), "the owner's").toBe(true);
    const [row] = await world.database
      .sql`select detail from audit_log where action = 'email.restored' and target_id = ${account.accountId}`;
    expect(String(row?.detail.email)).toMatch(/^n\*\*\*@example\.com → a\*\*\*@example\.com$/);
  });

  test("T-E6: where the shop wrote elsewhere it goes on doing so", async () => {
    const account = await makeAccount(world.ctx());
    const elsewhere = freshEmail("office");
    await world.database
      .sql`update customers set email = ${elsewhere}, email_key = ${elsewhere} where id = ${account.customerId}`;
    const { notice } = await changeAddress(world.ctx(), account);
    expect(await contactOf(account.customerId)).toBe(elsewhere);
    expect(await undoEmailChange(world.ctx(), notice.token)).toMatchObject({ ok: true });
    expect(await contactOf(account.customerId)).toBe(elsewhere);
  });

  test("T-X2: leads to a new password only where there was one and passwords open anything", async () => {
    const [bare, single] = [await makeAccount(world.ctx()), await makeAccount(world.ctx())];
    const first = await changeAddress(world.ctx(), bare);
    await world.database.sql`delete from passwords where account_id = ${bare.accountId}`;
    expect(await undoEmailChange(world.ctx(), first.notice.token)).toMatchObject({ ok: true, value: { resetToken: null } });
    const second = await changeAddress(world.ctx(), single);
    const ssoOnly = world.ctx({ settings: { "access.ssoOnly": "true" } });
    expect(await undoEmailChange(ssoOnly, second.notice.token)).toMatchObject({ ok: true, value: { resetToken: null } });
  });
});

describe("turning on sign-in by e-mail", () => {
  test("T-C12: asked too often it is refused; within the minute no second mail leaves, and the first code still counts", async () => {
    const account = await makeNumberAccount(world.ctx());
    const asked = await askToSignInByEmail(world.ctx(), account);
    const ask = () =>
      askEmailSignIn(world.ctx(), {
        session: asked.session,
        email: account.email,
        password: account.password,
        browser: asked.browser,
      });
    for (let tries = 0; tries < 4; tries++) expect(await ask()).toMatchObject({ ok: true });
    expect(await queuedMails(world.ctx(), account.email)).toHaveLength(1);
    expect(await ask()).toMatchObject({ code: "limits.too-many" });
    const { session, browser } = asked;
    const code = (await newestMail(world.ctx(), account.email)).code;
    expect(await turnOnEmailSignIn(world.ctx(), { session, browser, code, newPassword: freshPassword() })).toMatchObject({
      ok: true,
    });
  });

  test("T-E3: the page that waits shows the address to the account that asked and to no other one in the same browser", async () => {
    const [account, other] = [await makeNumberAccount(world.ctx()), await makeNumberAccount(world.ctx())];
    const { browser, session } = await askToSignInByEmail(world.ctx(), account);
    expect(await findEmailSignIn(world.ctx(), { browser, session })).toMatchObject({ asked: account.email });
    const theirs = await sessionFor(world.ctx(), other);
    expect(await findEmailSignIn(world.ctx(), { browser, session: theirs })).toMatchObject({ asked: null });
  });

  test("T-E8: a password that is refused costs no try of the code, and one made of the new address is refused", async () => {
    const account = await makeNumberAccount(world.ctx());
    const asked = await askToSignInByEmail(world.ctx(), account, { email: freshEmail("isolde") });
    const turnOn = (newPassword: string) => turnOnEmailSignIn(world.ctx(), { ...asked, code: asked.mail.code, newPassword });
    for (let tries = 0; tries < 6; tries++) expect(await turnOn("too short")).toMatchObject({ code: "password.too-short" });
    const local = asked.email.split("@")[0] ?? "";
    expect(await turnOn(`${local} ${local}`)).toMatchObject({ code: "password.personal" });
    expect(await turnOn(freshPassword())).toMatchObject({ ok: true });
  });

  test("T-V14: an account that was shut meanwhile is not changed", async () => {
    const account = await makeNumberAccount(world.ctx());
    const { session, browser, mail } = await askToSignInByEmail(world.ctx(), account);
    await world.database.sql`update accounts set deactivated_at = now() where id = ${account.accountId}`;
    const done = await turnOnEmailSignIn(world.ctx(), { session, browser, code: mail.code, newPassword: freshPassword() });
    expect(done).toMatchObject({ ok: false, code: "access.sign-in-first" });
  });

  test("T-T6: where nobody knows the browser nothing is shown", async () => {
    const account = await makeNumberAccount(world.ctx());
    const { session } = await askToSignInByEmail(world.ctx(), account);
    expect(await findEmailSignIn(world.ctx(), { browser: newToken(), session })).toMatchObject({ asked: null });
  });
});
