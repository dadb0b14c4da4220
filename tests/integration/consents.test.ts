import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acceptConsents } from "@/core/consents/accept-consents";
import { findLegalText } from "@/core/consents/find-legal-text";
import { listDueConsents } from "@/core/consents/list-due-consents";
import { publishLegalText, withdrawLegalText } from "@/core/consents/publish-legal-text";
import type { Ctx } from "@/core/ctx";
import { eraseOwnCustomer } from "@/core/customers/erase-customer";
import { exportCustomer } from "@/core/customers/export-customer";
import { openCustomer } from "@/core/customers/open-customer";
import { newToken } from "@/core/security/token";
import { findSession } from "@/core/sessions/find-session";
import { startSession } from "@/core/sessions/start-session";
import { permissionsOf } from "@/core/staff/permissions";
import { type LegalKind, listLegalEditions } from "@/db/queries/legal-texts";
import { readSettingsVersion } from "@/db/queries/settings";
import { activate, invite, makeInvited } from "@/tests/support/activation";
import { makeWorld, type World } from "@/tests/support/context";
import { aConnection, acceptAs, anArrival, arriveUnknown, giveCode } from "@/tests/support/identities";
import { freshEmail, freshPassword, makeAccount, makeStaff } from "@/tests/support/make";
import { forgetMailLimits, newestMail, queuedMails } from "@/tests/support/queued-mail";
import { confirmCode, confirmLink, count, freshRegistrant, openShop, start } from "@/tests/support/registration";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
let staffId: string;
const trusted = aConnection({ id: "oidc-trusted", texts: { trustEmail: "true" } });
const plain = aConnection({ id: "oidc-plain" });

beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
  ({ staffId } = await makeStaff(world.ctx()));
});
beforeEach(async () => {
  await world.database.db.execute(sql`truncate legal_texts, consents`);
  await forgetMailLimits(world.ctx());
});
afterAll(() => world.end());

/** A Ctx of a shop as its newest snapshot would be. */
const open = async (options: Parameters<typeof shop>[0] = {}): Promise<Ctx> =>
  shop({ connections: [trusted, plain], ...options, legal: await listLegalEditions(world.database.db) });

type Edit = { text?: string; spanish?: string; change?: "new" | "correction"; base?: string };

async function publish(kind: LegalKind, { text = `# ${kind}`, spanish = "", change = "new", base }: Edit = {}) {
  const ctx = await open();
  const current = ctx.legal.find((one) => one.kind === kind);
  const shown = base ?? (current ? `${current.version}.${current.revision}` : "");
  return publishLegalText(ctx, { kind, change, base: shown, "text.en": text, "text.es": spanish, staffId });
}

const TICKED = { acceptTerms: "1", acceptPrivacy: "on" };
const rowsOf = (email: string) =>
  world.database.db.execute(sql`select c.kind, c.version, c.revision, c.language, c.door, c.address, c.accepted_at > now() - interval '1 minute' as "isNew"
    from consents c join accounts a on a.id = c.account_id where a.email_key = ${email} order by c.kind`);
const sessionOf = async (ctx: Ctx, accountId: string) =>
  findSession(ctx, (await startSession(ctx, { accountId, method: "password" })).token);

describe("publishing", () => {
  test("P-R10: the first edition is version 1, a new version rises, a correction only its revision, and every edition is kept", async () => {
    expect(await publish("terms")).toMatchObject({ ok: true, value: { version: 1, revision: 0 } });
    expect(await publish("terms", { text: "corrected", change: "correction" })).toMatchObject({
      value: { version: 1, revision: 1 },
    });
    expect(await publish("terms", { text: "other" })).toMatchObject({ value: { version: 2, revision: 0 } });
    expect(await count(await open(), "legal_texts", "kind = 'terms'")).toBe(3);
    expect((await open()).legal).toEqual([{ kind: "terms", version: 2, revision: 0, languages: ["en"] }]);
    expect(await findLegalText(await open({ language: "es" }), "terms")).toMatchObject({ text: "other", language: "en" });
  });

  test("P-R10, P-A7: publishing and withdrawing raise the version of the settings, which every process reads", async () => {
    const before = await readSettingsVersion(world.database.db);
    await publish("privacy");
    await withdrawLegalText(await open(), { kind: "privacy", base: "1.0", staffId });
    expect(await readSettingsVersion(world.database.db)).toBe(before + 2);
  });

  test("P-R10: what somebody else published meanwhile is not overwritten unread, and nothing is published twice", async () => {
    await publish("terms", { text: "theirs" });
    expect(await publish("terms", { text: "mine", base: "" })).toMatchObject({ code: "legal.changed" });
    expect(await publish("terms", { text: "theirs" })).toMatchObject({ code: "legal.unchanged" });
    expect(await publish("privacy", { text: "" })).toMatchObject({ code: "field.required" });
    expect((await findLegalText(await open(), "terms"))?.text).toBe("theirs");
  });

  test("P-R10: of two who publish at once one does", async () => {
    const ctx = await open();
    const asked = { kind: "terms", change: "new", base: "", "text.es": "", staffId } as const;
    const done = await Promise.all(["a", "b", "c"].map((text) => publishLegalText(ctx, { ...asked, "text.en": text })));
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("P-R10: withdrawn, nobody is asked; published again it is a new version", async () => {
    await publish("terms");
    await withdrawLegalText(await open(), { kind: "terms", base: "1.0", staffId });
    expect((await open()).legal).toEqual([]);
    expect(await findLegalText(await open(), "terms")).toBeNull();
    expect(await publish("terms", { base: "1.1", change: "correction" })).toMatchObject({ value: { version: 2, revision: 0 } });
  });

  test("P-R10, T-A1: agents and whoever has no permission publish nothing", async () => {
    const agent = await makeStaff(world.ctx(), { role: "agent" });
    const asked = { kind: "terms", change: "new", base: "", "text.en": "x", "text.es": "", staffId: agent.staffId } as const;
    expect(await publishLegalText(await open(), asked)).toMatchObject({ code: "staff.not-permitted" });
    expect((await open()).legal).toEqual([]);
  });
});

describe("registering", () => {
  test("P-R10: as long as nothing is published nobody is asked and nothing is stored", async () => {
    const ctx = await open();
    const registrant = freshRegistrant();
    expect((await start(ctx, registrant)).ok).toBe(true);
    const mail = await newestMail(ctx, registrant.email);
    const done = await confirmCode(ctx, registrant.browser, mail.code);
    if (!done.ok || done.value.kind !== "active") throw new Error("not active");
    expect(await rowsOf(registrant.email)).toEqual([]);
    expect(await findSession(ctx, done.value.session.token)).toMatchObject({ asksConsent: false });
  });

  test("T-R14 [form]: without both boxes nothing is stored and no mail leaves; each missing one is named", async () => {
    await publish("terms");
    await publish("privacy");
    const ctx = await open();
    const registrant = freshRegistrant();
    expect(await start(ctx, registrant)).toMatchObject({
      problems: [
        { code: "field.required", field: "acceptTerms" },
        { code: "field.required", field: "acceptPrivacy" },
      ],
    });
    expect(await start(ctx, { ...registrant, acceptPrivacy: "on" })).toMatchObject({ problems: [{ field: "acceptTerms" }] });
    expect(await queuedMails(ctx, registrant.email)).toEqual([]);
    expect(await count(ctx, "pending_registrations", `email_key = '${registrant.email}'`)).toBe(0);
  });

  test("P-R10 [form]: a box without a tick is named together with what else is wrong", async () => {
    await publish("terms");
    const ctx = await open();
    const nameless = await start(ctx, freshRegistrant({ lastName: "" }));
    expect(nameless).toMatchObject({ problems: [{ field: "lastName" }, { field: "acceptTerms" }] });
    const weak = await start(ctx, freshRegistrant({ password: "short" }));
    expect(weak).toMatchObject({ problems: [{ code: "password.too-short" }, { field: "acceptTerms" }] });
  });

  test("P-R10 [form]: the acceptance is kept with version, language, time and address of the moment the boxes were ticked", async () => {
    await publish("terms", { spanish: "# Condiciones" });
    await publish("privacy", { text: "fixed" });
    await publish("privacy", { text: "fixed again", change: "correction" });
    const registrant = freshRegistrant();
    const typing = await open({ address: "203.0.113.7", language: "es" });
    await start(typing, { ...registrant, ...TICKED });
    const ctx = await open({ address: "198.51.100.9" });
    const mail = await newestMail(ctx, registrant.email);
    await confirmCode(ctx, registrant.browser, mail.code);
    const common = { address: "203.0.113.7", door: "registration", isNew: true };
    expect(await rowsOf(registrant.email)).toEqual([
      { ...common, kind: "privacy", version: 1, revision: 1, language: "en" },
      { ...common, kind: "terms", version: 1, revision: 0, language: "es" },
    ]);
  });

  test("P-R10: a box that was ticked for a version that is gone does not count for the new one", async () => {
    await publish("terms");
    await publish("terms", { text: "longer" });
    const ctx = await open();
    expect(await start(ctx, { ...freshRegistrant(), acceptTerms: "1" })).toMatchObject({
      problems: [{ code: "consent.changed", field: "acceptTerms" }],
    });
    expect((await start(ctx, { ...freshRegistrant(), acceptTerms: "2" })).ok).toBe(true);
  });

  test("P-R10: a version that comes between form and proof is asked for in the new session before anything else", async () => {
    await publish("terms");
    const registrant = freshRegistrant();
    await start(await open(), { ...registrant, acceptTerms: "1" });
    await publish("terms", { text: "second" });
    const ctx = await open();
    const done = await confirmCode(ctx, registrant.browser, (await newestMail(ctx, registrant.email)).code);
    if (!done.ok || done.value.kind !== "active") throw new Error("not active");
    expect(await findSession(ctx, done.value.session.token)).toMatchObject({ asksConsent: true });
  });

  test("T-R3, T-R14 [form]: in another browser the boxes that were ticked at the beginning do not count", async () => {
    await publish("terms");
    const registrant = freshRegistrant();
    const ctx = await open();
    await start(ctx, { ...registrant, acceptTerms: "1" });
    const mail = await newestMail(ctx, registrant.email);
    const typed = { newPassword: freshPassword(), firstName: "A", lastName: "B" };
    expect(await confirmLink(ctx, newToken(), mail.token, typed)).toMatchObject({ problems: [{ field: "acceptTerms" }] });
    expect(await confirmLink(ctx, newToken(), mail.token, { ...typed, acceptTerms: "1" })).toMatchObject({ ok: true });
    expect(await rowsOf(registrant.email)).toMatchObject([{ kind: "terms", version: 1 }]);
  });

  test("P-R10, P-S2: Accept asks, too, and stores it with the account, with and without a code", async () => {
    await publish("terms");
    const ctx = await open();
    const email = freshEmail("nia");
    const arrival = await arriveUnknown(ctx, anArrival(trusted, { email, isEmailVerified: true }));
    expect(await acceptAs(ctx, arrival)).toMatchObject({ problems: [{ code: "field.required", field: "acceptTerms" }] });
    expect(await count(ctx, "accounts", `email_key = '${email}'`)).toBe(0);
    expect(await acceptAs(ctx, arrival, { acceptTerms: "1" })).toMatchObject({ ok: true, value: { kind: "made" } });
    expect(await rowsOf(email)).toMatchObject([{ kind: "terms", version: 1, door: "oidc-trusted" }]);

    const other = freshEmail("nia");
    const unproven = await arriveUnknown(ctx, anArrival(plain));
    await acceptAs(ctx, unproven, { email: other, acceptTerms: "1" });
    await giveCode(ctx, unproven, (await newestMail(ctx, other)).code);
    expect(await rowsOf(other)).toMatchObject([{ kind: "terms", version: 1, door: "oidc-plain" }]);
  });

  test("P-R10, P-V2: so does an activation", async () => {
    await publish("privacy");
    const ctx = await open();
    const customer = await makeInvited(ctx);
    const token = await invite(ctx, staffId, customer);
    expect(await activate(ctx, token, { email: customer.email })).toMatchObject({ problems: [{ field: "acceptPrivacy" }] });
    expect(await activate(ctx, token, { email: customer.email, acceptPrivacy: "yes" })).toMatchObject({ ok: true });
    expect(await rowsOf(customer.email)).toMatchObject([{ kind: "privacy", version: 1, door: "activation" }]);
  });
});

describe("asking again", () => {
  test("P-R10: a new version asks at the next sign-in and not in a session that has begun; a correction asks nobody", async () => {
    const account = await makeAccount(world.ctx());
    await publish("terms");
    const first = await open();
    const before = (await startSession(first, { accountId: account.accountId, method: "password" })).token;
    expect(await findSession(first, before)).toMatchObject({ asksConsent: true });
    expect(await acceptConsents(first, { accountId: account.accountId, acceptTerms: "1" })).toMatchObject({ ok: true });
    expect(await findSession(first, before)).toMatchObject({ asksConsent: false });

    await publish("terms", { text: "with a comma", change: "correction" });
    expect(await sessionOf(await open(), account.accountId)).toMatchObject({ asksConsent: false });
    await publish("terms", { text: "with another sense" });
    expect(await findSession(await open(), before)).toMatchObject({ asksConsent: false });
    expect(await sessionOf(await open(), account.accountId)).toMatchObject({ asksConsent: true });
  });

  test("P-R10: only what was not accepted yet is asked for, and all of it", async () => {
    const { accountId } = await makeAccount(world.ctx());
    await publish("terms");
    await acceptConsents(await open(), { accountId, acceptTerms: "1" });
    await publish("privacy");
    await publish("terms", { text: "two" });
    const ctx = await open();
    expect((await listDueConsents(ctx, accountId)).map(({ kind }) => kind)).toEqual(["terms", "privacy"]);
    expect(await acceptConsents(ctx, { accountId, acceptTerms: "2" })).toMatchObject({ problems: [{ field: "acceptPrivacy" }] });
    expect(await sessionOf(ctx, accountId)).toMatchObject({ asksConsent: true });
    expect(await acceptConsents(ctx, { accountId, acceptTerms: "2", acceptPrivacy: "1" })).toMatchObject({ ok: true });
    expect(await sessionOf(ctx, accountId)).toMatchObject({ asksConsent: false });
  });

  test("P-R10: somebody who was asked, and the text is withdrawn meanwhile, goes on without a tick", async () => {
    const { accountId } = await makeAccount(world.ctx());
    await publish("terms");
    const { token } = await startSession(await open(), { accountId, method: "password" });
    await withdrawLegalText(await open(), { kind: "terms", base: "1.0", staffId });
    const ctx = await open();
    expect(await acceptConsents(ctx, { accountId })).toMatchObject({ ok: true });
    expect(await findSession(ctx, token)).toMatchObject({ asksConsent: false });
  });
});

describe("what was accepted", () => {
  test("P-R10: stands in the customer's detail and in the export, and goes when the person is erased", async () => {
    const account = await makeAccount(world.ctx());
    await publish("terms");
    const ctx = await open({ address: "203.0.113.8" });
    await acceptConsents(ctx, { accountId: account.accountId, acceptTerms: "1" });

    const may = permissionsOf({ role: "admin", withheld: [] });
    const opened = await openCustomer(ctx, account.number, may);
    expect(opened?.account?.consents).toMatchObject([{ kind: "terms", version: 1, revision: 0, address: "203.0.113.8" }]);

    const exported = await exportCustomer(ctx, { number: account.number, staffId });
    if (!exported.ok) throw new Error(exported.code);
    let text = "";
    for await (const piece of exported.value.pieces) text += piece;
    expect(JSON.parse(text).consents).toMatchObject([{ kind: "terms", version: 1, language: "en", acceptedAtDoor: "consents" }]);

    const session = await sessionOf(ctx, account.accountId);
    if (!session) throw new Error("not signed in");
    await eraseOwnCustomer(ctx, { session, typedNumber: account.number, password: account.password });
    expect(await count(ctx, "consents", `account_id = '${account.accountId}'`)).toBe(0);
    expect(await count(ctx, "legal_texts", "true")).toBe(1);
  });
});
