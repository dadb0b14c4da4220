import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { insertCompanyAddress } from "@/db/queries/company-addresses";
import { insertFormVersion } from "@/db/queries/form-versions";
import { CHEAP_HASH } from "@/tests/support/context";
import { ownField, withFields } from "@/tests/support/fields";
import { codeIn } from "@/tests/support/mail-sink";
import { freshEmail, freshPassword, makeAccount } from "@/tests/support/make";
import { makeCompany, putIntoCompany } from "@/tests/support/make-company";
import { makePartner, placeOf, usesOf } from "@/tests/support/partners";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings, openRegistration } from "@/tests/support/settings";
import { type Answer, Visitor } from "@/tests/support/visitor";

let product: Product;
let database: Database;
const fields = withFields(ownField({ key: "vat", about: "company", rules: { profile: "required" } }));
beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  await insertFormVersion(database.db, { version: 1, fields, staffId: null, restoredFrom: null });
  await openRegistration(product, {
    "registration.captcha": "off",
    "registration.companies": "optional",
    "registration.partnerCodes": "true",
  });
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const person = { firstName: "Robin", lastName: "Reed" };
const heading = ({ page }: Answer) => page.querySelector("h1")?.textContent;
const words = ({ page }: Answer) => page.querySelector("main")?.textContent ?? "";
const problems = ({ page }: Answer) => page.querySelector("[data-summary]")?.textContent ?? "";
const value = ({ page }: Answer, name: string) => page.querySelector(`main [name="${name}"]`)?.getAttribute("value") ?? null;
const isDrawn = ({ page }: Answer, name: string) => page.querySelector(`main [name="${name}"]`) !== null;

type Filled = Readonly<Record<string, string>>;
type Journey = { readonly visitor: Visitor; readonly email: string };
type Flow = {
  readonly name: string;
  /** Goes to the page that asks for whom it is. */
  readonly begin: (journey: Journey) => Promise<Answer>;
  /** What that page asks for beside it. */
  readonly rest: () => Filled;
  /** Goes on from there to the active account. */
  readonly finish: (journey: Journey, page: Answer) => Promise<Answer>;
};

const register = ({ visitor }: Journey) => visitor.go("/register");
async function giveCode({ visitor, email }: Journey, sent: Answer): Promise<Answer> {
  return visitor.submitAndGo(sent, "Confirm code", { code: codeIn(await product.mail.newestTo(email)) });
}

const flows: readonly Flow[] = [
  { name: "form", begin: register, rest: () => ({ ...person, password: freshPassword() }), finish: giveCode },
  {
    name: "email-first",
    begin: async (journey) => {
      const { visitor, email } = journey;
      return giveCode(journey, await visitor.submitAndGo(await register(journey), "Create account", { email }));
    },
    rest: () => ({ ...person, newPassword: freshPassword() }),
    finish: async (_journey, page) => page,
  },
  { name: "code", begin: register, rest: () => person, finish: giveCode },
];

describe.each(flows)("flow $name, without JavaScript", ({ name, begin, rest, finish }) => {
  beforeAll(() => changeSettings(product, { "registration.flow": name }));
  const start = async () => {
    const journey = { visitor: new Visitor(product.url), email: freshEmail(name) };
    return {
      journey,
      page: await begin(journey),
      filled: { ...rest(), ...(name === "email-first" ? {} : { email: journey.email }) },
    };
  };

  test(`P-O1, P-R8 [${name}]: who registers a company is its administrator and finds its name and details at once`, async () => {
    const { journey, page, filled } = await start();
    for (const input of ["registerAs", "companyName", "field.vat", "partnerCode"]) expect(isDrawn(page, input), input).toBe(true);
    const forCompany = { ...filled, registerAs: "company" };
    const nameless = await journey.visitor.submit(page, "Create account", { ...forCompany, "field.vat": "DE 12" });
    expect([nameless.status, problems(nameless)]).toEqual([422, expect.stringContaining("Enter the name of the company.")]);
    expect(value(nameless, "field.vat"), "what was typed is kept").toBe("DE 12");
    const named = { ...forCompany, companyName: "Reed & Daughters", "field.vat": "DE 12" };
    const done = await finish(journey, await journey.visitor.submitAndGo(nameless, "Create account", named));
    expect(heading(done)).toBe("Your account is active");
    const company = await journey.visitor.go("/account/company");
    expect([company.status, heading(company)]).toEqual([200, "Reed & Daughters"]);
    expect(value(company, "companyName")).toBe("Reed & Daughters");
    expect(value(company, "field.vat")).toBe("DE 12");
    expect(await placeOf(database, journey.email)).toMatchObject({ kind: "customer", user_type: "Administrator" });
  });

  test(`P-O4 [${name}]: a partner's code makes who registers with it part of that partner; a wrong one tells nothing`, async () => {
    const { code, codeId } = await makePartner(database, { name: "Harbour Trade", maxUses: 1 });
    const { journey, page, filled } = await start();
    const withCode = (partnerCode: string) => ({ ...filled, registerAs: "partner", partnerCode });
    const refused = await journey.visitor.submit(page, "Create account", withCode("0123-4567-89AB-CDEF"));
    expect(refused.status).toBe(422);
    expect(refused.body, "T-Q6: a code does not come back").not.toContain("0123-4567-89AB-CDEF");
    const sent = await journey.visitor.submitAndGo(refused, "Create account", withCode(code.toLowerCase()));
    expect(sent.path, "T-Q6: nor is it in an address").not.toContain(code);
    expect(heading(await finish(journey, sent))).toBe("Your account is active");
    expect(heading(await journey.visitor.go("/account/company"))).toBe("Harbour Trade");
    expect(await usesOf(database, codeId)).toEqual({ uses: 1, people: 1 });
    const late = await start();
    const usedUp = await late.journey.visitor.submit(late.page, "Create account", {
      ...late.filled,
      ...withCode(code),
      email: late.journey.email,
    });
    expect([usedUp.status, problems(usedUp)]).toEqual([refused.status, problems(refused)]);
    expect(await placeOf(database, late.journey.email)).toBeNull();
  });
});

describe("the own company, without JavaScript", () => {
  const ctx = () => ({ db: database.db, hash: CHEAP_HASH });
  async function signIn({ email, password }: { readonly email: string; readonly password: string }): Promise<Visitor> {
    const who = new Visitor(product.url);
    await who.submitAndGo(await who.go("/sign-in"), "Sign in", { identifier: email, password });
    return who;
  }
  const address = { label: "Depot", name: "Acme", street: "Weg 1", postcode: "10969", city: "Berlin", country: "DE" };

  test("P-O3: details and address book are changed by who may, kept when refused, and only read by who may not", async () => {
    const { companyId, people } = await makeCompany(ctx(), { types: ["Administrator"] });
    const boss = await signIn(people[0] ?? (await makeAccount(ctx())));
    const page = await boss.go("/account/company");
    const refused = await boss.submit(page, "Save details", { companyName: "Acme Works", "field.vat": "" });
    expect([refused.status, value(refused, "companyName")]).toEqual([422, "Acme Works"]);
    expect(problems(refused)).toContain("VAT number");
    const saved = await boss.submitAndGo(refused, "Save details", { companyName: "Acme Works", "field.vat": "DE 7" });
    expect([heading(saved), words(saved)]).toEqual(["Acme Works", expect.stringContaining("DE 7")]);
    const added = await boss.submitAndGo(saved, "Add address", address);
    const moved = await boss.submitAndGo(added, "Save address Depot", { ...address, street: "Weg 2" });
    expect(words(moved)).toContain("Acme, Weg 2, 10969 Berlin, Germany");
    const reader = await makeAccount(ctx());
    await putIntoCompany(ctx(), companyId, reader.customerId, "Reader");
    const seen = await (await signIn(reader)).go("/account/company");
    expect(words(seen)).toContain("DE 7");
    expect(words(seen)).toContain("Weg 2");
    for (const input of ["companyName", "field.vat", "street", "email"]) expect(isDrawn(seen, input), input).toBe(false);
    const gone = await boss.submitAndGo(moved, "Remove Depot");
    expect(words(gone)).toContain("No address yet.");
  });

  test("P-O3: who was deactivated finds the way out of the company, and its last person reads what leaving means", async () => {
    const { people } = await makeCompany(ctx(), { types: ["Administrator", "Buyer"] });
    const [one, two] = people;
    if (!one || !two) throw new Error("nobody was made");
    await database.sql`update company_people set deactivated_at = now() where customer_id = ${two.customerId}`;
    const buyer = await signIn(two);
    const closed = await buyer.go("/account/company");
    expect([closed.status, heading(closed)]).toEqual([200, "Acme Ltd"]);
    expect(words(closed)).toContain("You cannot act for this company now");
    expect(isDrawn(closed, "companyName")).toBe(false);
    const boss = await signIn(one);
    const before = await boss.go("/account/company");
    expect(words(before)).not.toContain("address book are deleted");
    await buyer.submitAndGo(closed, "Leave the company");
    expect((await buyer.ask("/account/company")).status).toBe(404);
    const alone = await boss.go("/account/company");
    expect(words(alone)).toContain("its name, its details and its address book are deleted");
    await boss.submitAndGo(alone, "Leave the company");
    expect((await boss.ask("/account/company")).status).toBe(404);
  });

  test("T-A2, P-O2: an address of another company is not found, and who lost the permission meanwhile is refused", async () => {
    const other = await makeCompany(ctx(), { name: "Other Ltd" });
    await insertCompanyAddress(database.db, other.companyId, address);
    const [theirs] = await database.sql`select id from company_addresses where company_id = ${other.companyId}`;
    const { people } = await makeCompany(ctx(), { types: ["Administrator", "Administrator"] });
    const [one] = people;
    const boss = await signIn(one ?? (await makeAccount(ctx())));
    const own = await boss.submitAndGo(await boss.go("/account/company"), "Add address", address);
    const foreign = { ...address, street: "Weg 9", address: String(theirs?.id) };
    expect((await boss.submit(own, "Save address Depot", foreign)).status).toBe(404);
    expect((await boss.submit(own, "Remove Depot", { address: String(theirs?.id) })).status).toBe(404);
    await database.sql`update company_people set user_type_id = (select id from user_types where name = 'Reader')
      where customer_id = ${one?.customerId ?? ""}`;
    expect((await boss.submit(own, "Save details", { companyName: "Mine", "field.vat": "1" })).status).toBe(403);
    expect((await boss.submit(own, "Add address", address)).status).toBe(403);
    const [kept] = await database.sql`select street from company_addresses where company_id = ${other.companyId}`;
    expect(kept).toEqual({ street: "Weg 1" });
    const stranger = await signIn(await makeAccount(ctx()));
    expect((await stranger.ask("/account/company")).status).toBe(404);
  });
});
