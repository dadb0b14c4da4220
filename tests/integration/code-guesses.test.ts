import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { getOverview } from "@/core/overview/get-overview";
import { ALARMING_MISSES, CLOSING_MISSES } from "@/core/partners/code-guesses";
import { newPartnerCode } from "@/core/partners/partner-code";
import { startRegistration } from "@/core/registration/start-registration";
import { altcha } from "@/core/security/captcha/altcha";
import { makeWorld, type World } from "@/tests/support/context";
import { makePartner } from "@/tests/support/partners";
import { freshRegistrant, openShop, start } from "@/tests/support/registration";
import { solve } from "@/tests/support/solve";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
});
afterAll(() => world.end());

const withCodes = (): Ctx => shop({ settings: { "registration.partnerCodes": "true" } });

/** Sends the form with a code from an address of the network of its own, behind a captcha that was solved. */
async function type(code: string) {
  const ctx = withCodes();
  const { posted, ...registrant } = freshRegistrant({ posted: { registerAs: "partner", partnerCode: code } });
  const { firstName, lastName } = registrant;
  const captcha = await solve("altcha", await altcha.challenge(ctx, "register"));
  return startRegistration(ctx, { ...registrant, posted: { firstName, lastName, ...posted }, captcha, isSignedIn: false });
}

const guesses = async () => (await getOverview(withCodes(), null)).codeGuesses;
const missesAre = (misses: number) => world.database.sql`update partner_code_misses set misses = ${misses}`;

test("T-Q1: staff see on the overview that somebody is guessing codes, today and from a hundred on", async () => {
  expect(await guesses()).toBeNull();
  await type("HARBOUR9");
  await missesAre(ALARMING_MISSES - 1);
  expect(await guesses()).toBeNull();
  await missesAre(ALARMING_MISSES);
  expect(await guesses()).toEqual({ misses: ALARMING_MISSES, isClosed: false });
  await missesAre(CLOSING_MISSES);
  expect(await guesses()).toEqual({ misses: CLOSING_MISSES, isClosed: true });
  await world.database.sql`update partner_code_misses set day = '2020-01-01'`;
  expect(await guesses()).toBeNull();
});

test("T-Q1: what costs no captcha does not close the door to codes that staff chose", async () => {
  await makePartner(withCodes(), { code: "AUTUMN26", isChosen: true });
  await type("AUTUMN27");
  await missesAre(CLOSING_MISSES - 1);
  const tries = Array.from({ length: 3 }, () =>
    freshRegistrant({ posted: { registerAs: "partner", partnerCode: newPartnerCode() } }),
  );
  for (const one of tries) expect(await start(withCodes(), one)).toMatchObject({ code: "partner.code-refused" });
  expect(await type("AUTUMN26")).toMatchObject({ ok: true });
  await world.database.sql`delete from partner_code_misses`;
});

test("T-Q1: after too many guesses, from wherever, no code that can be guessed is looked at that day; generated ones work", async () => {
  await makePartner(withCodes(), { code: "HARBOUR7", isChosen: true });
  const generated = await makePartner(withCodes());
  expect(await type("HARBOUR8")).toMatchObject({ ok: false, code: "partner.code-refused" });
  await world.database
    .sql`update partner_code_misses set misses = ${CLOSING_MISSES} where day = to_char(now() at time zone 'utc', 'YYYY-MM-DD')`;
  for (const code of ["HARBOUR7", "HARBOUR8"]) {
    const refused = await type(code);
    expect(refused).toMatchObject({ ok: false, code: "limits.too-many" });
  }
  expect((await guesses())?.misses).toBe(CLOSING_MISSES);
  expect(await type(generated.code)).toMatchObject({ ok: true });
  await world.database.sql`delete from partner_code_misses`;
  expect(await type("HARBOUR7")).toMatchObject({ ok: true });
});
