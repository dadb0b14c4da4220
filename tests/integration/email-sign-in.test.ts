import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { minutes } from "@/core/duration";
import { completeEmailChange } from "@/core/email-change/complete-email-change";
import { undoEmailChange } from "@/core/email-change/undo-email-change";
import { askEmailSignIn } from "@/core/email-sign-in/ask-email-sign-in";
import { findEmailSignIn, isEmailSignInOffered } from "@/core/email-sign-in/find-email-sign-in";
import { turnOnEmailSignIn } from "@/core/email-sign-in/turn-on-email-sign-in";
import { placeOrder } from "@/core/orders/place-order";
import { issueProof } from "@/core/proofs/issue-proof";
import { hashToken, newToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { resetPassword } from "@/core/sign-in/reset-password";
import { makeWorld, type World } from "@/tests/support/context";
import { sessionFor } from "@/tests/support/email-change";
import { type AskedEmailSignIn, askToSignInByEmail } from "@/tests/support/email-sign-in";
import { freshEmail, freshPassword, type MadeAccount, makeAccount, makeNumberAccount } from "@/tests/support/make";
import { checkoutForm, guestWith, makeProduct, storedOrder } from "@/tests/support/make-shop";
import { newestMail, queuedMails } from "@/tests/support/queued-mail";
import { canSignIn, getReset } from "@/tests/support/reset";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const turnOn = (
  { session, browser, mail }: AskedEmailSignIn,
  { newPassword = freshPassword(), code = mail.code }: { newPassword?: string; code?: string } = {},
  ctx = world.ctx(),
) => turnOnEmailSignIn(ctx, { session, browser, code, newPassword });

const stateOf = async ({ accountId }: Pick<MadeAccount, "accountId">) => {
  const [row] = await world.database.sql`
    select a.email_key as own, c.email_key as contact, a.signs_in_with_email as "byEmail", a.email_verified_at is not null as "isProven"
    from accounts a join customers c on c.id = a.customer_id where a.id = ${accountId}`;
  return row;
};
const names = (account: MadeAccount) => [account.number, account.email] as const;
/** Which of number and e-mail sign in with a password. */
const opens = async (account: MadeAccount, password: string) => {
  const [number, email] = names(account);
  return { number: await canSignIn(world.ctx(), number, password), email: await canSignIn(world.ctx(), email, password) };
};

describe("turning on sign-in by e-mail", () => {
  test("P-V4: with the code from the mailbox and a new password both names sign in, in one box", async () => {
    const account = await makeNumberAccount(world.ctx());
    expect(await opens(account, account.password)).toEqual({ number: true, email: false });
    const asked = await askToSignInByEmail(world.ctx(), account);
    const newPassword = freshPassword();
    expect(await turnOn(asked, { newPassword })).toMatchObject({ ok: true });
    expect(await opens(account, newPassword)).toEqual({ number: true, email: true });
    expect(await opens(account, account.password)).toEqual({ number: false, email: false });
    expect(await stateOf(account)).toEqual({ own: account.email, contact: account.email, byEmail: true, isProven: true });
    expect(await isEmailSignInOffered(world.ctx(), account.accountId)).toBe(false);
  });

  test("P-V4: an account whose own address was proven when it was activated gets the same", async () => {
    const account = await makeAccount(world.ctx());
    await world.database.sql`update accounts set signs_in_with_email = false where id = ${account.accountId}`;
    expect(await opens(account, account.password)).toEqual({ number: true, email: false });
    const newPassword = freshPassword();
    expect(await turnOn(await askToSignInByEmail(world.ctx(), account), { newPassword })).toMatchObject({ ok: true });
    expect(await opens(account, newPassword)).toEqual({ number: true, email: true });
  });

  test("P-V4: other browsers are signed out, this one gets a session anew, and links on their way end", async () => {
    const account = await makeNumberAccount(world.ctx());
    const other = await startSession(world.ctx(), { accountId: account.accountId, method: "password" });
    const reset = await getReset(world.ctx(), account.number);
    await world.database.sql`delete from limits`;
    const done = await turnOn(await askToSignInByEmail(world.ctx(), account));
    if (!done.ok) throw new Error(done.code);
    expect(await findSession(world.ctx(), other.token)).toBeNull();
    expect((await findSession(world.ctx(), done.value.token))?.accountId).toBe(account.accountId);
    expect(await resetPassword(world.ctx(), { kind: "link", token: reset.token }, freshPassword())).toMatchObject({
      code: "proof.invalid",
    });
  });

  test("P-V4, P-R7: guest orders of the address come along", async () => {
    const account = await makeNumberAccount(world.ctx());
    const { slug } = await makeProduct(world.ctx());
    const email = freshEmail("guest");
    const owner = guestWith({ slug, quantity: 1 });
    const placed = await placeOrder(world.ctx(), { ...checkoutForm({ email }), session: null, owner });
    if (!placed.ok) throw new Error(placed.code);
    expect(await turnOn(await askToSignInByEmail(world.ctx(), account, { email }))).toMatchObject({ ok: true });
    expect((await storedOrder(world.ctx(), placed.value.number)).customerId).toBe(account.customerId);
  });

  test("P-V4: the owner is told at that address which names sign in, and staff find it in the log, masked", async () => {
    const account = await makeNumberAccount(world.ctx());
    await turnOn(await askToSignInByEmail(world.ctx(), account));
    const told = (await queuedMails(world.ctx(), account.email)).map(({ message, facts, link, code }) => [
      message,
      facts,
      link + code,
    ]);
    expect(told.at(-1)).toEqual([
      "email-sign-in-on",
      { number: account.number, names: `${account.email}, ${account.number}` },
      "",
    ]);
    const rows = await world.database.sql`
      select action, outcome, detail->>'email' as email from audit_log where target_id = ${account.accountId} and action like 'email.%' order by id`;
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { action: "email.sign-in-asked", outcome: "ok", email: "n***@example.com" },
      { action: "email.sign-in-on", outcome: "ok", email: "n***@example.com" },
    ]);
  });

  test("T-E6: another mailbox that was on file is told without the names; one that was the account's own can take it back", async () => {
    const onFile = await makeNumberAccount(world.ctx());
    await turnOn(await askToSignInByEmail(world.ctx(), onFile, { email: freshEmail("chosen") }));
    expect(await newestMail(world.ctx(), onFile.email)).toMatchObject({
      message: "email-sign-in-on",
      facts: { number: onFile.number },
    });
    const proven = await makeAccount(world.ctx());
    await world.database.sql`update accounts set signs_in_with_email = false where id = ${proven.accountId}`;
    const chosen = freshEmail("chosen");
    await turnOn(await askToSignInByEmail(world.ctx(), proven, { email: chosen }));
    expect(await stateOf(proven)).toMatchObject({ own: chosen, contact: chosen });
    const { message, token } = await newestMail(world.ctx(), proven.email);
    expect(message).toBe("email-changed");
    expect(await undoEmailChange(world.ctx(), token)).toMatchObject({ ok: true });
    expect(await stateOf(proven)).toMatchObject({ own: proven.email, contact: proven.email });
  });
});

describe("T-E8: neither proof does anything alone", () => {
  test("T-E8: the code without a new password, with a weak one, or with the one there is already is refused, and costs no code", async () => {
    const account = await makeNumberAccount(world.ctx());
    const asked = await askToSignInByEmail(world.ctx(), account);
    const before = await stateOf(account);
    expect(await turnOn(asked, { newPassword: "" })).toMatchObject({ code: "password.too-short" });
    expect(await turnOn(asked, { newPassword: "passwordpassword" })).toMatchObject({ code: "password.common" });
    expect(await turnOn(asked, { newPassword: `${account.email.split("@")[0]}` })).toMatchObject({ ok: false });
    expect(await turnOn(asked, { newPassword: account.password })).toMatchObject({ code: "password.same" });
    expect(await stateOf(account)).toEqual(before);
    expect(await opens(account, account.password)).toEqual({ number: true, email: false });
    expect(await turnOn(asked)).toMatchObject({ ok: true });
  });

  test("T-E8: a new password without the code, with a wrong one, or with one for another purpose changes nothing", async () => {
    const account = await makeNumberAccount(world.ctx());
    const asked = await askToSignInByEmail(world.ctx(), account);
    const newPassword = freshPassword();
    const wrong = asked.mail.code === "000000" ? "000001" : "000000";
    expect(await turnOn(asked, { newPassword, code: "" })).toMatchObject({ code: "code.wrong" });
    expect(await turnOn(asked, { newPassword, code: wrong })).toMatchObject({ code: "code.wrong" });
    const browser = newToken();
    const { code } = await issueProof(world.ctx(), {
      purpose: "email-change",
      subject: { accountId: account.accountId },
      email: account.email,
      browserHash: hashToken(browser),
      linkLasts: minutes(60),
      hasCode: true,
    });
    expect(await turnOn({ ...asked, browser }, { newPassword, code })).toMatchObject({ code: "code.ended" });
    expect(await opens(account, newPassword)).toEqual({ number: false, email: false });
    expect(await opens(account, account.password)).toEqual({ number: true, email: false });
  });

  test("T-E8: a new password by reset, or a first address by a change of address, turns on nothing", async () => {
    const account = await makeNumberAccount(world.ctx());
    const { token } = await getReset(world.ctx(), account.email);
    const password = freshPassword();
    expect(await resetPassword(world.ctx(), { kind: "link", token }, password)).toMatchObject({ ok: true });
    expect(await opens(account, password)).toEqual({ number: true, email: false });
    // Even where a row does not say so: without an address of its own no account signs in by e-mail.
    await world.database.sql`update accounts set signs_in_with_email = true where id = ${account.accountId}`;
    const email = freshEmail("first");
    const change = await issueProof(world.ctx(), {
      purpose: "email-change",
      subject: { accountId: account.accountId },
      email,
      linkLasts: minutes(60),
      hasCode: false,
    });
    const session = await sessionFor(world.ctx(), account);
    const given = { kind: "link", token: change.token } as const;
    expect(await completeEmailChange(world.ctx(), { session, given })).toMatchObject({ ok: true });
    expect(await opens({ ...account, email }, password)).toEqual({ number: true, email: false });
  });

  test("T-E8, T-C6, T-C7: a code counts once, in the browser that asked, and for the account that asked", async () => {
    const account = await makeNumberAccount(world.ctx());
    const asked = await askToSignInByEmail(world.ctx(), account);
    expect(await turnOn({ ...asked, browser: newToken() })).toMatchObject({ code: "code.ended" });
    const mallory = await askToSignInByEmail(world.ctx(), await makeNumberAccount(world.ctx()));
    expect(await turnOn({ ...asked, session: mallory.session })).toMatchObject({ code: "code.ended" });
    const both = await Promise.all([turnOn(asked), turnOn(asked)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe("asking", () => {
  test("T-E1: without the password, or with a wrong one, nothing is mailed", async () => {
    const account = await makeNumberAccount(world.ctx());
    const session = await sessionFor(world.ctx(), account);
    const ask = (password: string) =>
      askEmailSignIn(world.ctx(), { session, email: account.email, password, browser: newToken() });
    expect(await ask("")).toMatchObject({ code: "field.required" });
    expect(await ask("a wrong one")).toMatchObject({ code: "password.wrong-current" });
    expect(await queuedMails(world.ctx(), account.email)).toEqual([]);
  });

  test("T-E3: a taken address gets the same answer, mail and rows as a free one; only the code's owner is told, and nothing changed", async () => {
    const taken = await makeAccount(world.ctx());
    const count = async () => {
      const [row] = await world.database.sql`select
        (select count(*)::int from proofs) as proofs, (select count(*)::int from mails) as mails, (select count(*)::int from audit_log) as log`;
      return [row?.proofs, row?.mails, row?.log];
    };
    const ask = async (account: MadeAccount, email: string) => {
      const before = await count();
      const asked = await askToSignInByEmail(world.ctx(), account, { email });
      const after = await count();
      const { message, facts } = asked.mail;
      return { asked, told: { message, facts, rows: after.map((now, at) => now - before[at]) } };
    };
    const account = await makeNumberAccount(world.ctx());
    const free = await ask(account, freshEmail());
    const other = await ask(account, taken.email);
    expect(other.told).toEqual(free.told);
    expect(free.told).toEqual({ message: "confirm-email-sign-in", facts: { number: account.number }, rows: [1, 1, 1] });
    expect(await turnOn(other.asked)).toMatchObject({ ok: false, code: "email.taken" });
    expect(await opens(account, account.password)).toEqual({ number: true, email: false });
    expect(await canSignIn(world.ctx(), taken.email, taken.password)).toBe(true);
  });

  test("T-E5: of two accounts that turn on the same address at once one gets it, and the other keeps what it had", async () => {
    const email = freshEmail("both");
    const two = [await makeNumberAccount(world.ctx()), await makeNumberAccount(world.ctx())];
    const asked = [];
    for (const account of two) {
      asked.push(await askToSignInByEmail(world.ctx(), account, { email }));
      await world.database.sql`delete from limits`;
    }
    const results = await Promise.all(asked.map((one) => turnOn(one)));
    expect(results.map((result) => (result.ok ? "on" : result.code)).sort()).toEqual(["email.taken", "on"]);
    const loser = two[results.findIndex(({ ok }) => !ok)];
    expect(loser && (await opens(loser, loser.password))).toEqual({ number: true, email: false });
  });

  test("P-V4, T-E4: an address that several number-only accounts share is the first one's who proves it, and a stranger's never", async () => {
    const contact = freshEmail("family");
    const one = await makeNumberAccount(world.ctx(), { contact });
    const two = await makeNumberAccount(world.ctx(), { contact });
    const stranger = await makeNumberAccount(world.ctx());
    const asked = [];
    for (const account of [stranger, two, one]) {
      asked.push(await askToSignInByEmail(world.ctx(), account, { email: contact }));
      await world.database.sql`delete from limits`;
    }
    const results = [];
    for (const each of asked) results.push(await turnOn(each));
    expect(results.map((result) => (result.ok ? "on" : result.code))).toEqual(["email.taken", "on", "email.taken"]);
    expect(await opens(one, one.password)).toEqual({ number: true, email: false });
  });

  test("T-C9: a newer code ends the earlier one, and the page knows which address waits", async () => {
    const account = await makeNumberAccount(world.ctx());
    const first = await askToSignInByEmail(world.ctx(), account);
    const second = await askToSignInByEmail(world.ctx(), account, { email: freshEmail("second") });
    expect(await turnOn(first)).toMatchObject({ ok: false });
    const { session, browser, email } = second;
    expect(await findEmailSignIn(world.ctx(), { session, browser })).toEqual({ known: account.email, asked: email });
    expect(await findEmailSignIn(world.ctx(), { session, browser: newToken() })).toEqual({ known: account.email, asked: null });
  });

  test.each([
    ["customers sign in by number only", { "access.signInNames": "number" }, "email.sign-in-off"],
    ["SSO only is on", { "access.ssoOnly": "true" }, "access.sso-only"],
    ["there are no customer accounts", { "access.customerAccounts": "false" }, "access.accounts-off"],
  ])("P-A9, P-A5: where %s it is neither offered nor done", async (_why, settings, code) => {
    const account = await makeNumberAccount(world.ctx());
    const asked = await askToSignInByEmail(world.ctx(), account);
    const ctx = world.ctx({ settings });
    expect(await isEmailSignInOffered(ctx, account.accountId)).toBe(false);
    const { session, email, browser } = asked;
    expect(await askEmailSignIn(ctx, { session, email, password: account.password, browser })).toMatchObject({ code });
    expect(await turnOn(asked, {}, ctx)).toMatchObject({ code });
    expect(await opens(account, account.password)).toEqual({ number: true, email: false });
  });

  test("P-V4: an account that signs in by e-mail is not asked for it again", async () => {
    const account = await makeAccount(world.ctx());
    const session = await sessionFor(world.ctx(), account);
    const ask = { session, email: account.email, password: account.password, browser: newToken() };
    expect(await askEmailSignIn(world.ctx(), ask)).toMatchObject({ code: "email.sign-in-off" });
  });
});
