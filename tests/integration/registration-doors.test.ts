import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { androidAssociation, appleAssociation } from "@/core/access/app-links";
import { explainClosed } from "@/core/registration/explain-closed";
import { findClosed } from "@/core/registration/policy";
import { isRegistrationLink } from "@/core/registration-link/is-registration-link";
import { qrPng, qrSvg } from "@/core/registration-link/qr-picture";
import { findRegistrationLink, makeFirstLink, renewRegistrationLink } from "@/core/registration-link/registration-link";
import { joinWaitingList } from "@/core/seats/join-waiting-list";
import { offerSeats } from "@/core/seats/offer-seats";
import { hashToken } from "@/core/security/token";
import { saveSettings } from "@/core/settings/save-settings";
import { makeWorld, type World } from "@/tests/support/context";
import { aConnection, acceptAs, anArrival, arriveUnknown } from "@/tests/support/identities";
import { age, freshEmail, makeAccount, makeStaff } from "@/tests/support/make";
import { newestMail, queuedMails } from "@/tests/support/queued-mail";
import { confirmCode, count, freshRegistrant, openShop, start } from "@/tests/support/registration";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
let staffId: string;
beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
  staffId = (await makeStaff(world.ctx())).staffId;
});
beforeEach(async () => {
  for (const table of ["accounts", "waiting_list", "registration_links", "mails"])
    await world.database.db.execute(sql.raw(`delete from ${table}`));
});
afterAll(() => world.end());

const trusted = aConnection({ id: "oidc-trusted", texts: { trustEmail: "true" } });
const withSettings = (settings: Record<string, string>) => shop({ settings, connections: [trusted] });
const tokenOf = (url: string | undefined) => url?.split("/join/")[1] ?? "";

/** Registers by the form and gives the code back. */
async function register(ctx: ReturnType<typeof shop>, link: string | null = null, email = freshEmail("reg")) {
  const registrant = { ...freshRegistrant({ email }), link };
  const started = await start(ctx, registrant);
  if (!started.ok) return started;
  return confirmCode(ctx, registrant.browser, (await newestMail(ctx, email)).code);
}

describe("the registration link", () => {
  const linkOnly = () => withSettings({ "registration.linkOnly": "true" });

  async function currentLink() {
    await makeFirstLink(linkOnly());
    return hashToken(tokenOf((await findRegistrationLink(linkOnly()))?.url));
  }

  test("P-R14: is made once, when registration opens first, and looking at it changes nothing", async () => {
    const ctx = shop();
    expect(await findRegistrationLink(ctx)).toBeNull();
    await saveSettings(ctx, { changes: { "registration.tellTaken": "at-once" }, by: { kind: "system" } });
    expect(await findRegistrationLink(ctx)).toBeNull();
    const { email } = await makeStaff(ctx);
    await saveSettings(ctx, { changes: { "registration.personInCharge": email }, by: { kind: "system" } });
    const link = await findRegistrationLink(ctx);
    expect(link?.url).toMatch(/^https:\/\/shop\.example\/join\/[\w-]{43}$/);
    await Promise.all(Array.from({ length: 5 }, () => makeFirstLink(ctx)));
    expect(await findRegistrationLink(ctx)).toEqual(link);
    expect(await count(ctx, "registration_links", `sealed like '%${tokenOf(link?.url)}%'`)).toBe(0);
  });

  test("P-R14: where it is the only way, whoever comes without it is refused at every door, and with it is let in", async () => {
    const link = await currentLink();
    for (const without of [null, hashToken("a guess")]) {
      expect(await register(linkOnly(), without)).toMatchObject({ ok: false, code: "registration.link-only" });
    }
    const arrival = await arriveUnknown(linkOnly(), anArrival(trusted, { email: freshEmail("nia"), isEmailVerified: true }));
    expect(await acceptAs(linkOnly(), arrival)).toMatchObject({ code: "registration.link-only" });
    expect(await acceptAs(linkOnly(), arrival, { link })).toMatchObject({ ok: true, value: { kind: "made" } });
    expect(await register(linkOnly(), link)).toMatchObject({ ok: true, value: { kind: "active" } });
    expect(await explainClosed(linkOnly())).toBeNull();
  });

  test("P-R14, T-R14: a renewed link ends the one before at once, also for who has begun and not finished", async () => {
    const link = await currentLink();
    const registrant = { ...freshRegistrant(), link };
    await start(linkOnly(), registrant);
    const { code } = await newestMail(linkOnly(), registrant.email);
    expect(await renewRegistrationLink(linkOnly(), staffId)).toMatchObject({ ok: true });
    expect(await confirmCode(linkOnly(), registrant.browser, code)).toMatchObject({ code: "registration.link-only" });
    expect(await isRegistrationLink(linkOnly(), link)).toBe(false);
    expect(await register(linkOnly(), await currentLink())).toMatchObject({ ok: true });
    expect(await count(linkOnly(), "audit_log", `action = 'registration.link-renewed' and actor_id = '${staffId}'`)).toBe(1);
  });

  test("P-R14: an agent cannot renew it, and admins who do so at once leave one link", async () => {
    const agent = await makeStaff(shop(), { role: "agent" });
    expect(await renewRegistrationLink(shop(), agent.staffId)).toMatchObject({ code: "staff.not-permitted" });
    await Promise.all(Array.from({ length: 5 }, () => renewRegistrationLink(shop(), staffId)));
    expect(await count(shop(), "registration_links", "ended_at is null")).toBe(1);
  });

  test("P-R14: its QR code is the same as SVG and as PNG", () => {
    const [svg, png] = [qrSvg("https://shop.example/join/abc"), qrPng("https://shop.example/join/abc")];
    const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
    expect(png.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
    expect(png.readUInt32BE(16)).toBe(size * 16);
    expect(png.readUInt32BE(20)).toBe(size * 16);
  });

  test("P-R14: phones are told of the app that the settings name, and of none where there is none", () => {
    expect([appleAssociation(shop().settings), androidAssociation(shop().settings)]).toEqual([null, null]);
    const fingerprint = Array.from({ length: 32 }, () => "ab").join(":");
    const { settings } = withSettings({
      "app.appleAppIds": "A1B2C3D4E5.com.example.shop",
      "app.androidPackage": "com.example.shop",
      "app.androidFingerprints": fingerprint,
    });
    expect(appleAssociation(settings)).toMatchObject({
      applinks: {
        details: [{ appIDs: ["A1B2C3D4E5.com.example.shop"], components: expect.arrayContaining([{ "/": "/join/*" }]) }],
      },
    });
    expect(androidAssociation(settings)).toMatchObject([
      {
        target: {
          namespace: "android_app",
          package_name: "com.example.shop",
          sha256_cert_fingerprints: [fingerprint.toUpperCase()],
        },
      },
    ]);
  });
});

describe("the time in which people can register", () => {
  /** A clock on the wall of a place, so many hours from now. */
  const wall = (timeZone: string, inHours: number) =>
    new Date(Date.now() + inHours * 3_600_000).toLocaleString("sv-SE", { timeZone }).slice(0, 16).replace(" ", "T");

  test.each(["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])(
    "P-R14: begins and ends by the clock of the shop: %s",
    async (timeZone) => {
      const at = (opens: number | null, closes: number | null) =>
        withSettings({
          "shop.timeZone": timeZone,
          "registration.opensAt": opens === null ? "" : wall(timeZone, opens),
          "registration.closesAt": closes === null ? "" : wall(timeZone, closes),
        });
      expect(await findClosed(at(1, 2))).toMatchObject({ code: "registration.not-yet" });
      expect(await findClosed(at(-1, 1))).toBeNull();
      expect(await findClosed(at(-2, -1))).toMatchObject({ code: "registration.over" });
      expect(await findClosed(at(null, 1))).toBeNull();
      expect(await findClosed(at(-1, null))).toBeNull();
      expect(await explainClosed(at(1, null))).toBe("not-yet");
    },
  );

  test("P-R14: who has begun in time and proves the mailbox too late is refused", async () => {
    const registrant = freshRegistrant();
    await start(shop(), registrant);
    const late = withSettings({ "registration.closesAt": wall("UTC", -1) });
    const { code } = await newestMail(late, registrant.email);
    expect(await confirmCode(late, registrant.browser, code)).toMatchObject({ code: "registration.over" });
  });

  test.each([
    ["registration.opensAt", "2026-02-31 09:00", "settings.moment"],
    ["registration.opensAt", "tomorrow", "settings.moment"],
    ["shop.timeZone", "Europe/Nowhere", "settings.time-zone"],
    ["app.androidFingerprints", "12:34", "settings.fingerprint"],
  ])("%s takes no %s", async (key, typed, code) => {
    expect(await saveSettings(shop(), { changes: { [key]: typed }, by: { kind: "system" } })).toMatchObject({ code });
  });

  test("P-R14: it cannot end before it begins", async () => {
    const changes = { "registration.opensAt": "2026-12-02 09:00", "registration.closesAt": "2026-12-01 09:00" };
    expect(await saveSettings(shop(), { changes, by: { kind: "system" } })).toMatchObject({
      code: "settings.closes-before-opens",
    });
  });
});

describe("the waiting list", () => {
  const full = (capacity = 1, more: Record<string, string> = {}) =>
    withSettings({ "registration.capacity": String(capacity), "registration.waitingList": "true", ...more });
  const join = (ctx: ReturnType<typeof shop>, email: string, link: string | null = null) =>
    joinWaitingList(ctx, { email, captcha: "", link });
  const offers = async () => (await queuedMails(shop())).filter(({ message }) => message === "seat-free");

  test("P-R13: one mail for one seat, who came first first, and the seat is held for whoever was told", async () => {
    const account = await makeAccount(shop());
    const [first, second] = [freshEmail("first"), freshEmail("second")];
    for (const email of [first, second]) expect(await join(full(), email)).toEqual({ ok: true, value: { kind: "waiting" } });
    expect(await offerSeats(full())).toBe(0);
    await world.database.db.execute(sql`update accounts set deactivated_at = now() where id = ${account.accountId}`);
    expect((await Promise.all([offerSeats(full()), offerSeats(full())])).reduce((a, b) => a + b)).toBe(1);
    expect(await offers()).toMatchObject([{ to: first }]);
    expect(await register(full())).toMatchObject({ ok: false, code: "registration.full" });
    const { token } = await newestMail(shop(), first);
    expect(await register(full(), hashToken(token), first)).toMatchObject({ ok: true, value: { kind: "active" } });
    expect(await count(shop(), "waiting_list", "true")).toBe(1);
    expect(await offerSeats(full())).toBe(0);
  });

  test("P-R13: a seat that nobody took in time goes to the next, and the first link holds nothing more", async () => {
    const [first, second] = [freshEmail("first"), freshEmail("second")];
    await makeAccount(shop());
    for (const email of [first, second]) await join(full(), email);
    expect(await offerSeats(full(2))).toBe(1);
    const { token } = await newestMail(shop(), first);
    await age(shop(), "waiting_list", ["offer_ends_at"], "49 hours");
    expect(await offerSeats(full(2))).toBe(1);
    expect(await offers()).toHaveLength(2);
    expect(await register(full(2), hashToken(token), first)).toMatchObject({ code: "registration.full" });
    const next = await newestMail(shop(), second);
    expect(await register(full(2), hashToken(next.token), second)).toMatchObject({ ok: true });
  });

  test("P-R13: the link of an offer lets in where only the registration link does", async () => {
    await makeAccount(shop());
    const email = freshEmail("kim");
    await join(full(), email);
    await offerSeats(full(2, { "registration.linkOnly": "true" }));
    const { token } = await newestMail(shop(), email);
    expect(await register(full(2, { "registration.linkOnly": "true" }), hashToken(token), email)).toMatchObject({ ok: true });
  });

  test("T-T6: says the same to an address that waits already, one that has an account and one that nobody knows", async () => {
    const { email } = await makeAccount(shop());
    const known = freshEmail("known");
    const answers = [];
    for (const one of [known, known, email, freshEmail("nobody")]) answers.push(await join(full(), one));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await count(shop(), "mails", "true")).toBe(0);
    // Who has an account by the time of the offer is not written to.
    await world.database.db.execute(sql`delete from waiting_list where email_key <> ${email}`);
    expect(await offerSeats(full(5))).toBe(0);
    expect(await count(shop(), "waiting_list", "true")).toBe(0);
  });

  test("T-C12, T-T4: a mailbox has one place and gets one mail, however its address is spelt, also by ten at once", async () => {
    await makeAccount(shop());
    const spelt = Array.from({ length: 10 }, (_, at) => `vera${at === 0 ? "" : `+${at}`}@example.com`);
    const answers = await Promise.all(spelt.map((email) => join(full(), email)));
    expect(answers).toEqual(spelt.map(() => ({ ok: true, value: { kind: "waiting" } })));
    expect(await offerSeats(full(20))).toBe(1);
    expect(await offers()).toHaveLength(1);
  });

  test.each(["0", "20"])(
    "T-C7, P-R14: of six who come by one offer at once where it takes a link, one is let in (maximum %s)",
    async (capacity) => {
      await makeAccount(shop());
      const email = freshEmail("one");
      await join(full(), email);
      await offerSeats(full(2));
      const link = hashToken((await newestMail(shop(), email)).token);
      const ctx = withSettings({ "registration.linkOnly": "true", "registration.capacity": capacity });
      const codes = await Promise.all(
        Array.from({ length: 6 }, async () => {
          const registrant = { ...freshRegistrant(), link };
          await start(ctx, registrant);
          return { browser: registrant.browser, code: (await newestMail(ctx, registrant.email)).code };
        }),
      );
      const answers = await Promise.all(codes.map(({ browser, code }) => confirmCode(ctx, browser, code)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      const why = answers.flatMap((one) => (one.ok ? [] : [one.code]));
      expect(why.filter((code) => !["registration.full", "registration.link-only"].includes(code))).toEqual([]);
    },
  );

  test("P-R11, P-R13: no seat is held for an address that may not register any more", async () => {
    await makeAccount(shop());
    const [blocked, other] = ["bo@blocked.example", freshEmail("other")];
    for (const email of [blocked, other]) await join(full(), email);
    expect(await offerSeats(full(2, { "registration.blockedDomains": "blocked.example" }))).toBe(0);
    expect(await offerSeats(full(2, { "registration.blockedDomains": "blocked.example" }))).toBe(1);
    expect(await offers()).toMatchObject([{ to: other }]);
  });

  test("P-R13: exists only while the shop is full and wants one; nothing is offered while registration is closed otherwise", async () => {
    const email = freshEmail("kim");
    expect(await join(full(), email)).toEqual({ ok: true, value: { kind: "free" } });
    await makeAccount(shop());
    expect(await join(full(1, { "registration.waitingList": "false" }), email)).toMatchObject({ code: "registration.full" });
    expect(await join(full(1, { "registration.open": "false" }), email)).toMatchObject({ code: "registration.closed" });
    await join(full(), email);
    expect(await offerSeats(full(9, { "registration.open": "false" }))).toBe(0);
    expect(await offerSeats(full(9))).toBe(1);
  });

  test.each([
    ["without a maximum any more, and without a list", { "registration.capacity": "0", "registration.waitingList": "false" }],
    ["without a maximum any more", { "registration.capacity": "0" }],
    ["with a higher maximum, and without a list", { "registration.capacity": "9", "registration.waitingList": "false" }],
  ])("P-R13: whoever waits is told when there is room, however it came to be: %s", async (_name, settings) => {
    await makeAccount(shop());
    const email = freshEmail("kim");
    await join(full(), email);
    expect(await offerSeats(full(1, { "registration.waitingList": "false" })), "still full").toBe(0);
    expect(await offerSeats(withSettings({ "registration.waitingList": "true", ...settings }))).toBe(1);
    expect(await offers()).toMatchObject([{ to: email }]);
  });

  test("T-B6: does not grow without end: who has waited for half a year is taken off it, and nobody sooner", async () => {
    await makeAccount(shop());
    const [early, late] = [freshEmail("early"), freshEmail("late")];
    for (const email of [early, late]) await join(full(), email);
    await age(shop(), "waiting_list", ["created_at"], "181 days", `email_key = '${early}'`);
    await age(shop(), "waiting_list", ["created_at"], "179 days", `email_key = '${late}'`);
    await offerSeats(full());
    expect(await count(shop(), "waiting_list", `email_key = '${early}'`)).toBe(0);
    expect(await count(shop(), "waiting_list", `email_key = '${late}'`)).toBe(1);
  });

  test("T-R10, T-R11: asks for a captcha where the form does", async () => {
    await makeAccount(shop());
    const guarded = full(1, { "registration.captcha": "always" });
    expect(await join(guarded, freshEmail())).toMatchObject({ code: "captcha.missing" });
    expect(await joinWaitingList(guarded, { email: freshEmail(), captcha: "made up", link: null })).toMatchObject({
      code: "captcha.wrong",
    });
    expect(await count(shop(), "waiting_list", "true")).toBe(0);
  });
});
