import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { approveRegistration } from "@/core/approvals/approve-registration";
import { listApprovals } from "@/core/approvals/list-approvals";
import { refuseRegistration } from "@/core/approvals/refuse-registration";
import { arrive } from "@/core/identities/arrive";
import { tidy } from "@/core/jobs/tidy";
import { listUnproven } from "@/core/registration/list-unproven";
import { findRegistrationLink, makeFirstLink } from "@/core/registration-link/registration-link";
import { hashToken, newToken } from "@/core/security/token";
import { signIn } from "@/core/sign-in/sign-in";
import { insertIdentity } from "@/db/queries/identities";
import { invite, makeInvited } from "@/tests/support/activation";
import { makeWorld, type World } from "@/tests/support/context";
import { ownField, withFields } from "@/tests/support/fields";
import { aConnection, acceptAs, anArrival, arriveUnknown } from "@/tests/support/identities";
import { age, freshEmail, makeAccount, makeStaff } from "@/tests/support/make";
import { forgetMailLimits, newestMail, queuedMails } from "@/tests/support/queued-mail";
import { confirmCode, confirmLink, count, freshRegistrant, openShop, type Registrant, start } from "@/tests/support/registration";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
let staffId: string;
const trusted = aConnection({ id: "oidc-trusted", texts: { trustEmail: "true" } });

beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
  ({ staffId } = await makeStaff(world.ctx(), { role: "agent" }));
});
beforeEach(() => forgetMailLimits(world.ctx()));
afterAll(() => world.end());

type Settings = NonNullable<NonNullable<Parameters<typeof shop>[0]>["settings"]>;
const asking = (settings: Settings = {}) =>
  shop({ connections: [trusted], settings: { "registration.approval": "true", ...settings } });

async function prove(changes: Partial<Registrant> = {}, settings: Settings = {}) {
  const ctx = asking(settings);
  const registrant = freshRegistrant(changes);
  await forgetMailLimits(ctx);
  await start(ctx, registrant);
  const done = await confirmCode(ctx, registrant.browser, (await newestMail(ctx, registrant.email)).code);
  return { registrant, done };
}

const idOf = async (email: string) => (await listApprovals(asking())).requests.find((one) => one.email === email)?.id ?? "";
const accountsOf = (email: string) => count(asking(), "accounts", `email_key = '${email}'`);
const tryToSignIn = async ({ email, password }: Registrant) => (await signIn(asking(), { identifier: email, password })).ok;

describe("P-R11: with approval on", () => {
  test("a proof makes no account: it waits, is told so by mail, and opens nothing", async () => {
    const { registrant, done } = await prove();
    expect(done).toEqual({ ok: true, value: { kind: "waiting" } });
    expect(await accountsOf(registrant.email)).toBe(0);
    expect(await tryToSignIn(registrant)).toBe(false);
    expect((await newestMail(asking(), registrant.email)).message).toBe("registration-waiting");
    expect((await listUnproven(asking(), {})).registrations.some(({ email }) => email === registrant.email)).toBe(false);
  });

  test("nobody is in the queue before the mailbox is proven", async () => {
    const registrant = freshRegistrant();
    await start(asking(), registrant);
    expect(await idOf(registrant.email)).toBe("");
  });

  test("approved, the account signs in with the password chosen then; of five who press at once one does it", async () => {
    const { registrant } = await prove();
    const pendingId = await idOf(registrant.email);
    const done = await Promise.all([1, 2, 3, 4, 5].map(() => approveRegistration(asking(), { pendingId, staffId })));
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await tryToSignIn(registrant)).toBe(true);
    expect(await newestMail(asking(), registrant.email)).toMatchObject({ message: "account-active", facts: { approved: "yes" } });
    expect(
      await count(asking(), "pending_registrations", `id = '${pendingId}' and password_hash is null and decision = 'approved'`),
    ).toBe(1);
    expect(await idOf(registrant.email)).toBe("");
  });

  test("refused, the reason is mailed, the password is erased, and nothing can be approved any more", async () => {
    const { registrant } = await prove();
    const pendingId = await idOf(registrant.email);
    expect(await refuseRegistration(asking(), { pendingId, reason: "We sell to shops only.", staffId })).toMatchObject({
      ok: true,
    });
    expect(await newestMail(asking(), registrant.email)).toMatchObject({
      message: "registration-refused",
      facts: { reason: "We sell to shops only." },
    });
    expect(await approveRegistration(asking(), { pendingId, staffId })).toMatchObject({ code: "approval.not-waiting" });
    expect(await accountsOf(registrant.email)).toBe(0);
    expect(await count(asking(), "pending_registrations", `id = '${pendingId}' and password_hash is not null`)).toBe(0);
    const again = await prove({ email: registrant.email });
    expect(again.done).toMatchObject({ value: { kind: "waiting" } });
  });

  test("T-R9, T-R18: what closed meanwhile refuses the approval, and the request goes on waiting", async () => {
    const { registrant } = await prove();
    const pendingId = await idOf(registrant.email);
    const closed: Settings[] = [
      { "registration.open": "false" },
      { "registration.personInCharge": "" },
      { "registration.blockedDomains": "example.com" },
    ];
    for (const settings of closed) expect((await approveRegistration(asking(settings), { pendingId, staffId })).ok).toBe(false);
    expect(await accountsOf(registrant.email)).toBe(0);
    expect(await approveRegistration(asking(), { pendingId, staffId })).toMatchObject({ ok: true });
  });

  test("who proves the address again replaces the earlier request, and the newest password counts", async () => {
    const first = await prove();
    const second = await prove({ email: first.registrant.email });
    const { requests } = await listApprovals(asking());
    expect(requests.filter(({ email }) => email === first.registrant.email)).toHaveLength(1);
    await approveRegistration(asking(), { pendingId: await idOf(first.registrant.email), staffId });
    expect([await tryToSignIn(first.registrant), await tryToSignIn(second.registrant)]).toEqual([false, true]);
  });

  test.each([
    ["form", "another"],
    ["code", "another"],
    ["email-first", "the same"],
    ["access-data", "another"],
  ])(
    "P-R11, P-R14 [%s]: who came by the registration link and proved it in %s browser can be approved where it is the only way",
    async (flow, where) => {
      const ctx = asking({ "registration.flow": flow, "registration.linkOnly": "true" });
      await makeFirstLink(ctx);
      const link = hashToken((await findRegistrationLink(ctx))?.url.split("/join/")[1] ?? "");
      const registrant = { ...freshRegistrant(), link };
      await start(ctx, registrant);
      const { firstName, lastName, password: newPassword } = registrant;
      const { token } = await newestMail(ctx, registrant.email);
      const browser = where === "another" ? newToken() : registrant.browser;
      const done = await confirmLink(ctx, browser, token, { firstName, lastName, newPassword });
      expect(done).toMatchObject({ ok: true, value: { kind: "waiting" } });
      const pendingId = await idOf(registrant.email);
      expect(await approveRegistration(ctx, { pendingId, staffId })).toMatchObject({ ok: true });
    },
  );

  test("T-C14 [code]: no mail promises that the code is a first password, for it would have ended before anybody decided", async () => {
    const settings = { "registration.flow": "code", "registration.firstPassword": "code" };
    const { registrant } = await prove({}, settings);
    const promises = async () => (await queuedMails(asking(), registrant.email)).map(({ facts }) => facts.firstPassword);
    expect(await promises()).toEqual([undefined, undefined]);
    await approveRegistration(asking(settings), { pendingId: await idOf(registrant.email), staffId });
    expect(await newestMail(asking(), registrant.email)).toMatchObject({ facts: { choose: "yes" } });
  });

  test("P-S2: whose provider was switched off while the request waited is told to choose a password", async () => {
    const email = freshEmail("pia");
    await acceptAs(asking(), await arriveUnknown(asking(), anArrival(trusted, { email, isEmailVerified: true })));
    const without = { ...asking(), connections: [] };
    expect(await approveRegistration(without, { pendingId: await idOf(email), staffId })).toMatchObject({ ok: true });
    expect((await newestMail(asking(), email)).facts).toMatchObject({ choose: "yes", approved: "yes" });
  });

  test("P-R6: who has an account is told so, and whom staff have invited does not wait", async () => {
    const { email } = await makeAccount(world.ctx());
    expect((await prove({ email })).done).toMatchObject({ value: { kind: "taken" } });
    const invited = await makeInvited(asking());
    await invite(asking(), staffId, invited);
    expect((await prove({ email: invited.email })).done).toMatchObject({ value: { kind: "active" } });
  });

  test("an account that came into being meanwhile is left alone", async () => {
    const { registrant } = await prove();
    const pendingId = await idOf(registrant.email);
    await makeAccount(world.ctx(), { email: registrant.email });
    expect(await approveRegistration(asking(), { pendingId, staffId })).toMatchObject({ code: "approval.has-account" });
  });

  test("T-FX20: approved and refused at the same moment, one of both happens", async () => {
    for (let round = 0; round < 3; round++) {
      const { registrant } = await prove();
      const pendingId = await idOf(registrant.email);
      const [approved, refused] = await Promise.all([
        approveRegistration(asking(), { pendingId, staffId }),
        refuseRegistration(asking(), { pendingId, reason: "No.", staffId }),
      ]);
      expect([approved.ok, refused.ok].filter(Boolean)).toHaveLength(1);
      expect(await accountsOf(registrant.email)).toBe(approved.ok ? 1 : 0);
    }
  });

  test("T-FX20: approved while the same address is being proven elsewhere, there is one account and no error of ours", async () => {
    for (let round = 0; round < 3; round++) {
      const { registrant } = await prove();
      const pendingId = await idOf(registrant.email);
      const at = asking({ "registration.approval": "false" });
      const second = freshRegistrant({ email: registrant.email });
      await forgetMailLimits(at);
      await start(at, second);
      const { code } = await newestMail(at, registrant.email);
      const [approved, proven] = await Promise.all([
        approveRegistration(asking(), { pendingId, staffId }),
        confirmCode(at, second.browser, code),
      ]);
      expect(approved.ok || approved.code).toBe(proven.ok && proven.value.kind === "active" ? "approval.has-account" : true);
      expect(await accountsOf(registrant.email)).toBe(1);
    }
  });

  test("P-A5: under SSO only whoever came by a provider can be approved, and who registered here cannot", async () => {
    const { registrant } = await prove();
    const email = freshEmail("pia");
    await acceptAs(asking(), await arriveUnknown(asking(), anArrival(trusted, { email, isEmailVerified: true })));
    const only = asking({ "access.ssoOnly": "true" });
    expect(await approveRegistration(only, { pendingId: await idOf(registrant.email), staffId })).toMatchObject({
      code: "access.sso-only",
    });
    expect(await approveRegistration(only, { pendingId: await idOf(email), staffId })).toMatchObject({ ok: true });
  });

  test("P-S2: an identity that signs somebody in by now makes no second account", async () => {
    const email = freshEmail("pia");
    const arrival = await arriveUnknown(asking(), anArrival(trusted, { email, isEmailVerified: true }));
    await acceptAs(asking(), arrival);
    const { accountId } = await makeAccount(world.ctx());
    const { subject } = arrival.profile;
    await insertIdentity(world.database.db, { accountId, connection: trusted.id, subject, kind: "oidc" });
    expect(await approveRegistration(asking(), { pendingId: await idOf(email), staffId })).toMatchObject({
      code: "approval.has-account",
    });
    expect(await accountsOf(email)).toBe(0);
  });

  test("T-G4: waiting, approved and refused stand in the log, by whom", async () => {
    const [one, two] = [await idOf((await prove()).registrant.email), await idOf((await prove()).registrant.email)];
    await approveRegistration(asking(), { pendingId: one, staffId });
    await refuseRegistration(asking(), { pendingId: two, reason: "No.", staffId });
    const rows = await world.database.sql`
      select action, actor_kind as by, target_id = ${one} as first from audit_log
      where target_id in (${one}, ${two}) and action <> 'registration.started' order by id`;
    expect(rows.map(({ action, by, first }) => `${action} ${by} ${first}`)).toEqual([
      "registration.waiting visitor true",
      "registration.waiting visitor false",
      "registration.approved staff true",
      "registration.refused staff false",
    ]);
  });

  test("P-S2: who comes by a provider waits as well, and signs in there once approved", async () => {
    const email = freshEmail("pia");
    const arrival = await arriveUnknown(asking(), anArrival(trusted, { email, isEmailVerified: true }));
    expect(await acceptAs(asking(), arrival)).toMatchObject({ ok: true, value: { kind: "waiting" } });
    expect(await accountsOf(email)).toBe(0);
    expect(await approveRegistration(asking(), { pendingId: await idOf(email), staffId })).toMatchObject({ ok: true });
    const back = await arrive(asking(), { ...anArrival(trusted), profile: arrival.profile });
    expect(back).toMatchObject({ ok: true, value: { kind: "signed-in" } });
  });

  test("staff read what was answered in the words of the form, and of what was not asked nothing", async () => {
    const colour = ownField({
      key: "colour",
      label: "Colour",
      type: "choice",
      choices: [{ value: "green", label: { en: "Dark green", es: "" } }],
    });
    const ctx = shop({ fields: withFields(ownField(), colour), settings: { "registration.approval": "true" } });
    const registrant = freshRegistrant({ posted: { "field.vat": "", "field.colour": "green", "field.pet": "cat" } });
    await start(ctx, registrant);
    await confirmCode(ctx, registrant.browser, (await newestMail(ctx, registrant.email)).code);
    const found = (await listApprovals(ctx)).requests.find(({ email }) => email === registrant.email);
    expect(found?.answered).toEqual([{ key: "colour", label: "Colour", answer: "Dark green" }]);
  });

  test("T-A1: who may not manage registrations decides nothing", async () => {
    const { registrant } = await prove();
    const pendingId = await idOf(registrant.email);
    const other = await makeStaff(world.ctx(), { role: "agent" });
    await world.database.sql`update staff set withheld = '{registrations.manage}' where id = ${other.staffId}`;
    const by = { pendingId, staffId: other.staffId };
    expect(await approveRegistration(asking(), by)).toMatchObject({ code: "staff.not-permitted" });
    expect(await refuseRegistration(asking(), { ...by, reason: "x" })).toMatchObject({ code: "staff.not-permitted" });
    expect((await queuedMails(asking(), registrant.email)).length).toBe(2);
  });

  test("T-B6: a request that nobody decided lapses, and what was decided is gone a month later", async () => {
    const lapsed = await prove();
    const pendingId = await idOf(lapsed.registrant.email);
    await age(asking(), "pending_registrations", ["expires_at", "proven_at", "created_at"], "91 days", `id = '${pendingId}'`);
    expect(await approveRegistration(asking(), { pendingId, staffId })).toMatchObject({ code: "approval.not-waiting" });
    await age(asking(), "pending_registrations", ["expires_at"], "31 days", `id = '${pendingId}'`);
    await tidy(asking());
    expect(await count(asking(), "pending_registrations", `id = '${pendingId}'`)).toBe(0);
  });
});

test("P-R11: at first nobody waits", async () => {
  expect((await prove({}, { "registration.approval": "false" })).done).toMatchObject({ value: { kind: "active" } });
});
