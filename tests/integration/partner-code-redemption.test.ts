import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { tidy } from "@/core/jobs/tidy";
import { ALARMING_MISSES } from "@/core/partners/code-guesses";
import { lookUpPartner } from "@/core/partners/look-up-partner";
import { newPartnerCode } from "@/core/partners/partner-code";
import { startRegistration } from "@/core/registration/start-registration";
import { altcha } from "@/core/security/captcha/altcha";
import { newToken } from "@/core/security/token";
import { storeAnswer } from "@/db/queries/partner-directory";
import { age, freshPassword } from "@/tests/support/make";
import { makePartner, placeOf, usesOf } from "@/tests/support/partners";
import { forgetMailLimits, newestMail, queuedMails } from "@/tests/support/queued-mail";
import { confirmCode, confirmLink, count, freshRegistrant, openShop, start } from "@/tests/support/registration";
import { solve } from "@/tests/support/solve";
import { makeWorld, type World } from "../support/context";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
});
beforeEach(() => forgetMailLimits(world.ctx()));
afterAll(() => world.end());

type Settings = NonNullable<NonNullable<Parameters<typeof shop>[0]>["settings"]>;
const withCodes = (settings: Settings = {}, address?: string): Ctx =>
  shop({ settings: { "registration.partnerCodes": "true", ...settings }, ...(address === undefined ? {} : { address }) });

const withCode = (code: string, more: Record<string, string> = {}) =>
  freshRegistrant({ posted: { registerAs: "partner", partnerCode: code, ...more } });

/** Sends the form and gives the mailed code back. */
async function register(ctx: Ctx, registrant = freshRegistrant()) {
  const started = await start(ctx, registrant);
  if (!started.ok) return { registrant, started, done: started };
  const mail = await newestMail(ctx, registrant.email);
  return { registrant, started, mail, done: await confirmCode(ctx, registrant.browser, mail.code) };
}

describe("P-O4: registering with a partner's code", () => {
  test("makes the person part of that partner, with the user type for partners, and counts the use", async () => {
    const { code, codeId, companyId } = await makePartner(withCodes());
    const { registrant, done } = await register(withCodes(), withCode(code.toLowerCase().replaceAll("-", " ")));
    expect(done).toMatchObject({ value: { kind: "active" } });
    expect(await placeOf(withCodes(), registrant.email)).toMatchObject({
      company_id: companyId,
      kind: "partner",
      user_type: "Buyer",
    });
    expect(await usesOf(withCodes(), codeId)).toEqual({ uses: 1, people: 1 });
    const noted = `action = 'company.joined' and target_id = '${companyId}' and actor_kind = 'customer'`;
    expect(await count(withCodes(), "audit_log", noted)).toBe(1);
  });

  test("gives the user type that the code says, which nothing that is sent can change (T-R16)", async () => {
    const ctx = withCodes();
    const [reader] = await world.database.sql`select id from user_types where name = 'Reader'`;
    const [admin] = await world.database.sql`select id from user_types where name = 'Administrator'`;
    const { code } = await makePartner(ctx, { userTypeId: reader?.id });
    const { registrant } = await register(
      ctx,
      withCode(code, { userTypeId: admin?.id, userType: "Administrator", role: "administrator" }),
    );
    expect(await placeOf(ctx, registrant.email)).toMatchObject({ user_type: "Reader" });
  });

  test("T-Q3: the code alone says which partner it is, whatever else is sent", async () => {
    const ctx = withCodes();
    const own = await makePartner(ctx, { name: "Own" });
    const other = await makePartner(ctx, { name: "Other" });
    const more = { partnerId: other.companyId, companyId: other.companyId, codeId: other.codeId, companyName: "Other" };
    const { registrant } = await register(ctx, withCode(own.code, more));
    expect(await placeOf(ctx, registrant.email)).toMatchObject({ company_id: own.companyId });
    expect(await usesOf(ctx, other.codeId)).toEqual({ uses: 0, people: 0 });
  });

  test("is not asked for unless the shop wants it: then whoever sends one is told, and nobody is registered without it unasked", async () => {
    const { code, codeId } = await makePartner(shop());
    for (const posted of [{ registerAs: "partner", partnerCode: code }, { partnerCode: code }]) {
      const registrant = freshRegistrant({ posted });
      expect(await start(shop(), registrant)).toMatchObject({ ok: false, code: "company.codes-closed" });
      expect(await count(shop(), "accounts", `email_key = '${registrant.email}'`)).toBe(0);
    }
    expect(await usesOf(shop(), codeId)).toMatchObject({ uses: 0 });
  });

  test("T-R3: in another browser the code that was typed at the beginning does not count", async () => {
    const ctx = withCodes();
    const { code } = await makePartner(ctx);
    const registrant = withCode(code);
    await start(ctx, registrant);
    const { token } = await newestMail(ctx, registrant.email);
    const done = await confirmLink(ctx, newToken(), token, { newPassword: freshPassword(), firstName: "O", lastName: "P" });
    expect(done).toMatchObject({ value: { kind: "active" } });
    expect(await placeOf(ctx, registrant.email)).toBeNull();
  });
});

/** Everything that ends a code. */
const endings = [
  ["expired", { expiresAt: new Date(Date.now() - 1000) }],
  ["withdrawn", { withdrawnAt: new Date() }],
  ["used up", { maxUses: 1, uses: 1 }],
] as const;

describe("T-Q1: one answer to every code that does not count", () => {
  test("wrong, expired, used up, withdrawn and of a shut partner: the same, at the same field, and nothing is mailed", async () => {
    const shut = await makePartner(withCodes());
    await world.database.sql`update companies set deactivated_at = now() where id = ${shut.companyId}`;
    const merged = await makePartner(withCodes());
    await world.database.sql`update companies set merged_into = ${shut.companyId} where id = ${merged.companyId}`;
    const ended = await Promise.all(endings.map(async ([, row]) => (await makePartner(withCodes(), row)).code));
    const answers = [];
    for (const code of [newPartnerCode(), "not a code ü", shut.code, merged.code, ...ended]) {
      const registrant = withCode(code);
      answers.push(await start(withCodes(), registrant));
      expect(await queuedMails(withCodes(), registrant.email)).toEqual([]);
    }
    const refusal = {
      ok: false,
      code: "partner.code-refused",
      problems: [{ code: "partner.code-refused", field: "partnerCode" }],
    };
    expect(answers).toEqual(answers.map(() => refusal));
  });

  test("after ten tries from one address within an hour nobody there tries another one, be it right", async () => {
    const address = "10.77.1.1";
    for (let n = 0; n < 10; n++) {
      expect(await start(withCodes({}, address), withCode(newPartnerCode()))).toMatchObject({ code: "partner.code-refused" });
      // The limit of registrations is not what is looked at here.
      await world.database.sql`delete from limits where key like 'register:address%'`;
    }
    const { code } = await makePartner(withCodes());
    expect(await start(withCodes({}, address), withCode(code))).toMatchObject({ code: "limits.too-many" });
    expect((await start(withCodes({}, address), freshRegistrant())).ok).toBe(true);
    expect((await start(withCodes(), withCode(code))).ok).toBe(true);
  });

  test("a code that staff chose costs a captcha, even where there is none otherwise, and so does any guess that looks like one", async () => {
    const ctx = withCodes();
    await makePartner(ctx, { code: "SPRING26", isChosen: true });
    const typed = async (code: string, captcha: string) => {
      const registrant = withCode(code);
      const { firstName, lastName, posted } = registrant;
      return startRegistration(ctx, { ...registrant, posted: { firstName, lastName, ...posted }, captcha, isSignedIn: false });
    };
    for (const code of ["SPRING26", "SUMMER26", "7"]) expect(await typed(code, "")).toMatchObject({ code: "captcha.missing" });
    expect(await typed("SPRING26", "nonsense")).toMatchObject({ code: "captcha.wrong" });
    const solved = async () => solve("altcha", await altcha.challenge(ctx, "register"));
    expect(await typed("SUMMER26", await solved())).toMatchObject({ code: "partner.code-refused" });
    expect((await typed("spring-26", await solved())).ok).toBe(true);
  });

  test("behind a proof, where there is no captcha otherwise, it costs one, too", async () => {
    const ctx = withCodes({ "registration.flow": "email-first" });
    const { companyId } = await makePartner(ctx, { code: "AUTUMN26", isChosen: true });
    const registrant = freshRegistrant();
    await start(ctx, registrant);
    const { token } = await newestMail(ctx, registrant.email);
    const posted = { registerAs: "partner", partnerCode: "autumn26" };
    const rest = { newPassword: freshPassword(), firstName: "O", lastName: "P", posted };
    expect(await confirmLink(ctx, registrant.browser, token, rest)).toMatchObject({ code: "captcha.missing" });
    const captcha = await solve("altcha", await altcha.challenge(ctx, "partner-code"));
    expect(await confirmLink(ctx, registrant.browser, token, { ...rest, captcha })).toMatchObject({ value: { kind: "active" } });
    expect(await placeOf(ctx, registrant.email)).toMatchObject({ company_id: companyId });
  });

  test("tries in vain are counted by the day, and a hundred of them leave a trace that staff see", async () => {
    const own = await makeWorld();
    const ctx = (await openShop(own))({ settings: { "registration.partnerCodes": "true" } });
    const guess = () => lookUpPartner(ctx, "AUTUMN26", { isFresh: false });
    await guess();
    expect(await own.database.sql`select misses from partner_code_misses`).toMatchObject([{ misses: 1 }]);
    await own.database.sql`update partner_code_misses set misses = ${ALARMING_MISSES - 1}`;
    expect(await count(ctx, "audit_log", "action = 'partner-codes.guessed'")).toBe(0);
    await guess();
    await guess();
    expect(await count(ctx, "audit_log", "action = 'partner-codes.guessed'")).toBe(1);
    await own.end();
  });
});

describe("T-Q2: a code is asked about again when the account is made", () => {
  test.each([
    ["expired", "update partner_codes set expires_at = now() - interval '1 second' where id = "],
    ["withdrawn", "update partner_codes set withdrawn_at = now() where id = "],
    ["used up", "update partner_codes set max_uses = 1, uses = 1 where id = "],
  ])("%s meanwhile it lets nobody in, and nothing is made", async (_how, end) => {
    const ctx = withCodes();
    const { code, codeId } = await makePartner(ctx);
    const registrant = withCode(code);
    await start(ctx, registrant);
    const mail = await newestMail(ctx, registrant.email);
    await ctx.db.execute(`${end}'${codeId}'`);
    expect(await confirmCode(ctx, registrant.browser, mail.code)).toMatchObject({ code: "partner.code-refused" });
    expect(await confirmLink(ctx, registrant.browser, mail.token)).toMatchObject({ code: "partner.code-refused" });
    expect(await count(ctx, "accounts", `email_key = '${registrant.email}'`)).toBe(0);
    await ctx.db.execute(
      `update partner_codes set expires_at = null, withdrawn_at = null, max_uses = null where id = '${codeId}'`,
    );
    expect(await confirmLink(ctx, registrant.browser, mail.token), "the proof was not spent").toMatchObject({
      value: { kind: "active" },
    });
  });

  test("switched off meanwhile, or the partner shut, it lets nobody in either", async () => {
    const ctx = withCodes();
    const { code, companyId } = await makePartner(ctx);
    const registrant = withCode(code);
    await start(ctx, registrant);
    const { token } = await newestMail(ctx, registrant.email);
    expect(await confirmLink(shop(), registrant.browser, token)).toMatchObject({ code: "partner.code-refused" });
    await world.database.sql`update companies set deactivated_at = now() where id = ${companyId}`;
    expect(await confirmLink(ctx, registrant.browser, token)).toMatchObject({ code: "partner.code-refused" });
  });
});

test("T-Q4, T-FX21: of thirty at once with a code for three, three join and the others have no account", async () => {
  const { code, codeId, companyId } = await makePartner(withCodes(), { maxUses: 3 });
  const begun = [];
  for (let n = 0; n < 30; n++) {
    const registrant = withCode(code);
    await start(withCodes(), registrant);
    begun.push({ registrant, token: (await newestMail(withCodes(), registrant.email)).token });
  }
  const ctx = withCodes();
  const done = await Promise.all(
    begun.map(({ registrant, token }) => confirmLink({ ...ctx, request: withCodes().request }, registrant.browser, token)),
  );
  expect(done.filter(({ ok }) => ok)).toHaveLength(3);
  expect(done.filter((one) => !one.ok).map((one) => (one.ok ? "" : one.code))).toEqual(Array(27).fill("partner.code-refused"));
  expect(await usesOf(ctx, codeId)).toEqual({ uses: 3, people: 3 });
  expect(await count(ctx, "company_people", `company_id = '${companyId}'`)).toBe(3);
  const emails = begun.map(({ registrant }) => `'${registrant.email}'`).join();
  expect(await count(ctx, "accounts", `email_key in (${emails})`)).toBe(3);
});

test("T-Q6: the code stands nowhere in the database, while it waits and afterwards", async () => {
  const ctx = withCodes();
  const { code } = await makePartner(ctx);
  const registrant = withCode(code);
  const plain = code.replaceAll("-", "");
  const tablesWith = async (text: string) => {
    const tables = await world.database.sql<
      { name: string }[]
    >`select table_name as name from information_schema.tables where table_schema = 'public'`;
    const found = [];
    for (const { name } of tables) {
      const where = `position('${text}' in replace(upper(t::text), '-', '')) > 0`;
      if ((await count(ctx, `"${name}" t`, where)) > 0) found.push(name);
    }
    return found;
  };
  await start(ctx, registrant);
  expect(await tablesWith(plain)).toEqual([]);
  expect(await tablesWith(registrant.email.toUpperCase().replaceAll("-", "")), "what is there is found").toContain(
    "pending_registrations",
  );
  expect(await count(ctx, "pending_registrations", `email_key = '${registrant.email}' and answers ? 'partnerCode'`)).toBe(1);
  await confirmCode(ctx, registrant.browser, (await newestMail(ctx, registrant.email)).code);
  await start(ctx, withCode(`${code.slice(0, -1)}0`));
  expect(await tablesWith(plain.slice(0, -1))).toEqual([]);
});

test("T-B6: what the directory said is tidied away once it does not count any more", async () => {
  const ctx = withCodes();
  await storeAnswer(ctx.db, "old", {}, 60);
  await storeAnswer(ctx.db, "new", {}, 60);
  await age(ctx, "partner_answers", ["expires_at"], "2 minutes", "code_hash = 'old'");
  await tidy(ctx);
  expect(await world.database.sql`select code_hash from partner_answers`).toMatchObject([{ code_hash: "new" }]);
});
