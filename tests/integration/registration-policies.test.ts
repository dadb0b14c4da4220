import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import { flows } from "@/core/registration/flows/registry";
import type { policies } from "@/core/registration/policy";
import { resendProof } from "@/core/registration/resend-proof";
import type { SettingKey } from "@/settings/registry";
import { aConnection, acceptAs, anArrival, arriveUnknown } from "@/tests/support/identities";
import { freshEmail, freshPassword } from "@/tests/support/make";
import { newestMail } from "@/tests/support/queued-mail";
import { confirmCode, confirmLink, count, freshRegistrant, openShop, start } from "@/tests/support/registration";
import { makeWorld, type World } from "../support/context";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
  // One seat is taken, for the policy that counts them.
  const registrant = freshRegistrant();
  await start(shop(), registrant);
  await confirmCode(shop(), registrant.browser, (await newestMail(shop(), registrant.email)).code);
});
afterAll(() => world.end());

type Changes = Partial<Record<SettingKey, string>>;

/** How to make each policy say no. A new one has to be put here: the compiler asks for it. */
const closings: Record<keyof typeof policies, Changes> = {
  switchedOff: { "registration.open": "false" },
  nobodyInCharge: { "registration.personInCharge": "" },
  outOfHours: { "registration.closesAt": "2020-01-01T00:00" },
  linkMissing: { "registration.linkOnly": "true" },
  domainNotWelcome: { "registration.blockedDomains": "example.com" },
  disposableAddress: { "registration.refuseDisposable": "true", "registration.disposableDomains": "example.com" },
  subAddress: { "registration.addressVariants": "refuse" },
  noSeatLeft: { "registration.capacity": "1" },
};
const connection = aConnection({ texts: { trustEmail: "true" } });
const address = () => freshEmail("reg").replace("@", "+word@");
const isRefused = { ok: false, code: expect.stringMatching(/^registration\./) };
const person = { newPassword: freshPassword(), firstName: "Olive", lastName: "Owner" };
const accounts = (ctx: Ctx, email: string) => count(ctx, "accounts", `email_key = '${email}'`);

const cases = Object.entries(closings);

describe.each(cases)("policy %s", (_name, closing) => {
  test.each(Object.keys(flows))(
    "T-R9, T-R18, P-R1 [%s]: is asked at the start, for another mail, by code and by link",
    async (flow) => {
      const open: Changes = { "registration.flow": flow };
      const closed = () => shop({ settings: { ...open, ...closing } });
      const registrant = freshRegistrant({ email: address() });
      expect((await start(shop({ settings: open }), registrant)).ok).toBe(true);
      const mail = await newestMail(shop(), registrant.email);
      expect(await start(closed(), freshRegistrant({ email: address() }))).toMatchObject(isRefused);
      expect(await resendProof(closed(), registrant)).toMatchObject(isRefused);
      expect(await confirmCode(closed(), registrant.browser, mail.code)).toMatchObject(isRefused);
      expect(await confirmLink(closed(), registrant.browser, mail.token, person)).toMatchObject(isRefused);
      expect(await accounts(closed(), registrant.email)).toBe(0);
      const done = await confirmLink(shop({ settings: open }), registrant.browser, mail.token, person);
      expect(done, "open again, the proof is still good").toMatchObject({ value: { kind: "active" } });
    },
  );

  test("T-R9, P-R1 [sso]: is asked when somebody accepts", async () => {
    const email = address();
    const connections = [connection];
    const arrival = await arriveUnknown(shop({ connections }), anArrival(connection, { email, isEmailVerified: true }));
    expect(await acceptAs(shop({ connections, settings: closing }), arrival)).toMatchObject(isRefused);
    expect(await accounts(shop(), email)).toBe(0);
    expect(await acceptAs(shop({ connections }), arrival)).toMatchObject({ value: { kind: "made" } });
  });
});
