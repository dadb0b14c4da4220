import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import type { ProofPurpose } from "@/core/proofs/proof";
import { findConfirmation } from "@/core/registration/find-confirmation";
import { hashToken, newToken } from "@/core/security/token";
import { resetPassword } from "@/core/sign-in/reset-password";
import { rowsAbout } from "@/tests/support/all-rows";
import { type Asking, type CodeDoor, codeDoors } from "@/tests/support/code-doors";
import { age, freshPassword } from "@/tests/support/make";
import { forgetMailLimits, newestMail, queuedMails } from "@/tests/support/queued-mail";
import { confirmLink, count, openShop } from "@/tests/support/registration";
import { makeWorld, type World } from "../support/context";

let world: World;
let open: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  world = await makeWorld();
  open = await openShop(world);
});
afterAll(() => world.end());

const person = { firstName: "Olive", lastName: "Owner" };
const all = () => ({ newPassword: freshPassword(), ...person });
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
const REFUSED = /^(code\.(wrong|ended|refused)|proof\.invalid)$/;
const OTHER_PURPOSES: readonly ProofPurpose[] = [
  "first-password",
  "activation",
  "reset",
  "email-change",
  "email-undo",
  "email-sign-in",
  "invitation",
  "connect",
  "staff-setup",
  "staff-second-factor",
  "unlock",
];

const many = <T>(n: number, run: () => Promise<T>) => Promise.all(Array.from({ length: n }, run));
const accountOf = (email: string) => `(select id from accounts where email_key = '${email}')`;
const sessionsOf = (email: string) => count(open(), "sessions", `account_id = ${accountOf(email)}`);
const accountsOf = (email: string) => count(open(), "accounts", `email_key = '${email}'`);

describe.each(codeDoors.map((door) => [door.name, door] as const))("%s", (name, door) => {
  const { settings, isRegistration } = door;
  const shop = (): Ctx => open({ settings });
  const give = (browser: string, code: string) => door.give(shop(), browser, code);

  async function asked(changes: Partial<Asking> = {}) {
    const asking = { email: changes.email ?? (await door.someone(shop())), browser: changes.browser ?? newToken() };
    expect(await door.ask(shop(), asking)).toMatchObject({ ok: true });
    return { ...asking, ...(await newestMail(shop(), asking.email)) };
  }

  const expectRefused = (given: Awaited<ReturnType<CodeDoor["give"]>>, why?: string) =>
    expect(given, why).toMatchObject({ ok: false, code: expect.stringMatching(REFUSED) });

  test(`T-C1, T-C2 [${name}]: of fifty codes at once at most five are compared, and then the right one is refused`, async () => {
    const { browser, code, token } = await asked();
    const answers = await many(50, () => give(browser, other(code)));
    if (isRegistration) expect(answers.filter((answer) => !answer.ok && answer.code === "code.wrong")).toHaveLength(5);
    expect(await count(shop(), "proofs", `browser_hash = '${hashToken(browser)}' and code_tries = 5`)).toBe(1);
    expectRefused(await give(browser, code));
    if (isRegistration) expect(await confirmLink(shop(), browser, token, all())).toMatchObject({ value: { kind: "active" } });
  });

  test(`T-C3 [${name}]: new codes do not give new guesses without end: of the sixteenth on none counts that day`, async () => {
    await shop().db.execute(sql`delete from limits`);
    const asking = await asked();
    for (let round = 1; round <= 3; round++) {
      if (round > 1) await again(asking);
      const { code } = await newestMail(shop(), asking.email);
      for (let i = 0; i < 5; i++) expectRefused(await give(asking.browser, other(code)), `round ${round}`);
    }
    await again(asking);
    expectRefused(await give(asking.browser, (await newestMail(shop(), asking.email)).code), "the right one");
    await age(shop(), "limits", ["slot_at", "expires_at"], "27 hours");
    await again(asking);
    expect(await give(asking.browser, (await newestMail(shop(), asking.email)).code), "the next day").toMatchObject({ ok: true });
  });

  async function again(asking: Asking) {
    await forgetMailLimits(shop());
    expect(await door.again(shop(), asking)).toMatchObject({ ok: true });
  }

  test(`T-C4 [${name}]: a code counts for the address it was mailed to, also in the browser that asks for another one`, async () => {
    const mine = await asked();
    const victim = await asked();
    if (mine.code !== victim.code) expectRefused(await give(victim.browser, mine.code));
    const second = await asked({ browser: mine.browser });
    if (mine.code !== second.code) expectRefused(await give(mine.browser, mine.code), "of the address before");
    expect(await give(mine.browser, second.code)).toMatchObject({ ok: true });
    expect([await sessionsOf(mine.email), await sessionsOf(victim.email)]).toEqual([0, 0]);
    if (isRegistration) expect([await accountsOf(mine.email), await accountsOf(victim.email)]).toEqual([0, 0]);
  });

  test(`T-C5 [${name}]: a code or link for anything else is none here`, async () => {
    const { browser, code, token } = await asked();
    const become = (purpose: string) =>
      shop().db.execute(sql`update proofs set purpose = ${purpose} where browser_hash = ${hashToken(browser)}`);
    const own = isRegistration ? "registration" : "code-sign-in";
    for (const purpose of [...OTHER_PURPOSES, isRegistration ? "code-sign-in" : "registration"]) {
      await become(purpose);
      expectRefused(await give(browser, code), purpose);
      if (isRegistration) expectRefused(await confirmLink(shop(), browser, token, all()), purpose);
    }
    await become(own);
    expect(await give(browser, code)).toMatchObject({ ok: true });
  });

  test(`T-C5 [${name}]: its code is none at any other door`, async () => {
    const { browser, code } = await asked();
    for (const elsewhere of codeDoors) {
      if (elsewhere.isRegistration !== isRegistration)
        expectRefused(await elsewhere.give(open({ settings: elsewhere.settings }), browser, code), elsewhere.name);
    }
    expectRefused(await resetPassword(shop(), { kind: "code", browser, code }, freshPassword()), "reset");
    expect(await give(browser, code)).toMatchObject({ ok: true });
  });

  test(`T-C6 [${name}]: the code counts in the browser that asked and in no other, not even one that asked as well`, async () => {
    const owner = await asked();
    await forgetMailLimits(shop());
    const stranger = await asked({ email: owner.email });
    expectRefused(await give(newToken(), owner.code));
    expectRefused(await give("", owner.code));
    if (owner.code !== stranger.code) expectRefused(await give(stranger.browser, owner.code));
    expect([await sessionsOf(owner.email), await accountsOf(owner.email)]).toEqual([0, isRegistration ? 0 : 1]);
    expect(await give(owner.browser, owner.code), "T-C9: and a stranger's attempt does not end it").toMatchObject({ ok: true });
  });

  test(`T-C7, T-V4 [${name}]: of twenty at once one counts, and none later: one account, one session`, async () => {
    const { email, browser, code } = await asked();
    const answers = await many(20, () => give(browser, code));
    for (const answer of answers.filter(({ ok }) => !ok)) expectRefused(answer);
    const [won, ...more] = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    expect(more).toEqual([]);
    expectRefused(await give(browser, code), "later");
    if (door.asksMore) await finish(browser, won);
    expect([await accountsOf(email), await sessionsOf(email)]).toEqual([1, 1]);
  });

  /** The page behind the proof, sent several times at once (each hashes a password): its grant counts once as well. */
  async function finish(browser: string, won: unknown) {
    if (typeof won !== "object" || won === null || !("token" in won)) throw new Error("nothing more was asked");
    const finished = await many(6, () => confirmLink(shop(), browser, String(won.token), all()));
    expect(finished.filter(({ ok }) => ok)).toHaveLength(1);
  }

  if (isRegistration) {
    test(`T-C7, T-V4 [${name}]: by link the same, and link and code at once are one proof`, async () => {
      const { email, browser, token } = await asked();
      const answers = await many(door.asksMore ? 6 : 20, () => confirmLink(shop(), browser, token, all()));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      for (const answer of answers.filter(({ ok }) => !ok)) expectRefused(answer);
      expect([await accountsOf(email), await sessionsOf(email)]).toEqual([1, 1]);
      const second = await asked();
      const both = await Promise.all([
        give(second.browser, second.code),
        confirmLink(shop(), second.browser, second.token, all()),
      ]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    });
  }

  test(`T-C8 [${name}]: a code ends after ten minutes and a link after a day, though nobody tidied up`, async () => {
    const { email, browser, code, token } = await asked();
    const ends = (by: string) => age(shop(), "proofs", ["code_expires_at", "expires_at"], by, `email_key = '${email}'`);
    await ends("10 minutes 1 second");
    expectRefused(await give(browser, code));
    if (!isRegistration) return;
    await ends("23 hours 49 minutes");
    expect(await findConfirmation(shop(), { token, browser }), "shortly before").toMatchObject({ ok: true });
    await again({ email, browser });
    const late = await newestMail(shop(), email);
    await ends("24 hours 1 second");
    expectRefused(await confirmLink(shop(), browser, late.token, all()), "after a day");
  });

  test(`T-C9 [${name}]: another mail ends the code and link of the one before`, async () => {
    const first = await asked();
    await again(first);
    const second = await newestMail(shop(), first.email);
    if (first.code !== second.code) expectRefused(await give(first.browser, first.code));
    if (isRegistration) expectRefused(await confirmLink(shop(), first.browser, first.token, all()));
    expect(await give(first.browser, second.code)).toMatchObject({ ok: true });
  });

  test(`T-C10 [${name}]: codes are six digits that do not follow from each other`, async () => {
    const codes: number[] = [];
    for (let i = 0; i < 12; i++) {
      const { code } = await asked();
      expect(code).toMatch(/^\d{6}$/);
      codes.push(Number(code));
    }
    expect(new Set(codes).size).toBeGreaterThan(10);
    expect(new Set(codes.slice(1).map((code, at) => code - (codes[at] ?? 0))).size, "steps").toBeGreaterThan(9);
  });

  test(`T-C11 [${name}]: code and link can be read in no table, and the code in no link and no subject`, async () => {
    const { email, browser, code, token, link } = await asked();
    const kept = await rowsAbout(world.database, [email, hashToken(browser)]);
    expect(kept, "the rows were looked at").toContain(email);
    expect(kept).not.toMatch(new RegExp(`(?<![\\da-f.-])${code}(?![\\da-f.-])`));
    if (isRegistration) expect(kept).not.toContain(token);
    expect(link).not.toContain(code);
  });

  test(`T-C12 [${name}]: twenty askings from twenty networks are one mail a minute, seven a day, and one answer`, async () => {
    const owner = await asked();
    const answers: unknown[] = [];
    for (let i = 0; i < 10; i++) answers.push(await door.ask(shop(), { email: owner.email, browser: newToken() }));
    for (let i = 0; i < 10; i++) answers.push(await door.ask(shop(), owner));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"ok":true,"value":{"kind":"mailed"}}']));
    expect(await queuedMails(shop(), owner.email)).toHaveLength(1);
    expect(await give(owner.browser, owner.code), "the mailed code lives on").toMatchObject({ ok: true });
    const { email } = await asked();
    for (let i = 0; i < 12; i++) {
      await shop().db.execute(sql`delete from limits where key ~ '^(proof-)?mail:recipient:(60|3600):'`);
      expect(await door.ask(shop(), { email, browser: newToken() })).toMatchObject({ ok: true });
    }
    expect(await queuedMails(shop(), email)).toHaveLength(7);
  });

  test(`T-C13 [${name}]: a code counts with spaces and in full-width digits, and what can be none costs no try`, async () => {
    const { browser, code } = await asked();
    for (const odd of ["", " ", "12345", "1234567", "abcdef", "\u0000", "١٢٣٤٥", "9".repeat(40)])
      expectRefused(await give(browser, odd), JSON.stringify(odd));
    const wide = ` ${code.slice(0, 3)} ${code.slice(3)} `.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    expect(await give(browser, wide)).toMatchObject({ ok: true });
  });

  test(`T-T4 [${name}]: one mailbox has one count, however its address is written`, async () => {
    const { email } = await asked();
    const [local = "", domain = ""] = email.split("@");
    const variants = [
      ` ${email} `,
      email.toUpperCase(),
      `${local}\uff20${domain}`,
      `${local}+1@${domain}`,
      `${local}+${"x".repeat(20)}@${domain}`,
    ];
    for (const variant of variants) await door.ask(shop(), { email: variant, browser: newToken() });
    const mails = (await queuedMails(shop())).filter(({ to }) => to.startsWith(local));
    expect(mails.map(({ to }) => to)).toEqual([email]);
  });
});
