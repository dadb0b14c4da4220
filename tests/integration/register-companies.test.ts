import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { approveRegistration } from "@/core/approvals/approve-registration";
import { listApprovals } from "@/core/approvals/list-approvals";
import type { Ctx } from "@/core/ctx";
import { arrive } from "@/core/identities/arrive";
import { hashToken } from "@/core/security/token";
import { findPlace } from "@/db/queries/company-people";
import { makeWorld, type World } from "@/tests/support/context";
import { ownField, withFields } from "@/tests/support/fields";
import { aConnection, acceptAs, anArrival, arriveUnknown, giveCode } from "@/tests/support/identities";
import { freshEmail, freshPassword, makeStaff } from "@/tests/support/make";
import { makePartner, placeOf, usesOf } from "@/tests/support/partners";
import { forgetMailLimits, newestMail } from "@/tests/support/queued-mail";
import { confirmCode, confirmLink, count, freshRegistrant, openShop, start } from "@/tests/support/registration";

let world: World;
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  world = await makeWorld();
  shop = await openShop(world);
});
beforeEach(() => forgetMailLimits(world.ctx()));
afterAll(() => world.end());

type Options = NonNullable<Parameters<typeof shop>[0]>;
const withCompanies = ({ settings, ...rest }: Options = {}): Ctx =>
  shop({ ...rest, settings: { "registration.companies": "optional", "registration.partnerCodes": "true", ...settings } });

const forCompany = (companyName: string, more: Record<string, string> = {}) => ({ registerAs: "company", companyName, ...more });

/** Goes the whole way of a flow, with what is posted given where it is asked for. */
async function register(ctx: Ctx, posted: Record<string, string>) {
  const registrant = freshRegistrant({ posted });
  const started = await start(ctx, registrant);
  if (!started.ok) return { registrant, done: started };
  const done = await confirmCode(ctx, registrant.browser, (await newestMail(ctx, registrant.email)).code);
  if (!done.ok || done.value.kind !== "asks-more") return { registrant, done };
  const rest = { newPassword: freshPassword(), firstName: "Robin", lastName: "Reed", posted };
  return { registrant, done: await confirmLink(ctx, registrant.browser, done.value.token, rest) };
}

describe.each(["form", "email-first", "code", "access-data"])("registering a company, flow %s", (flow) => {
  const inFlow = (options: Options = {}) =>
    withCompanies({ ...options, settings: { "registration.flow": flow, ...options.settings } });

  test(`P-O1 [${flow}]: the company and its first person are made with the account, who is its administrator`, async () => {
    const { registrant, done } = await register(inFlow(), forCompany("  Ärger & Söhne "));
    expect(done).toMatchObject({ value: { kind: "active" } });
    const place = await placeOf(inFlow(), registrant.email);
    expect(place).toMatchObject({ name: "Ärger & Söhne", kind: "customer", user_type: "Administrator" });
    expect(await count(inFlow(), "companies", `id = '${place?.company_id}' and name_key = 'arger & sohne'`)).toBe(1);
  });

  test(`T-R15 [${flow}]: name, domain and numbers of a company join nobody to it`, async () => {
    const fields = withFields(ownField({ key: "vat", about: "company" }));
    const ctx = inFlow({ fields });
    const posted = forCompany("Acme", { "field.vat": "DE123" });
    const first = await register(ctx, posted);
    const { company_id: companyId } = (await placeOf(ctx, first.registrant.email)) ?? {};
    await ctx.db.execute(`update companies set domains = '{example.com}' where id = '${companyId}'`);
    const second = await register(ctx, { ...posted, companyId: companyId ?? "", "field.companyId": companyId ?? "" });
    const place = await placeOf(ctx, second.registrant.email);
    expect(place?.company_id).not.toBe(companyId);
    expect(place).toMatchObject({ fields: { vat: "DE123" } });
    expect(await count(ctx, "company_people", `company_id = '${companyId}'`)).toBe(1);
  });

  test(`P-O4 [${flow}]: a partner's code joins its partner`, async () => {
    const { code, companyId } = await makePartner(inFlow());
    const { registrant } = await register(inFlow(), { registerAs: "partner", partnerCode: code });
    expect(await placeOf(inFlow(), registrant.email)).toMatchObject({ company_id: companyId });
  });

  test(`P-O1 [${flow}]: where only companies may register, who names none gets no further`, async () => {
    const ctx = inFlow({ settings: { "registration.companies": "required", "registration.partnerCodes": "false" } });
    for (const posted of [{}, { registerAs: "myself" }, forCompany(" ")]) {
      const { done } = await register(ctx, posted);
      expect(done).toMatchObject({ code: "field.required", problems: [{ field: "companyName" }] });
    }
  });
});

test("P-O1: nobody is asked at first, and who sends it all the same, from a form of before, does not become a private customer unasked", async () => {
  const closed = { ok: false, code: "company.registration-closed" };
  for (const posted of [forCompany("Acme"), { companyName: "Acme" }, { registerAs: "company" }])
    expect((await register(shop(), posted)).done, JSON.stringify(posted)).toMatchObject(closed);
  const codesOnly = shop({ settings: { "registration.partnerCodes": "true" } });
  expect((await register(codesOnly, forCompany("Acme"))).done).toMatchObject(closed);
  const { registrant, done } = await register(shop(), { registerAs: "myself", companyName: "Acme", partnerCode: "7" });
  expect(done).toMatchObject({ value: { kind: "active" } });
  expect(await placeOf(shop(), registrant.email)).toBeNull();
});

test("P-O1: where the shop has stopped it before the mailbox was proven, who registers is a customer without a company", async () => {
  const registrant = freshRegistrant({ posted: forCompany("Too late") });
  expect((await start(withCompanies(), registrant)).ok).toBe(true);
  const off = withCompanies({ settings: { "registration.companies": "off" } });
  const done = await confirmCode(off, registrant.browser, (await newestMail(off, registrant.email)).code);
  expect(done).toMatchObject({ value: { kind: "active" } });
  expect(await placeOf(off, registrant.email)).toBeNull();
});

test("P-O1: what belongs to another choice does not count; without a choice what is filled in does", async () => {
  const ctx = withCompanies();
  const { code } = await makePartner(ctx, { name: "The partner" });
  const both = { companyName: "The company", partnerCode: code };
  const myself = await register(ctx, { registerAs: "myself", ...both });
  expect(await placeOf(ctx, myself.registrant.email)).toBeNull();
  const named = await register(ctx, { companyName: "The company" });
  expect(await placeOf(ctx, named.registrant.email)).toMatchObject({ name: "The company" });
  const coded = await register(ctx, { partnerCode: code });
  expect(await placeOf(ctx, coded.registrant.email)).toMatchObject({ name: "The partner" });
});

test("T-R16: the user type that the shop has chosen counts, whatever is sent", async () => {
  const types = await world.database.sql<{ id: string; name: string }[]>`select id, name from user_types`;
  const reader = types.find(({ name }) => name === "Reader")?.id ?? "";
  const ctx = withCompanies();
  const { registrant } = await register(
    ctx,
    forCompany("Acme", { userTypeId: reader, userType: reader, "field.userType": reader }),
  );
  expect(await placeOf(ctx, registrant.email)).toMatchObject({ user_type: "Administrator" });
});

test("P-R8: questions about a company are asked of companies only, and their answers are the company's", async () => {
  const fields = withFields(ownField({ key: "vat", about: "company", rules: { form: "required" } }), ownField({ key: "hobby" }));
  const ctx = withCompanies({ fields });
  const own = { "field.vat": "DE123", "field.hobby": "Chess" };
  expect((await register(ctx, forCompany("Acme"))).done).toMatchObject({
    problems: [{ code: "field.required", field: "field.vat" }],
  });
  const company = await register(ctx, forCompany("Acme", own));
  expect(await placeOf(ctx, company.registrant.email)).toMatchObject({ fields: { vat: "DE123" } });
  const stored = (email: string) => world.database.sql`select fields from customers where email_key = ${email}`;
  expect(await stored(company.registrant.email)).toMatchObject([{ fields: { hobby: "Chess" } }]);
  const myself = await register(ctx, { registerAs: "myself", ...own });
  expect(await stored(myself.registrant.email)).toEqual([{ fields: { hobby: "Chess" } }]);
});

test("T-R4: nothing is made before the mailbox is proven", async () => {
  const before = await count(withCompanies(), "companies", "true");
  await start(withCompanies(), freshRegistrant({ posted: forCompany("Acme") }));
  expect(await count(withCompanies(), "companies", "true")).toBe(before);
});

describe("by a provider", () => {
  const trusted = aConnection({ id: "oidc-trusted", texts: { trustEmail: "true" } });
  const doubted = aConnection({ id: "oidc-doubted" });
  const asking = (options: Options = {}) => withCompanies({ ...options, connections: [trusted, doubted] });
  const arriving = (ctx: Ctx, connection = trusted) =>
    arriveUnknown(ctx, anArrival(connection, { email: freshEmail("pia"), isEmailVerified: connection === trusted }));
  const emailOf = async (ctx: Ctx, browser: string, typed?: string) => {
    const [row] = await ctx.db.execute<{ email: string }>(
      `select email from pending_identities where browser_hash = '${hashToken(browser)}'`,
    );
    return typed ?? row?.email ?? "";
  };

  test("P-O1, P-O4, P-S2: Accept founds a company, and joins a partner by its code", async () => {
    const first = await arriving(asking());
    const firstEmail = await emailOf(asking(), first.browser);
    expect((await acceptAs(asking(), first, { posted: forCompany("Acme") })).ok).toBe(true);
    expect(await placeOf(asking(), firstEmail)).toMatchObject({ name: "Acme", user_type: "Administrator" });
    const { code, companyId, codeId } = await makePartner(asking());
    const second = await arriving(asking());
    const secondEmail = await emailOf(asking(), second.browser);
    expect((await acceptAs(asking(), second, { posted: { registerAs: "partner", partnerCode: code } })).ok).toBe(true);
    expect(await placeOf(asking(), secondEmail)).toMatchObject({ company_id: companyId });
    expect(await usesOf(asking(), codeId)).toEqual({ uses: 1, people: 1 });
  });

  test("T-Q2: where the mailbox has to be proven first, the code is asked about again then", async () => {
    const { code, codeId } = await makePartner(asking());
    const arrival = await arriving(asking(), doubted);
    const email = freshEmail("typed");
    const accepted = await acceptAs(asking(), arrival, { email, posted: { registerAs: "partner", partnerCode: code } });
    expect(accepted).toMatchObject({ value: { kind: "needs-code" } });
    await world.database.sql`update partner_codes set withdrawn_at = now() where id = ${codeId}`;
    const { code: mailed } = await newestMail(asking(), email);
    expect(await giveCode(asking(), arrival, mailed)).toMatchObject({ code: "partner.code-refused" });
    await world.database.sql`update partner_codes set withdrawn_at = null where id = ${codeId}`;
    expect((await giveCode(asking(), arrival, mailed)).ok).toBe(true);
    expect(await placeOf(asking(), email)).not.toBeNull();
  });

  test("T-Q1: a code that can be guessed costs a captcha there as well, and a wrong one is refused", async () => {
    const arrival = await arriving(asking());
    const withCode = (partnerCode: string) => acceptAs(asking(), arrival, { posted: { registerAs: "partner", partnerCode } });
    expect(await withCode("SPRING26")).toMatchObject({ code: "captcha.missing" });
    expect(await withCode("0123456789ABCDEF")).toMatchObject({ code: "partner.code-refused" });
  });

  test("P-R17: whom a directory lets in without asking is asked where only companies may register", async () => {
    const directory = aConnection({ id: "ldap-staff", provider: "ldap", texts: { skipAccept: "true", trustEmail: "true" } });
    const ctx = withCompanies({
      connections: [directory],
      settings: { "registration.companies": "required", "registration.partnerCodes": "false" },
    });
    const said = { email: freshEmail("dir"), isEmailVerified: true };
    expect(await arrive(ctx, anArrival(directory, said))).toMatchObject({ value: { kind: "accept" } });
  });
});

describe("P-R11: with approval", () => {
  const asking = () => withCompanies({ settings: { "registration.approval": "true" } });
  const waiting = async (email: string) => (await listApprovals(asking())).requests.find((one) => one.email === email);

  test("staff see the company, which is founded when they approve and not before", async () => {
    const { staffId } = await makeStaff(world.ctx(), { role: "agent" });
    const { registrant, done } = await register(asking(), forCompany("Acme held"));
    expect(done).toMatchObject({ value: { kind: "waiting" } });
    const request = await waiting(registrant.email);
    expect(request).toMatchObject({ company: "Acme held", hasPartnerCode: false });
    expect(await count(asking(), "companies", "name = 'Acme held'")).toBe(0);
    expect((await approveRegistration(asking(), { pendingId: request?.id ?? "", staffId })).ok).toBe(true);
    expect(await placeOf(asking(), registrant.email)).toMatchObject({ name: "Acme held" });
  });

  test("T-Q2: a partner's code counts, and is asked about again, when they approve", async () => {
    const { staffId } = await makeStaff(world.ctx(), { role: "agent" });
    const { code, codeId, companyId } = await makePartner(asking());
    const { registrant } = await register(asking(), { registerAs: "partner", partnerCode: code });
    const request = await waiting(registrant.email);
    expect(request).toMatchObject({ company: null, hasPartnerCode: true });
    expect(await usesOf(asking(), codeId)).toEqual({ uses: 0, people: 0 });
    await world.database.sql`update partner_codes set withdrawn_at = now() where id = ${codeId}`;
    const approve = () => approveRegistration(asking(), { pendingId: request?.id ?? "", staffId });
    expect(await approve()).toMatchObject({ code: "approval.code-ended" });
    await world.database.sql`update partner_codes set withdrawn_at = null where id = ${codeId}`;
    expect((await approve()).ok).toBe(true);
    expect(await placeOf(asking(), registrant.email)).toMatchObject({ company_id: companyId });
  });
});

test("P-R6: whom staff have put into a company already stays there, and uses no code up", async () => {
  const ctx = withCompanies();
  const { insertCustomer } = await import("@/db/queries/customers");
  const email = freshEmail("guest");
  const names = { firstName: "Gus", lastName: "Guest" };
  const { id: customerId } = await insertCustomer(ctx.db, { ...names, email, emailKey: email, origin: "guest" });
  const own = await makePartner(ctx, { name: "Own" });
  const other = await makePartner(ctx, { name: "Other" });
  await world.database.sql`insert into company_people (customer_id, company_id, user_type_id)
    select ${customerId}, ${own.companyId}, id from user_types where name = 'Reader'`;
  const registrant = freshRegistrant({ email, posted: { registerAs: "partner", partnerCode: other.code } });
  await start(ctx, registrant);
  expect((await confirmCode(ctx, registrant.browser, (await newestMail(ctx, email)).code)).ok).toBe(true);
  expect(await findPlace(ctx.db, customerId)).toMatchObject({ companyId: own.companyId, userTypeName: "Reader" });
  expect(await usesOf(ctx, other.codeId)).toEqual({ uses: 0, people: 0 });
});
