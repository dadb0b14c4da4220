import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { findAttempt } from "@/core/registration/find-attempt";
import { findConfirmation } from "@/core/registration/find-confirmation";
import { resendProof } from "@/core/registration/resend-proof";
import { signIn } from "@/core/sign-in/sign-in";
import { freshPassword, makeAccount } from "@/tests/support/make";
import { forgetMailLimits, newestMail, queuedMails } from "@/tests/support/queued-mail";
import { confirmCode, confirmLink, count, freshRegistrant, openShop, type Registrant, start } from "@/tests/support/registration";
import { makeWorld, type World } from "../support/context";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
});
afterAll(() => world.end());

const ACTIVE = { ok: true, value: { kind: "active" } };

/** One after the other at the same machine, with their own names and passwords. */
async function twoInOneBrowser(ctx: Ctx, changes: Partial<Registrant> = {}): Promise<readonly [Registrant, Registrant]> {
  const first = freshRegistrant(changes);
  const second = freshRegistrant({ browser: first.browser, firstName: "Sam" });
  expect((await start(ctx, first)).ok).toBe(true);
  expect((await start(ctx, second)).ok).toBe(true);
  return [first, second];
}

test("P-R2: two people register in one browser, each confirms by the own mail, in whichever order", async () => {
  const ctx = shop();
  const [first, second] = await twoInOneBrowser(ctx);
  expect(await findAttempt(ctx, first.browser)).toMatchObject({ email: second.email });
  expect(await confirmCode(ctx, second.browser, (await newestMail(ctx, second.email)).code)).toMatchObject(ACTIVE);
  const own = { newPassword: freshPassword(), firstName: "Marta", lastName: "Reed" };
  expect(await confirmLink(ctx, first.browser, (await newestMail(ctx, first.email)).token, own)).toMatchObject(ACTIVE);
  expect((await signIn(ctx, { identifier: first.email, password: own.newPassword })).ok).toBe(true);
  expect((await signIn(ctx, { identifier: second.email, password: second.password })).ok).toBe(true);
});

test("T-R3, T-C6: of the address before, the link counts as in another browser, and the code and the typed password do not", async () => {
  const ctx = shop();
  const [first, second] = await twoInOneBrowser(ctx);
  const { code, token } = await newestMail(ctx, first.email);
  if (code !== (await newestMail(ctx, second.email)).code) expect((await confirmCode(ctx, first.browser, code)).ok).toBe(false);
  expect(await confirmLink(ctx, first.browser, token)).toMatchObject({ code: "field.required" });
  expect(await count(ctx, "accounts", `email_key = '${first.email}'`)).toBe(0);
  const own = { newPassword: freshPassword(), firstName: "Olive", lastName: "Owner" };
  expect(await confirmLink(ctx, first.browser, token, own)).toMatchObject(ACTIVE);
  expect((await signIn(ctx, { identifier: first.email, password: first.password })).ok, "typed at the beginning").toBe(false);
});

test("P-R6: the mail to an address that has an account still explains after another one was registered here", async () => {
  const ctx = shop();
  const { email } = await makeAccount(ctx);
  const [first] = await twoInOneBrowser(ctx, { email });
  expect(await confirmLink(ctx, first.browser, (await newestMail(ctx, email)).token)).toMatchObject({
    value: { kind: "taken" },
  });
});

test("P-R2: back at the first address within the minute no mail leaves, and the one in the mailbox still counts", async () => {
  const ctx = shop();
  const [first] = await twoInOneBrowser(ctx);
  await start(ctx, first);
  expect(await queuedMails(ctx, first.email)).toHaveLength(1);
  const own = { newPassword: freshPassword(), firstName: "Marta", lastName: "Reed" };
  expect(await confirmLink(ctx, first.browser, (await newestMail(ctx, first.email)).token, own)).toMatchObject(ACTIVE);
});

test("T-C9: asking for another mail replaces the newest address's, and leaves the one before alone", async () => {
  const ctx = shop();
  const [first, second] = await twoInOneBrowser(ctx);
  const old = await newestMail(ctx, second.email);
  await forgetMailLimits(ctx);
  expect(await resendProof(ctx, first)).toMatchObject({ ok: true });
  expect(await queuedMails(ctx, first.email)).toHaveLength(1);
  expect(await confirmLink(ctx, second.browser, old.token)).toMatchObject({ code: "proof.invalid" });
  const own = { newPassword: freshPassword(), firstName: "Marta", lastName: "Reed" };
  expect(await confirmLink(ctx, first.browser, (await newestMail(ctx, first.email)).token, own)).toMatchObject(ACTIVE);
});

test("T-FX19: addresses sent at once in one browser are an attempt each, and none ends another", async () => {
  const { browser } = freshRegistrant();
  const at = Array.from({ length: 8 }, () => freshRegistrant({ browser }));
  await Promise.all(at.map((one) => start(shop(), one)));
  const tokens = await Promise.all(at.map(async ({ email }) => (await newestMail(shop(), email)).token));
  const looks = await Promise.all(tokens.map((token) => findConfirmation(shop(), { token, browser })));
  expect(looks.map(({ ok }) => ok)).toEqual(at.map(() => true));
});
