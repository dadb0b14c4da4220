import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askEmailChange } from "@/core/email-change/ask-email-change";
import { completeEmailChange } from "@/core/email-change/complete-email-change";
import { findEmailChange } from "@/core/email-change/find-email-change";
import { findEmailUndo, undoEmailChange } from "@/core/email-change/undo-email-change";
import { isGuessAllowed } from "@/core/security/guess-limit";
import { hashToken, newToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { resetPassword } from "@/core/sign-in/reset-password";
import { insertIdentity } from "@/db/queries/identities";
import { makeWorld, type World } from "@/tests/support/context";
import { askForAddress, changeAddress, sessionFor } from "@/tests/support/email-change";
import { age, freshEmail, freshPassword, type MadeAccount, makeAccount } from "@/tests/support/make";
import { queuedMails } from "@/tests/support/queued-mail";
import { askForReset, canSignIn, getReset } from "@/tests/support/reset";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const emailsOf = async ({ accountId }: Pick<MadeAccount, "accountId">) => {
  const [row] = await world.database.sql`
    select a.email_key as account, c.email_key as contact from accounts a join customers c on c.id = a.customer_id where a.id = ${accountId}`;
  return row;
};
const byLink = (token: string) => ({ kind: "link", token }) as const;

describe("asking for another address", () => {
  test("T-E1: without the password, or with a wrong one, nothing is mailed, and wrong ones count as failed sign-ins", async () => {
    const account = await makeAccount(world.ctx());
    const session = await sessionFor(world.ctx(), account);
    const email = freshEmail("thief");
    const ask = (password: string) => askEmailChange(world.ctx(), { session, email, password, browser: newToken() });
    expect(await ask("")).toMatchObject({ ok: false, code: "field.required" });
    for (let at = 0; at < 3; at++) expect(await ask("a wrong one")).toMatchObject({ code: "password.wrong-current" });
    expect(await queuedMails(world.ctx(), email)).toEqual([]);
    const [row] = await world.database.sql`select consecutive from guess_counters where key = ${`account:${account.accountId}`}`;
    expect(row?.consecutive).toBe(3);
  });

  test("T-E1: an account without a password needs a sign-in of the last quarter of an hour", async () => {
    const account = await makeAccount(world.ctx());
    await world.database.sql`delete from passwords where account_id = ${account.accountId}`;
    const session = await sessionFor(world.ctx(), account);
    const ask = () => askEmailChange(world.ctx(), { session, email: freshEmail(), password: "", browser: newToken() });
    expect(await ask()).toMatchObject({ ok: true });
    await age(world.ctx(), "sessions", ["authenticated_at"], "16 minutes", `id = '${session.id}'`);
    expect(await ask()).toMatchObject({ ok: false, code: "sso.confirm-first" });
  });

  test("T-S8: the right password forgets the wrong ones before it", async () => {
    const account = await makeAccount(world.ctx());
    const session = await sessionFor(world.ctx(), account);
    const ask = (password: string) =>
      askEmailChange(world.ctx(), { session, email: freshEmail(), password, browser: newToken() });
    for (let at = 0; at < 3; at++) expect(await ask("a wrong one")).toMatchObject({ code: "password.wrong-current" });
    expect(await ask(account.password)).toMatchObject({ ok: true });
    const key = `account:${account.accountId}`;
    expect(await world.database.sql`select 1 from guess_counters where key = ${key} and consecutive > 0`).toHaveLength(0);
  });

  test("T-C12: a mailbox that has had enough mail for now gets none of a change, and the answer is the same", async () => {
    const [one, other] = [await makeAccount(world.ctx()), await makeAccount(world.ctx())];
    const { email, mail, session } = await askForAddress(world.ctx(), one);
    const again = { session: await sessionFor(world.ctx(), other), email, password: other.password, browser: newToken() };
    expect(await askEmailChange(world.ctx(), again)).toMatchObject({ ok: true });
    expect(await queuedMails(world.ctx(), email)).toHaveLength(1);
    expect(await completeEmailChange(world.ctx(), { session, given: byLink(mail.token) })).toMatchObject({ ok: true });
  });

  test("T-G4: who asks for which address stands in the log, masked, beside wrong passwords", async () => {
    const account = await makeAccount(world.ctx());
    const { email, session } = await askForAddress(world.ctx(), account, { email: freshEmail("newer") });
    await askEmailChange(world.ctx(), { session, email, password: "a wrong one", browser: newToken() });
    const rows = await world.database.sql`
      select outcome, detail->>'email' as email from audit_log
      where action = 'email.change-asked' and target_id = ${account.accountId} order by id`;
    expect([...rows]).toEqual([
      { outcome: "ok", email: "n***@example.com" },
      { outcome: "password.wrong-current", email: null },
    ]);
  });

  test("T-E2: until the new mailbox has proven itself the former address counts and the new one opens nothing", async () => {
    const account = await makeAccount(world.ctx());
    const { email } = await askForAddress(world.ctx(), account);
    expect(await emailsOf(account)).toEqual({ account: account.email, contact: account.email });
    expect(await canSignIn(world.ctx(), account.email, account.password)).toBe(true);
    expect(await canSignIn(world.ctx(), email, account.password)).toBe(false);
    const { mails } = await askForReset(world.ctx(), email);
    expect(mails.map(({ message }) => message)).toEqual(["reset-without-account"]);
  });

  test("T-E3: a taken address gets the same answer, the same mail and as many rows as a free one", async () => {
    const taken = await makeAccount(world.ctx());
    const count = async () =>
      (
        await world.database.sql`select
      (select count(*)::int from proofs) as proofs, (select count(*)::int from mails) as mails, (select count(*)::int from audit_log) as log`
      )[0];
    const rows = async (email: string) => {
      const account = await makeAccount(world.ctx());
      const session = await sessionFor(world.ctx(), account);
      const before = await count();
      const answer = await askEmailChange(world.ctx(), { session, email, password: account.password, browser: newToken() });
      const after = await count();
      const added = ["proofs", "mails", "log"].map((name) => after?.[name] - before?.[name]);
      return { answer, added, mail: (await queuedMails(world.ctx(), email)).at(-1)?.message };
    };
    const free = await rows(freshEmail());
    expect(free).toEqual({ answer: { ok: true, value: undefined }, added: [1, 1, 1], mail: "confirm-new-address" });
    expect(await rows(taken.email)).toEqual(free);
  });

  test("T-E3: the mail names the account by its number and nothing that whoever asked could have chosen", async () => {
    const account = await makeAccount(world.ctx(), { firstName: "Cheap watches", lastName: "at example.net" });
    const { mail } = await askForAddress(world.ctx(), account);
    expect([mail.facts, mail.toName]).toEqual([{ number: account.number }, ""]);
  });

  test("the address one has already is refused, and five an hour are enough", async () => {
    const account = await makeAccount(world.ctx());
    const session = await sessionFor(world.ctx(), account);
    const ask = (email: string) =>
      askEmailChange(world.ctx(), { session, email, password: account.password, browser: newToken() });
    expect(await ask(account.email)).toMatchObject({ code: "email.same" });
    for (let at = 0; at < 5; at++) expect(await ask(freshEmail())).toMatchObject({ ok: true });
    expect(await ask(freshEmail())).toMatchObject({ ok: false, code: "limits.too-many" });
  });

  test("a newer request ends the earlier one, whichever browser it came from", async () => {
    const account = await makeAccount(world.ctx());
    const first = await askForAddress(world.ctx(), account);
    await askForAddress(world.ctx(), account);
    const late = await completeEmailChange(world.ctx(), { session: first.session, given: byLink(first.mail.token) });
    expect(late).toMatchObject({ ok: false, code: "proof.invalid" });
  });
});

describe("completing it", () => {
  test("P-M5: by the link, the address changes for signing in and for what the shop writes", async () => {
    const account = await makeAccount(world.ctx());
    const { email } = await changeAddress(world.ctx(), account);
    expect(await emailsOf(account)).toEqual({ account: email, contact: email });
    expect(await canSignIn(world.ctx(), email, account.password)).toBe(true);
    const [row] = await world.database
      .sql`select detail->>'email' as email from audit_log where action = 'email.changed' order by id desc limit 1`;
    expect(row?.email).toMatch(/^a\*\*\*@example\.com → n\*\*\*@example\.com$/);
  });

  test("P-M5: by the code, in the browser that asked and nowhere else", async () => {
    const account = await makeAccount(world.ctx());
    const { session, mail, browser, email } = await askForAddress(world.ctx(), account);
    const give = (from: string) =>
      completeEmailChange(world.ctx(), { session, given: { kind: "code", code: mail.code, browser: from } });
    expect(await give(newToken())).toMatchObject({ ok: false, code: "code.ended" });
    expect(await give(browser)).toMatchObject({ ok: true });
    expect(await emailsOf(account)).toMatchObject({ account: email });
  });

  test("a contact address of its own stays where the shop writes to", async () => {
    const account = await makeAccount(world.ctx());
    const office = freshEmail("office");
    await world.database.sql`update customers set email = ${office}, email_key = ${office} where id = ${account.customerId}`;
    const { email } = await changeAddress(world.ctx(), account);
    expect(await emailsOf(account)).toEqual({ account: email, contact: office });
  });

  test("ways of signing in through providers stay, also after a later reset", async () => {
    const account = await makeAccount(world.ctx());
    const identity = { accountId: account.accountId, connection: "google", subject: account.number, kind: "google" };
    await insertIdentity(world.database.db, identity);
    const { email } = await changeAddress(world.ctx(), account);
    const mail = await getReset(world.ctx(), email);
    expect(await resetPassword(world.ctx(), byLink(mail.token), freshPassword())).toMatchObject({ ok: true });
    expect(await world.database.sql`select 1 from identities where account_id = ${account.accountId}`).toHaveLength(1);
  });

  test("P-R7: guest orders of the new address come along", async () => {
    const account = await makeAccount(world.ctx());
    const email = freshEmail("buyer");
    const [guest] = await world.database.sql`insert into customers (number, number_key, email, email_key) values
      (${`G${account.number}`}, ${`G${account.number}`}, ${email}, ${email}) returning id`;
    await world.database
      .sql`insert into orders (customer_id, name, email, email_key, street, postcode, postcode_key, city, country, language, total_cents)
      values (${guest?.id}, 'Ann', ${email}, ${email}, 'Weg 1', '10969', '10969', 'Berlin', 'DE', 'en', 100)`;
    await changeAddress(world.ctx(), account, email);
    expect(await world.database.sql`select 1 from orders where customer_id = ${account.customerId}`).toHaveLength(1);
  });

  test("T-E3: the mailbox alone changes nothing: who is not signed in, or to another account, only learns which one it is about", async () => {
    const account = await makeAccount(world.ctx());
    const { mail, email } = await askForAddress(world.ctx(), account);
    const stranger = await sessionFor(world.ctx(), await makeAccount(world.ctx(), { email: freshEmail("victim") }));
    for (const session of [null, stranger]) {
      const seen = await findEmailChange(world.ctx(), { token: mail.token, session });
      expect(seen).toMatchObject({ ok: true, value: { number: account.number, isOwn: false } });
      expect(JSON.stringify(seen)).not.toContain(email);
      expect(await completeEmailChange(world.ctx(), { session, given: byLink(mail.token) })).toMatchObject({ ok: false });
    }
    expect(await emailsOf(account)).toMatchObject({ account: account.email });
  });

  test("T-E4, T-L12: after an hour the link has ended, and the code after ten minutes", async () => {
    const account = await makeAccount(world.ctx());
    const { session, mail, browser } = await askForAddress(world.ctx(), account);
    const where = `token_hash = '${hashToken(mail.token)}'`;
    await age(world.ctx(), "proofs", ["code_expires_at"], "11 minutes", where);
    const code = { kind: "code", code: mail.code, browser } as const;
    expect(await completeEmailChange(world.ctx(), { session, given: code })).toMatchObject({ code: "code.ended" });
    await age(world.ctx(), "proofs", ["expires_at"], "61 minutes", where);
    expect(await findEmailChange(world.ctx(), { token: mail.token, session })).toMatchObject({ code: "proof.invalid" });
    expect(await completeEmailChange(world.ctx(), { session, given: byLink(mail.token) })).toMatchObject({
      code: "proof.invalid",
    });
  });

  test("T-E4, T-L12: an address that has got an account since is refused, and told only now that the mailbox is proven", async () => {
    const account = await makeAccount(world.ctx());
    const { session, mail, email } = await askForAddress(world.ctx(), account);
    const victim = await makeAccount(world.ctx(), { email });
    const refused = await completeEmailChange(world.ctx(), { session, given: byLink(mail.token) });
    expect(refused).toMatchObject({ ok: false, code: "email.taken", supportCode: expect.any(String) });
    expect([await emailsOf(account), await emailsOf(victim)]).toMatchObject([{ account: account.email }, { account: email }]);
    expect(await canSignIn(world.ctx(), email, victim.password)).toBe(true);
  });

  test("T-E4, P-R6: nor one where another account that signs in with its number is reached", async () => {
    const [account, other] = [await makeAccount(world.ctx()), await makeAccount(world.ctx())];
    await world.database
      .sql`update accounts set email = null, email_key = null, signs_in_with_email = false where id = ${other.accountId}`;
    const { session, mail } = await askForAddress(world.ctx(), account, { email: other.email });
    const refused = await completeEmailChange(world.ctx(), { session, given: byLink(mail.token) });
    expect(refused).toMatchObject({ ok: false, code: "email.taken" });
  });

  test("T-E5: of ten accounts that confirm one address at once one gets it, and nothing breaks", async () => {
    const email = freshEmail("wanted");
    const asked = [];
    for (let at = 0; at < 10; at++) {
      await world.database.sql`delete from limits`;
      asked.push(await askForAddress(world.ctx(), await makeAccount(world.ctx()), { email }));
    }
    const done = await Promise.all(
      asked.map(({ session, mail }) => completeEmailChange(world.ctx(), { session, given: byLink(mail.token) })),
    );
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    expect(done.filter((each) => !each.ok && each.code === "email.taken")).toHaveLength(9);
    expect(await world.database.sql`select 1 from accounts where email_key = ${email}`).toHaveLength(1);
  });

  test("T-E5, T-C7: one link confirmed twenty times at once counts once", async () => {
    const account = await makeAccount(world.ctx());
    const { session, mail } = await askForAddress(world.ctx(), account);
    const done = await Promise.all(
      Array.from({ length: 20 }, () => completeEmailChange(world.ctx(), { session, given: byLink(mail.token) })),
    );
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("T-E7: the former address signs in no more, resets nothing, its earlier reset link is dead, and other sessions have ended", async () => {
    const account = await makeAccount(world.ctx());
    const reset = await getReset(world.ctx(), account.email);
    const elsewhere = await startSession(world.ctx(), { accountId: account.accountId, method: "password" });
    const { session } = await changeAddress(world.ctx(), account);
    expect(await canSignIn(world.ctx(), account.email, account.password)).toBe(false);
    expect(await resetPassword(world.ctx(), byLink(reset.token), freshPassword())).toMatchObject({ code: "proof.invalid" });
    const { mails } = await askForReset(world.ctx(), account.email);
    expect(mails.map(({ message }) => message)).toEqual(["reset-without-account"]);
    expect(await findSession(world.ctx(), elsewhere.token)).toBeNull();
    expect(await world.database.sql`select 1 from sessions where id = ${session.id}`).toHaveLength(1);
  });

  test("T-P8: a reset ends a change of address that is under way", async () => {
    const account = await makeAccount(world.ctx());
    const { session, mail, browser } = await askForAddress(world.ctx(), account);
    const reset = await getReset(world.ctx(), account.email);
    expect(await resetPassword(world.ctx(), byLink(reset.token), freshPassword())).toMatchObject({ ok: true });
    const again = await sessionFor(world.ctx(), account);
    for (const given of [byLink(mail.token), { kind: "code", code: mail.code, browser } as const])
      for (const by of [session, again])
        expect(await completeEmailChange(world.ctx(), { session: by, given })).toMatchObject({ ok: false });
    expect(await emailsOf(account)).toMatchObject({ account: account.email });
  });
});

describe("T-E6: the former address is told and can take the account back", () => {
  test("by POST: the address comes back, everybody is signed out, and the way leads to a new password", async () => {
    const account = await makeAccount(world.ctx());
    const { session, email, notice } = await changeAddress(world.ctx(), account);
    expect(notice).toMatchObject({ message: "email-changed", link: expect.stringContaining("/restore-email/") });
    const undone = await undoEmailChange(world.ctx(), notice.token);
    if (!undone.ok) throw new Error(undone.code);
    expect(await emailsOf(account)).toEqual({ account: account.email, contact: account.email });
    expect(await world.database.sql`select 1 from sessions where id = ${session.id}`).toEqual([]);
    expect(await canSignIn(world.ctx(), email, account.password)).toBe(false);
    const password = freshPassword();
    expect(await resetPassword(world.ctx(), byLink(undone.value.resetToken ?? ""), password)).toMatchObject({ ok: true });
    expect(await canSignIn(world.ctx(), account.email, password)).toBe(true);
    expect((await queuedMails(world.ctx(), email)).map(({ message }) => message)).toContain("email-restored");
  });

  test("T-P7: the password of whoever changed it opens nothing from then on, and ends no way to a new one; guesses are forgotten", async () => {
    const account = await makeAccount(world.ctx());
    const { notice } = await changeAddress(world.ctx(), account);
    const guessed = { kind: "account", id: account.accountId } as const;
    while (await isGuessAllowed(world.ctx(), guessed));
    const undone = await undoEmailChange(world.ctx(), notice.token);
    if (!undone.ok) throw new Error(undone.code);
    expect(await world.database.sql`select 1 from guess_counters where key = ${`account:${account.accountId}`}`).toEqual([]);
    for (const name of [account.number, account.email])
      expect(await canSignIn(world.ctx(), name, account.password), name).toBe(false);
    const password = freshPassword();
    expect(await resetPassword(world.ctx(), byLink(undone.value.resetToken ?? ""), password)).toMatchObject({ ok: true });
    expect(await canSignIn(world.ctx(), account.number, password)).toBe(true);
  });

  test("T-P7: nor does it where passwords open nothing just now, or once they do again", async () => {
    const account = await makeAccount(world.ctx());
    const { notice } = await changeAddress(world.ctx(), account);
    const ssoOnly = world.ctx({ settings: { "access.ssoOnly": "true" } });
    expect(await undoEmailChange(ssoOnly, notice.token)).toMatchObject({ ok: true, value: { resetToken: null } });
    expect(await canSignIn(world.ctx(), account.number, account.password)).toBe(false);
    const reset = await getReset(world.ctx(), account.email);
    expect(await resetPassword(world.ctx(), byLink(reset.token), freshPassword())).toMatchObject({ ok: true });
  });

  test("looking gives nothing back, and names the address masked", async () => {
    const account = await makeAccount(world.ctx());
    const { email, notice } = await changeAddress(world.ctx(), account);
    for (let at = 0; at < 3; at++) {
      const seen = await findEmailUndo(world.ctx(), notice.token);
      expect(seen).toMatchObject({ ok: true, value: { maskedEmail: expect.stringMatching(/^a\*\*\*@/) } });
    }
    expect(await emailsOf(account)).toMatchObject({ account: email });
  });

  test("it works once, for three days", async () => {
    const account = await makeAccount(world.ctx());
    const { notice } = await changeAddress(world.ctx(), account);
    await age(world.ctx(), "proofs", ["expires_at"], "73 hours", `token_hash = '${hashToken(notice.token)}'`);
    expect(await undoEmailChange(world.ctx(), notice.token)).toMatchObject({ ok: false, code: "proof.invalid" });
    const again = await makeAccount(world.ctx());
    const second = await changeAddress(world.ctx(), again);
    expect(await undoEmailChange(world.ctx(), second.notice.token)).toMatchObject({ ok: true });
    expect(await undoEmailChange(world.ctx(), second.notice.token)).toMatchObject({ ok: false, code: "proof.invalid" });
  });

  test("an intruder who then sets a new password, connects a provider and moves on to a third address has not shut the owner out", async () => {
    const account = await makeAccount(world.ctx());
    const first = await changeAddress(world.ctx(), account, freshEmail("thief"));
    const reset = await getReset(world.ctx(), first.email);
    const password = freshPassword();
    expect(await resetPassword(world.ctx(), byLink(reset.token), password)).toMatchObject({ ok: true });
    const identity = { accountId: account.accountId, connection: "google", subject: first.email, kind: "google" };
    await insertIdentity(world.database.db, identity);
    const second = await changeAddress(world.ctx(), { ...account, password, email: first.email }, freshEmail("thief"));
    expect(await undoEmailChange(world.ctx(), first.notice.token)).toMatchObject({ ok: true });
    expect(await emailsOf(account)).toMatchObject({ account: account.email });
    expect(await world.database.sql`select 1 from identities where account_id = ${account.accountId}`).toEqual([]);
    expect(await undoEmailChange(world.ctx(), second.notice.token), "the thief's own way back is gone").toMatchObject({
      code: "proof.invalid",
    });
  });

  test("an address that nobody has proven is told, and gets no way to take anything", async () => {
    const account = await makeAccount(world.ctx());
    await world.database.sql`update accounts set email_verified_at = null where id = ${account.accountId}`;
    const { notice } = await changeAddress(world.ctx(), account);
    expect([notice.message, notice.link]).toEqual(["email-changed", ""]);
  });

  test("an address that has an account by now comes not back", async () => {
    const account = await makeAccount(world.ctx());
    const { email, notice } = await changeAddress(world.ctx(), account);
    await makeAccount(world.ctx(), { email: account.email });
    expect(await undoEmailChange(world.ctx(), notice.token)).toMatchObject({ ok: false, code: "email.taken" });
    expect(await emailsOf(account)).toMatchObject({ account: email });
  });

  test("T-V14: an account that was shut meanwhile takes neither a new address nor the former one", async () => {
    const [shut, changed] = [await makeAccount(world.ctx()), await makeAccount(world.ctx())];
    const { session, mail } = await askForAddress(world.ctx(), shut);
    const { notice } = await changeAddress(world.ctx(), changed);
    await world.database.sql`update accounts set deactivated_at = now()`;
    expect(await completeEmailChange(world.ctx(), { session, given: byLink(mail.token) })).toMatchObject({ ok: false });
    expect(await undoEmailChange(world.ctx(), notice.token)).toMatchObject({ ok: false, code: "proof.invalid" });
    await world.database.sql`update accounts set deactivated_at = null`;
  });
});
