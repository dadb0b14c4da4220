import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/core/ctx";
import type { policies } from "@/core/registration/policy";
import { resendProof } from "@/core/registration/resend-proof";
import { resendUnproven } from "@/core/registration/resend-unproven";
import { signIn } from "@/core/sign-in/sign-in";
import type { SettingKey } from "@/settings/registry";
import { aConnection, acceptAs, anArrival, arriveUnknown } from "@/tests/support/identities";
import { freshEmail, freshPassword, makeStaff } from "@/tests/support/make";
import { forgetMailLimits, newestMail, newestSecrets, queuedMails } from "@/tests/support/queued-mail";
import { confirmCode, confirmLink, count, flowNames, freshRegistrant, openShop, start } from "@/tests/support/registration";
import { makeWorld, type World } from "../support/context";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
let staffId: string;
beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
  ({ staffId } = await makeStaff(world.ctx(), { role: "agent" }));
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

/** What an agent sends who has the registration of an address before them. */
async function asked(email: string) {
  const [row] = await world.database.sql<{ id: string }[]>`select id from pending_registrations where email_key = ${email}`;
  return { pendingId: row?.id ?? "", staffId };
}

const cases = Object.entries(closings);

describe.each(cases)("policy %s", (_name, closing) => {
  test.each(flowNames)("T-R9, T-R18, P-R1 [%s]: is asked at the start, for another mail, by code and by link", async (flow) => {
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
  });

  test.each(flowNames)(
    "T-R9, P-R1 [staff, %s]: is asked when staff mail somebody once more who has not proven the mailbox",
    async (flow) => {
      const open: Changes = { "registration.flow": flow };
      const closed = shop({ settings: { ...open, ...closing } });
      const registrant = freshRegistrant({ email: address() });
      await start(shop({ settings: open }), registrant);
      await forgetMailLimits(closed);
      const mails = async () => (await queuedMails(closed, registrant.email)).length;
      expect(await resendUnproven(closed, await asked(registrant.email))).toMatchObject(isRefused);
      expect(await mails()).toBe(1);
      expect(await resendUnproven(shop({ settings: open }), await asked(registrant.email)), "open again").toMatchObject({
        ok: true,
      });
      expect(await mails()).toBe(2);
    },
  );

  test("T-R9, T-R18, P-R1 [access-data, generated first password]: is asked for its mail, where it is typed, and where it is replaced", async () => {
    const open: Changes = { "registration.flow": "access-data", "registration.firstPassword": "generated" };
    const opened = () => shop({ settings: open });
    const closed = () => shop({ settings: { ...open, ...closing } });
    const registrant = freshRegistrant({ email: address() });
    const { email, browser } = registrant;
    await start(opened(), registrant);
    const { firstPassword = "" } = await newestSecrets(opened(), email);
    const typed = { identifier: email, password: firstPassword };
    expect(await resendProof(closed(), registrant)).toMatchObject(isRefused);
    expect(await signIn(closed(), typed)).toMatchObject({ ok: false, code: "sign-in.refused" });
    const taken = await signIn(opened(), typed);
    if (!taken.ok || taken.value.kind !== "first-password") throw new Error("open again, the first password is still good");
    expect(await confirmLink(closed(), browser, taken.value.token, person)).toMatchObject(isRefused);
    expect(await accounts(closed(), email)).toBe(0);
    expect(await confirmLink(opened(), browser, taken.value.token, person)).toMatchObject({ value: { kind: "active" } });
  });

  test("T-R9, P-R1 [sso]: is asked when somebody accepts", async () => {
    const email = address();
    const connections = [connection];
    const arrival = await arriveUnknown(shop({ connections }), anArrival(connection, { email, isEmailVerified: true }));
    expect(await acceptAs(shop({ connections, settings: closing }), arrival)).toMatchObject(isRefused);
    expect(await accounts(shop(), email)).toBe(0);
    expect(await acceptAs(shop({ connections }), arrival)).toMatchObject({ value: { kind: "made" } });
  });
});
