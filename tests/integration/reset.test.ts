import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "@/core/ctx";
import { minutes } from "@/core/duration";
import { mayMail } from "@/core/mail/may-mail";
import { replacePassword } from "@/core/passwords/replace-password";
import { issueProof } from "@/core/proofs/issue-proof";
import { hashCount, hashPassword } from "@/core/security/password-hash";
import { hashToken, newToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { answerResetRequest } from "@/core/sign-in/answer-reset-request";
import { findReset } from "@/core/sign-in/find-reset";
import { requestReset } from "@/core/sign-in/request-reset";
import { resetPassword } from "@/core/sign-in/reset-password";
import { signIn } from "@/core/sign-in/sign-in";
import { lockHolder } from "@/db/queries/holders";
import { accounts, customers, identities } from "@/db/schema/people";
import { proofs } from "@/db/schema/proofs";
import { sessions } from "@/db/schema/sessions";
import { CHEAP_HASH, makeWorld, type World } from "@/tests/support/context";
import { age, freshEmail, freshPassword, makeAccount } from "@/tests/support/make";
import { forgetMailLimits, queuedMails } from "@/tests/support/queued-mail";
import { askForReset, canSignIn, getReset } from "@/tests/support/reset";
import { startAndWait } from "@/tests/support/start-and-wait";
import { noteStatements } from "@/tests/support/statements";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const byLink = (token: string) => ({ kind: "link", token }) as const;
const byCode = ({ code, browser }: { code: string; browser: string }) => ({ kind: "code", code, browser }) as const;
const messages = (mails: { message: string }[]) => mails.map(({ message }) => message);

describe("asking for a new password", () => {
  test("P-M4: by e-mail or by number the account's mailbox gets a link, a code and the names that work", async () => {
    const ctx = world.ctx();
    const { email, number } = await makeAccount(ctx, { firstName: "Ann" });
    for (const identifier of [email, ` ${email.toUpperCase()} `, number, `00${number}`]) {
      const { mails } = await askForReset(ctx, identifier);
      expect(mails).toMatchObject([
        { message: "reset-password", to: email, facts: { name: "Ann", names: `${email}, ${number}` } },
      ]);
      expect(mails[0]?.link).toMatch(/^https:\/\/shop\.example\/reset-password\/[\w-]{43}$/);
      expect(mails[0]?.code).toMatch(/^\d{6}$/);
    }
  });

  test("P-M4: the mail names only the names that work, by the account and by the setting", async () => {
    const account = await makeAccount(world.ctx());
    const emailOnly = await askForReset(world.ctx({ settings: { "access.signInNames": "email" } }), account.number);
    expect(emailOnly.mails).toMatchObject([{ facts: { names: account.email } }]);
    await world.database.db.update(accounts).set({ signsInWithEmail: false }).where(eq(accounts.id, account.accountId));
    const numberOnly = await askForReset(world.ctx(), account.email);
    expect(numberOnly.mails).toMatchObject([{ facts: { names: account.number } }]);
  });

  test("P-M4: the contact address of an account that signs in by number only finds it, too", async () => {
    const ctx = world.ctx();
    const { accountId, number, email } = await makeAccount(ctx);
    await ctx.db.update(accounts).set({ email: null, emailKey: null, signsInWithEmail: false }).where(eq(accounts.id, accountId));
    for (const identifier of [email, number]) {
      const { mails } = await askForReset(ctx, identifier);
      expect(mails).toMatchObject([{ message: "reset-password", to: email, facts: { names: number } }]);
    }
    const { token } = await getReset(ctx, email);
    const password = freshPassword();
    expect((await resetPassword(ctx, byLink(token), password)).ok).toBe(true);
    expect(await canSignIn(ctx, number, password)).toBe(true);
    expect(await canSignIn(ctx, email, password)).toBe(false);
  });

  test("P-M4: the mail is in the account's own language, else in the asking browser's", async () => {
    const ctx = world.ctx({ language: "es" });
    const { email, accountId } = await makeAccount(ctx);
    expect((await askForReset(ctx, email)).mails[0]?.language).toBe("en");
    await ctx.db.update(accounts).set({ language: null }).where(eq(accounts.id, accountId));
    expect((await askForReset(ctx, email)).mails[0]?.language).toBe("es");
  });

  test("T-P1: an unknown, a pending and a deactivated address get a mail that opens nothing; unknown numbers get none", async () => {
    const ctx = world.ctx();
    const unknown = freshEmail();
    expect((await askForReset(ctx, unknown)).mails).toMatchObject([
      { message: "reset-without-account", to: unknown, facts: {}, link: "", code: "" },
    ]);
    const gone = await makeAccount(ctx);
    await ctx.db.update(accounts).set({ deactivatedAt: sql`now()` }).where(eq(accounts.id, gone.accountId));
    expect(messages((await askForReset(ctx, gone.email)).mails)).toEqual(["reset-without-account"]);
    expect(messages((await askForReset(ctx, gone.number)).mails)).toEqual(["reset-without-account"]);
    const guest = freshEmail();
    await ctx.db.insert(customers).values({ number: "G-7", numberKey: "G7", email: guest, emailKey: guest });
    expect(messages((await askForReset(ctx, guest)).mails)).toEqual(["reset-without-account"]);
    for (const nothing of ["G-7", "99999999", "no such thing", "@", "a@b@c.example", '"x"@example.com']) {
      expect((await askForReset(ctx, nothing)).mails).toEqual([]);
    }
  });

  test("T-P1: the request itself is the same for every kind of name: no look-up, no hash, the same statements", async () => {
    const ctx = world.ctx();
    const known = await makeAccount(ctx);
    const gone = await makeAccount(ctx);
    await ctx.db.update(accounts).set({ deactivatedAt: sql`now()` }).where(eq(accounts.id, gone.accountId));
    const cost = async (identifier: string) => {
      const { db, statements, end } = noteStatements(world.url);
      const hashes = hashCount.value;
      const answer = await requestReset({ ...world.ctx(), db }, { identifier, browser: newToken() });
      await end();
      return { answer, hashes: hashCount.value - hashes, statements };
    };
    const first = await cost(known.email);
    expect(first.statements.length).toBeGreaterThan(1);
    for (const identifier of [known.number, freshEmail(), "123456789", gone.email, gone.number, "@"]) {
      expect(await cost(identifier)).toEqual(first);
    }
    expect(first.hashes).toBe(0);
  });

  test("T-P1: a wrong code gets the same answer after the same statements, whether or not a code was ever mailed", async () => {
    const ctx = world.ctx();
    const known = await makeAccount(ctx);
    const spent = await makeAccount(ctx);
    const guess = async (identifier: string, before: number) => {
      const { browser } = await askForReset(ctx, identifier);
      for (let tries = 0; tries < before; tries++) await resetPassword(ctx, byCode({ code: "000000", browser }), freshPassword());
      const { db, statements, end } = noteStatements(world.url);
      const answer = await resetPassword({ ...world.ctx(), db }, byCode({ code: "000000", browser }), freshPassword());
      await end();
      return { answer: { ...answer, supportCode: "" }, statements };
    };
    const first = await guess(known.email, 0);
    expect(first.answer).toMatchObject({ ok: false, code: "code.refused" });
    for (const nobody of [freshEmail(), "123456789"]) expect(await guess(nobody, 0)).toEqual(first);
    expect(await guess(spent.email, 5)).toEqual(first);
  });

  test("T-P14: a hundred requests for one person mail once a minute and five times an hour, and all answers are alike", async () => {
    const own = await makeWorld();
    const { email, number } = await makeAccount(own.ctx());
    const ask = (ctx = own.ctx()) =>
      Promise.all(
        [email, number].map(async (identifier) => {
          expect(await requestReset(ctx, { identifier, browser: newToken() })).toEqual({ ok: true, value: undefined });
          const { address, language } = ctx.request;
          await answerResetRequest(ctx, { identifier, browserHash: hashToken(newToken()), language, address });
        }),
      );
    for (let i = 0; i < 10; i++) await ask();
    expect(await queuedMails(own.ctx(), email)).toHaveLength(1);
    for (let i = 0; i < 40; i++) {
      await own.database.db.execute(sql`delete from limits where key like 'mail:recipient:60:%'`);
      await ask();
    }
    expect(await queuedMails(own.ctx(), email)).toHaveLength(5);
    await own.end();
  });

  test("T-P14: who registers with a customer's address all day long does not keep them from a new password", async () => {
    const own = await makeWorld();
    const { email } = await makeAccount(own.ctx());
    const everyMinute = async () => {
      for (let i = 0; i < 10; i++) {
        await own.database.db.execute(sql`delete from limits where key like 'mail:recipient:60:%'`);
        await mayMail(own.ctx(), email, "proof");
      }
    };
    for (let hour = 0; hour < 12; hour++) {
      await everyMinute();
      // Never by the same: one row would be moved to where another still is.
      await age(own.ctx(), "limits", ["slot_at", "expires_at"], `${70 * 60 + 7 * hour} seconds`);
    }
    await everyMinute();
    expect(await mayMail(own.ctx(), email, "proof"), "mails that prove an address are used up").toBe(false);
    expect(await mayMail(own.ctx(), email, "reset")).toBe(true);
    await own.end();
  });

  test("T-P15: asking locks nothing and ends nothing: the old password works until a new one is set", async () => {
    const ctx = world.ctx();
    const { accountId, email, password } = await makeAccount(ctx);
    const { token } = await startSession(ctx, { accountId, method: "password" });
    for (let i = 0; i < 10; i++) await askForReset(world.ctx(), email);
    expect(await findSession(ctx, token)).not.toBeNull();
    expect(await canSignIn(world.ctx(), email, password)).toBe(true);
  });

  test("T-R19: one address on the network asks thirty times an hour", async () => {
    const ctx = world.ctx();
    for (let i = 0; i < 30; i++)
      expect((await requestReset(ctx, { identifier: freshEmail(), browser: newToken() })).ok).toBe(true);
    expect(await requestReset(ctx, { identifier: freshEmail(), browser: newToken() })).toMatchObject({ code: "limits.too-many" });
  });

  test("P-A5: SSO only and accounts off close every step on the server", async () => {
    const ctx = world.ctx();
    const { email } = await makeAccount(ctx);
    const { token, code, browser } = await getReset(ctx, email);
    for (const [settings, refused] of [
      [{ "access.ssoOnly": "true" }, "access.sso-only"],
      [{ "access.customerAccounts": "false" }, "access.accounts-off"],
    ] as const) {
      const shut = world.ctx({ settings });
      expect(await requestReset(shut, { identifier: email, browser })).toMatchObject({ code: refused });
      expect(await findReset(shut, token)).toMatchObject({ code: refused });
      expect(await resetPassword(shut, byLink(token), freshPassword())).toMatchObject({ code: refused });
      expect(await resetPassword(shut, byCode({ code, browser }), freshPassword())).toMatchObject({ code: refused });
      await forgetMailLimits(shut);
      const mails = await queuedMails(shut, email);
      await answerResetRequest(shut, { identifier: email, browserHash: "x", language: "en", address: "10.9.9.9" });
      // What waited tells how to sign in while SSO only is on (T-P11), and nothing once there are no accounts; never a link.
      const answered = (await queuedMails(shut, email)).slice(mails.length).map(({ message }) => message);
      expect(answered).toEqual(refused === "access.sso-only" ? ["sign-in-by-provider"] : []);
    }
    expect((await resetPassword(ctx, byLink(token), freshPassword())).ok).toBe(true);
  });
});

describe("setting the new password", () => {
  test("P-M4: by link from any browser, or by code in the browser that asked", async () => {
    const ctx = world.ctx();
    const { email, number, password: old } = await makeAccount(ctx);
    const linked = freshPassword();
    const coded = freshPassword();
    expect((await resetPassword(world.ctx(), byLink((await getReset(ctx, email)).token), linked)).ok).toBe(true);
    expect([await canSignIn(ctx, email, linked), await canSignIn(ctx, email, old)]).toEqual([true, false]);
    expect((await resetPassword(world.ctx(), byCode(await getReset(ctx, number)), coded)).ok).toBe(true);
    expect([await canSignIn(ctx, number, coded), await canSignIn(ctx, email, linked)]).toEqual([true, false]);
  });

  test("T-V1: looking at the link shows whose it is, masked, and changes nothing", async () => {
    const ctx = world.ctx();
    const { email } = await makeAccount(ctx, { email: freshEmail("walter") });
    const { token } = await getReset(ctx, email);
    for (let i = 0; i < 3; i++) {
      expect(await findReset(world.ctx(), token)).toEqual({ ok: true, value: { maskedEmail: "w***@example.com" } });
    }
    expect((await resetPassword(ctx, byLink(token), freshPassword())).ok).toBe(true);
    expect(await findReset(ctx, token)).toMatchObject({ code: "proof.invalid" });
  });

  test("T-R13: a password that the rule refuses costs no link and no try at the code", async () => {
    const ctx = world.ctx();
    const { email, number } = await makeAccount(ctx, { firstName: "Maximiliane", lastName: "Featherstone" });
    const { token, code, browser } = await getReset(ctx, email);
    const refused = async (given: Parameters<typeof resetPassword>[1], password: string) => {
      const answer = await resetPassword(ctx, given, password);
      return answer.ok ? null : [answer.code, answer.problems[0]?.field];
    };
    expect(await refused(byLink(token), "short")).toEqual(["password.too-short", "newPassword"]);
    expect(await refused(byLink(token), "password12345678")).toEqual(["password.common", "newPassword"]);
    expect(await refused(byLink(token), "MaximilianeFeatherstone")).toEqual(["password.personal", "newPassword"]);
    expect(await refused(byLink(token), email)).toEqual(["password.personal", "newPassword"]);
    expect(await refused(byLink(token), `${number}${number}${number}`)).not.toBeNull();
    for (let i = 0; i < 8; i++) expect(await refused(byCode({ code, browser }), "password12345678")).not.toBeNull();
    expect((await resetPassword(ctx, byCode({ code, browser }), freshPassword())).ok).toBe(true);
  });

  test("T-P5: of twenty resets at once with one link one succeeds, and its password is the one that works", async () => {
    const ctx = world.ctx();
    const { email } = await makeAccount(ctx);
    const { token } = await getReset(ctx, email);
    const passwords = Array.from({ length: 20 }, freshPassword);
    const answers = await Promise.all(passwords.map((password) => resetPassword(world.ctx(), byLink(token), password)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.code !== "proof.invalid")).toEqual([]);
    const winner = passwords[answers.findIndex(({ ok }) => ok)] ?? "";
    expect(await canSignIn(ctx, email, winner)).toBe(true);
    expect(await resetPassword(ctx, byLink(token), freshPassword())).toMatchObject({ code: "proof.invalid" });
  });

  test("T-P5: link and code of one mail are one proof: the first use ends both", async () => {
    const ctx = world.ctx();
    const { email } = await makeAccount(ctx);
    const reset = await getReset(ctx, email);
    expect((await resetPassword(ctx, byCode(reset), freshPassword())).ok).toBe(true);
    expect(await resetPassword(ctx, byLink(reset.token), freshPassword())).toMatchObject({ code: "proof.invalid" });
    expect(await resetPassword(ctx, byCode(reset), freshPassword())).toMatchObject({ code: "code.refused" });
  });

  test("T-C4: a code counts for the person it was mailed to, whatever else this browser asked for meanwhile", async () => {
    const ctx = world.ctx();
    const attacker = await makeAccount(ctx);
    const victim = await makeAccount(ctx);
    const own = await getReset(ctx, attacker.email);
    await getReset(ctx, victim.email, own.browser);
    expect((await resetPassword(ctx, byCode(own), freshPassword())).ok).toBe(false);
    expect(await canSignIn(ctx, victim.email, victim.password)).toBe(true);
    expect(await canSignIn(ctx, attacker.email, attacker.password)).toBe(true);
  });

  test("T-C5: a code or link for another purpose resets nothing", async () => {
    const ctx = world.ctx();
    const { accountId, email, password } = await makeAccount(ctx);
    for (const purpose of ["registration", "email-change", "code-sign-in", "activation"] as const) {
      const browser = newToken();
      const wanted = {
        purpose,
        subject: { accountId },
        email,
        browserHash: hashToken(browser),
        linkLasts: minutes(60),
        hasCode: true,
      };
      const { token, code } = await issueProof(ctx, wanted);
      expect(await resetPassword(ctx, byLink(token), freshPassword())).toMatchObject({ code: "proof.invalid" });
      expect(await resetPassword(ctx, byCode({ code, browser }), freshPassword())).toMatchObject({ code: "code.refused" });
    }
    expect(await canSignIn(ctx, email, password)).toBe(true);
  });

  test("T-C6: the code is worthless in another browser", async () => {
    const ctx = world.ctx();
    const { email } = await makeAccount(ctx);
    const { code } = await getReset(ctx, email);
    expect(await resetPassword(ctx, byCode({ code, browser: newToken() }), freshPassword())).toMatchObject({
      code: "code.refused",
    });
  });

  test("T-C8: the code ends after ten minutes and the link after sixty, by the database's clock", async () => {
    const ctx = world.ctx();
    const { accountId, email } = await makeAccount(ctx);
    const reset = await getReset(ctx, email);
    const columns = ["expires_at", "code_expires_at"];
    await age(ctx, "proofs", columns, "10 minutes 1 second", `account_id = '${accountId}'`);
    expect(await resetPassword(ctx, byCode(reset), freshPassword())).toMatchObject({ code: "code.refused" });
    expect((await findReset(ctx, reset.token)).ok).toBe(true);
    await age(ctx, "proofs", columns, "50 minutes", `account_id = '${accountId}'`);
    expect(await findReset(ctx, reset.token)).toMatchObject({ code: "proof.invalid" });
    expect(await resetPassword(ctx, byLink(reset.token), freshPassword())).toMatchObject({ code: "proof.invalid" });
  });

  test("T-P6: a link is dead after the password was changed, the address was changed, or the old password signed in", async () => {
    const ctx = world.ctx();
    const byOther = await makeAccount(ctx);
    const first = await getReset(ctx, byOther.email);
    const second = await getReset(ctx, byOther.email);
    expect((await resetPassword(ctx, byLink(second.token), freshPassword())).ok).toBe(true);
    expect(await resetPassword(ctx, byLink(first.token), freshPassword())).toMatchObject({ code: "proof.invalid" });

    const moved = await makeAccount(ctx);
    const before = await getReset(ctx, moved.email);
    const elsewhere = freshEmail();
    await ctx.db.update(accounts).set({ email: elsewhere, emailKey: elsewhere }).where(eq(accounts.id, moved.accountId));
    await ctx.db.update(customers).set({ email: elsewhere, emailKey: elsewhere }).where(eq(customers.id, moved.customerId));
    expect(await resetPassword(ctx, byLink(before.token), freshPassword())).toMatchObject({ code: "proof.invalid" });
    expect(await resetPassword(ctx, byCode(before), freshPassword())).toMatchObject({ code: "code.refused" });

    const remembered = await makeAccount(ctx);
    const needless = await getReset(ctx, remembered.email);
    expect(await canSignIn(ctx, remembered.email, remembered.password)).toBe(true);
    expect(await resetPassword(ctx, byLink(needless.token), freshPassword())).toMatchObject({ code: "proof.invalid" });
  });

  test("T-P6: the link of an account that was deactivated meanwhile is dead", async () => {
    const ctx = world.ctx();
    const { accountId, email } = await makeAccount(ctx);
    const { token } = await getReset(ctx, email);
    await ctx.db.update(accounts).set({ deactivatedAt: sql`now()` }).where(eq(accounts.id, accountId));
    expect(await resetPassword(ctx, byLink(token), freshPassword())).toMatchObject({ code: "proof.invalid" });
  });

  test("T-P7: all sessions of the account end, and nobody else's", async () => {
    const ctx = world.ctx();
    const { accountId, email } = await makeAccount(ctx);
    const other = await makeAccount(ctx);
    const open = () => startSession(ctx, { accountId, method: "password" });
    const [one, two] = [await open(), await open()];
    const theirs = await startSession(ctx, { accountId: other.accountId, method: "password" });
    await resetPassword(ctx, byLink((await getReset(ctx, email)).token), freshPassword());
    expect([await findSession(ctx, one.token), await findSession(ctx, two.token)]).toEqual([null, null]);
    expect(await findSession(ctx, theirs.token)).not.toBeNull();
  });

  test.each([
    ["with today's hash", CHEAP_HASH],
    ["with a hash to refresh", { ...CHEAP_HASH, timeCost: 2 }],
  ])("T-P7: a sign-in that a reset overtakes opens nothing and does not bring the old password back (%s)", async (_, hash) => {
    const ctx = world.ctx();
    const { accountId, email, password } = await makeAccount(ctx);
    const next = freshPassword();
    const nextHash = await hashPassword(CHEAP_HASH, next);
    const { running } = await inTransaction(ctx, async (tx) => {
      const holder = await lockHolder(tx.db, accountId);
      if (!holder) throw new Error("no holder");
      const late = await startAndWait(world, () => signIn({ ...world.ctx(), hash }, { identifier: email, password }));
      await replacePassword(tx, holder, nextHash);
      return late;
    });
    expect(await running).toMatchObject({ ok: false, code: "sign-in.refused" });
    expect(await ctx.db.select().from(sessions).where(eq(sessions.accountId, accountId))).toEqual([]);
    expect([await canSignIn(ctx, email, password), await canSignIn(ctx, email, next)]).toEqual([false, true]);
  });

  test("T-P8: pending changes and codes of every kind end with a reset", async () => {
    const ctx = world.ctx();
    const { accountId, email } = await makeAccount(ctx);
    const { token } = await getReset(ctx, email);
    for (const purpose of ["email-change", "code-sign-in", "reset", "connect"] as const) {
      const browserHash = hashToken(newToken());
      await issueProof(ctx, {
        purpose,
        subject: { accountId },
        email: "mallory@example.com",
        browserHash,
        linkLasts: minutes(60),
        hasCode: true,
      });
    }
    expect((await resetPassword(ctx, byLink(token), freshPassword())).ok).toBe(true);
    const left = await ctx.db
      .select({ purpose: proofs.purpose })
      .from(proofs)
      .where(sql`${proofs.accountId} = ${accountId} and ${proofs.usedAt} is null and ${proofs.supersededAt} is null`);
    expect(left).toEqual([]);
  });

  test("T-P9: identities linked before the mailbox was first proven are removed, later ones stay", async () => {
    const ctx = world.ctx();
    const { accountId, email } = await makeAccount(ctx);
    const link = (subject: string, when: string) =>
      ctx.db.execute(sql`insert into identities (account_id, connection, subject, kind, created_at)
        values (${accountId}, 'oidc-test', ${subject}, 'oidc', now() + ${when}::interval)`);
    await link(`early-${accountId}`, "-1 day");
    await link(`late-${accountId}`, "1 second");
    await resetPassword(ctx, byLink((await getReset(ctx, email)).token), freshPassword());
    const left = await ctx.db.select({ subject: identities.subject }).from(identities).where(eq(identities.accountId, accountId));
    expect(left).toEqual([{ subject: `late-${accountId}` }]);
  });

  test("T-P10: an account whose address nobody had proven belongs to the mailbox's owner after a reset, and to nobody else", async () => {
    const ctx = world.ctx();
    const planted = await makeAccount(ctx);
    await ctx.db.update(accounts).set({ emailVerifiedAt: null }).where(eq(accounts.id, planted.accountId));
    await ctx.db
      .insert(identities)
      .values({ accountId: planted.accountId, connection: "x", subject: planted.accountId, kind: "oidc" });
    const session = await startSession(ctx, { accountId: planted.accountId, method: "password" });
    const password = freshPassword();
    expect((await resetPassword(ctx, byLink((await getReset(ctx, planted.email)).token), password)).ok).toBe(true);
    const [row] = await ctx.db.select().from(accounts).where(eq(accounts.id, planted.accountId));
    expect(row?.emailVerifiedAt).not.toBeNull();
    expect(await findSession(ctx, session.token)).toBeNull();
    expect(await ctx.db.select().from(identities).where(eq(identities.accountId, planted.accountId))).toEqual([]);
    expect([await canSignIn(ctx, planted.email, planted.password), await canSignIn(ctx, planted.email, password)]).toEqual([
      false,
      true,
    ]);
  });

  test("T-P12: a reset signs nobody in, and tells the owner by a mail without any secret", async () => {
    const ctx = world.ctx();
    const { accountId, email } = await makeAccount(ctx, { firstName: "Ann" });
    const { token } = await getReset(ctx, email);
    const password = freshPassword();
    expect(await resetPassword(ctx, byLink(token), password)).toEqual({ ok: true, value: undefined });
    expect(await ctx.db.select().from(sessions).where(eq(sessions.accountId, accountId))).toEqual([]);
    const told = (await queuedMails(ctx, email)).at(-1);
    expect(told).toMatchObject({ message: "password-changed", facts: { name: "Ann" }, link: "", code: "" });
    expect(JSON.stringify(told)).not.toContain(password);
  });

  test("T-P13: after sixty wrong links from one address even looking is refused, and right links are not counted", async () => {
    const ctx = world.ctx();
    const { email } = await makeAccount(ctx);
    const { token } = await getReset(ctx, email);
    for (let i = 0; i < 61; i++) expect((await findReset(ctx, token)).ok).toBe(true);
    const answers = [];
    for (let i = 0; i < 62; i++) answers.push(await findReset(ctx, newToken()));
    expect(answers.at(0)).toMatchObject({ code: "proof.invalid" });
    expect(answers.at(-1)).toMatchObject({ code: "limits.too-many" });
  });

  test("T-S6: somebody locked out by a stranger's guesses gets in by a reset at once", async () => {
    const ctx = world.ctx();
    const { email, password } = await makeAccount(ctx);
    for (let i = 0; i < 8; i++) await canSignIn(world.ctx(), email, "a wrong guess of a stranger");
    expect(await canSignIn(world.ctx(), email, password)).toBe(false);
    const next = freshPassword();
    expect((await resetPassword(ctx, byLink((await getReset(ctx, email)).token), next)).ok).toBe(true);
    expect(await canSignIn(world.ctx(), email, next)).toBe(true);
  });

  test("T-G4: asking, mailing, setting and failing to set are in the audit log, with masked names only", async () => {
    const own = await makeWorld();
    const ctx = own.ctx();
    const { email } = await makeAccount(ctx, { email: "walter.quill@example.com" });
    const { token } = await getReset(ctx, email);
    await resetPassword(ctx, byLink(newToken()), freshPassword());
    await resetPassword(ctx, byLink(token), freshPassword());
    const rows = await ctx.db.execute<{ row: string }>(
      sql`select concat_ws(' ', actor_kind, action, target_kind, outcome) as row from audit_log order by id`,
    );
    expect(rows.map(({ row }) => row)).toEqual([
      "visitor reset.requested name ok",
      "system reset.requested account ok",
      "visitor reset.completed proof.invalid",
      "customer reset.completed account ok",
    ]);
    const [{ text } = { text: "" }] = await ctx.db.execute<{ text: string }>(
      sql`select string_agg(audit_log::text, ' ') as text from audit_log`,
    );
    expect(text).toContain("w***@example.com");
    expect(text).not.toContain("walter.quill");
    await own.end();
  });
});
