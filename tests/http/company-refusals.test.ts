import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { insertCompanyAddress } from "@/db/queries/company-addresses";
import { connectionTexts } from "@/tests/support/connection-texts";
import { connect } from "@/tests/support/connections";
import { CHEAP_HASH } from "@/tests/support/context";
import { codeIn, linkIn } from "@/tests/support/mail-sink";
import { freshEmail, freshPassword, type MadeAccount, makeAccount } from "@/tests/support/make";
import { makeCompany } from "@/tests/support/make-company";
import { makeProduct } from "@/tests/support/make-shop";
import { makePartner, placeOf } from "@/tests/support/partners";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings, openRegistration } from "@/tests/support/settings";
import { signInStaff } from "@/tests/support/staff";
import { type Answer, Visitor } from "@/tests/support/visitor";

let product: Product;
let database: Database;
beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  await openRegistration(product, { "registration.captcha": "off", "registration.flow": "form" });
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const making = () => ({ db: database.db, hash: CHEAP_HASH });
const problems = ({ page }: Answer) => page.querySelector("[data-summary]")?.textContent ?? "";
const words = ({ page }: Answer) => page.querySelector("main")?.textContent ?? "";
const value = ({ page }: Answer, name: string) => page.querySelector(`main [name="${name}"]`)?.getAttribute("value") ?? null;
const chosen = ({ page }: Answer, name: string) =>
  page.querySelector(`main [name="${name}"][checked]`)?.getAttribute("value") ?? null;

async function signIn({ email, password }: MadeAccount): Promise<Visitor> {
  const who = new Visitor(product.url);
  await who.submitAndGo(await who.go("/sign-in"), "Sign in", { identifier: email, password });
  return who;
}

const ordersOf = ({ customerId }: MadeAccount) =>
  database.sql`select company_id as "companyId" from orders where customer_id = ${customerId}`;
const address = { label: "Dock", name: "Acme", street: "1 Quay", postcode: "12345", city: "Port", country: "ES" };

test.each([
  ["a reader", "user_type_id = (select id from user_types where name = 'Reader')"],
  ["deactivated there", "deactivated_at = now()"],
])("P-O2: an order for a company whose buyer is made %s meanwhile never becomes their own by itself", async (_what, change) => {
  const { companyId, people } = await makeCompany(making(), { types: ["Administrator", "Buyer"] });
  const buyer = people[1] ?? (await makeAccount(making()));
  await insertCompanyAddress(database.db, companyId, address);
  const who = await signIn(buyer);
  const { slug } = await makeProduct(database);
  await who.submitAndGo(await who.go(`/products/${slug}`), "Add to cart");
  const checkout = await who.submit(await who.go("/checkout"), "Use this address", { firstName: "Renamed" });
  expect([chosen(checkout, "orderFor"), value(checkout, "street")]).toEqual([companyId, "1 Quay"]);
  await database.sql.unsafe(`update company_people set ${change} where customer_id = '${buyer.customerId}'`);
  const refused = await who.submit(checkout, "Place order");
  expect([refused.status, value(refused, "firstName"), value(refused, "street")]).toEqual([403, "Renamed", "1 Quay"]);
  expect(problems(refused)).toContain("You cannot order for this company any more");
  expect(chosen(refused, "orderFor"), "what it was meant for").toBe(companyId);
  const again = await who.submit(refused, "Place order");
  expect([again.status, await ordersOf(buyer)]).toEqual([403, []]);
  const own = await who.submit(again, "Place order", { orderFor: "" });
  expect(own.status).toBe(303);
  expect(await ordersOf(buyer)).toEqual([{ companyId: null }]);
});

test("P-O2: an address of the company's book is filled in without JavaScript and drops nothing that was typed; page and staff name both", async () => {
  const { companyId, people } = await makeCompany(making(), { types: ["Administrator"] });
  const boss = people[0] ?? (await makeAccount(making()));
  await insertCompanyAddress(database.db, companyId, { ...address, label: "Attic", street: "2 Roof" });
  await insertCompanyAddress(database.db, companyId, address);
  const [dock] = await database.sql`select id from company_addresses where company_id = ${companyId} and label = 'Dock'`;
  const who = await signIn(boss);
  const { slug } = await makeProduct(database);
  await who.submitAndGo(await who.go(`/products/${slug}`), "Add to cart");
  const typed = { firstName: "Robin", lastName: "", city: "Elsewhere" };
  const filled = await who.submit(await who.go("/checkout"), "Use this address", { ...typed, address: String(dock?.id) });
  expect([filled.status, words(filled)]).toEqual([200, expect.stringContaining("“Dock” is filled in below")]);
  const fields = ["firstName", "lastName", "recipient", "street", "city"].map((name) => value(filled, name));
  expect(fields).toEqual(["Robin", "", "Acme", "1 Quay", "Port"]);
  expect(chosen(filled, "orderFor")).toBe(companyId);
  const gone = await who.submit(filled, "Use this address", { address: crypto.randomUUID() });
  expect([gone.status, value(gone, "firstName"), value(gone, "street")]).toEqual([404, "Robin", "1 Quay"]);
  const order = await who.submitAndGo(filled, "Place order", { lastName: "Reed", recipient: "Goods in" });
  expect(words(order)).toContain("Ordered forAcme Ltd");
  expect(words(order)).toMatch(/Goods in\s+Robin Reed\s+1 Quay/);
  const { visitor: staff } = await signInStaff(product);
  for (const path of [`/admin/companies/${companyId}`, `/admin/customers/${boss.number}`])
    expect(words(await staff.go(path))).toContain("Goods in, Port");
});

test("P-O1: who began to register a company while the shop took them is told, keeps what was typed, and goes on by choosing anew", async () => {
  await changeSettings(product, { "registration.companies": "required" });
  const who = new Visitor(product.url);
  const email = freshEmail("form");
  const page = await who.go("/register");
  await changeSettings(product, { "registration.companies": "off" });
  const typed = { firstName: "Robin", lastName: "Reed", email, password: freshPassword() };
  const refused = await who.submit(page, "Create account", { ...typed, companyName: "Reed Ltd" });
  expect([refused.status, problems(refused)]).toEqual([409, expect.stringContaining("Companies cannot register here any more")]);
  expect([value(refused, "email"), value(refused, "firstName")]).toEqual([email, "Robin"]);
  const sent = await who.submitAndGo(refused, "Create account", { password: typed.password });
  await who.submitAndGo(sent, "Confirm code", { code: codeIn(await product.mail.newestTo(email)) });
  expect(await placeOf(database, email)).toBeNull();
});

test("T-Q2: where a code was used up before the mailbox was confirmed, both pages say so and lead on", async () => {
  await changeSettings(product, { "registration.partnerCodes": "true" });
  const { code, codeId } = await makePartner(database);
  const who = new Visitor(product.url);
  const email = freshEmail("late");
  const typed = { firstName: "Robin", lastName: "Reed", email, password: freshPassword() };
  const sent = await who.submitAndGo(await who.go("/register"), "Create account", {
    ...typed,
    ...{ registerAs: "partner", partnerCode: code },
  });
  await database.sql`update partner_codes set max_uses = 1, uses = 1 where id = ${codeId}`;
  const mail = await product.mail.newestTo(email);
  const byCode = await who.submit(sent, "Confirm code", { code: codeIn(mail) });
  const byLink = await who.submit(await who.go(new URL(linkIn(mail, /^\/confirm\//)).pathname), "Confirm my e-mail");
  for (const answer of [byCode, byLink])
    expect([answer.status, problems(answer)]).toEqual([422, expect.stringContaining("does not count any more, so no account")]);
  expect(byLink.page.querySelector('main a[href="/register"]')).not.toBeNull();
  const anew = await who.submitAndGo(await who.go("/register"), "Create account", { ...typed, registerAs: "myself" });
  await who.submitAndGo(anew, "Confirm code", { code: codeIn(await product.mail.newestTo(email)) });
  const [made] = await database.sql`select 1 from accounts where email_key = ${email}`;
  expect(made).toBeDefined();
});

test("P-O3: the form of staff says that the company was changed meanwhile, keeps what was typed, and saves the next time", async () => {
  const { companyId } = await makeCompany(making());
  const { visitor: staff } = await signInStaff(product);
  const page = await staff.go(`/admin/companies/${companyId}`);
  await database.sql`update companies set name = 'Acme Works' where id = ${companyId}`;
  const refused = await staff.submit(page, "Save details", { companyName: "Acme Group" });
  expect([refused.status, problems(refused)]).toEqual([409, expect.stringContaining("changed this company meanwhile")]);
  expect(value(refused, "companyName")).toBe("Acme Group");
  const saved = await staff.submitAndGo(refused, "Save details");
  expect(saved.page.querySelector("h1")?.textContent).toBe("Acme Group");
});

test("P-O4: while the shop takes no codes, the page on which they are made says so, with the way to change it", async () => {
  await changeSettings(product, { "registration.partnerCodes": "false" });
  const { companyId } = await makeCompany(making(), { kind: "partner", types: [] });
  const path = `/admin/partners/${companyId}`;
  const off = await (await signInStaff(product)).visitor.go(path);
  expect(words(off)).toContain("does not take partner codes");
  expect(off.page.querySelector('main a[href="/admin/settings/registration"]')).not.toBeNull();
  const agent = await (await signInStaff(product, "agent")).visitor.go(path);
  expect(words(agent)).toContain("An admin can switch them on");
  await changeSettings(product, { "registration.partnerCodes": "true" });
  expect(words(await (await signInStaff(product)).visitor.go(path))).not.toContain("does not take partner codes");
});

test("P-O3: the own company's form says that it was changed meanwhile, keeps what was typed, and saves the next time", async () => {
  const { companyId, people } = await makeCompany(making());
  const who = await signIn(people[0] ?? (await makeAccount(making())));
  const page = await who.go("/account/company");
  await database.sql`update companies set name = 'Acme Works' where id = ${companyId}`;
  const refused = await who.submit(page, "Save details", { companyName: "Acme Group" });
  expect([refused.status, problems(refused)]).toEqual([409, expect.stringContaining("changed this company meanwhile")]);
  expect(value(refused, "companyName")).toBe("Acme Group");
  const saved = await who.submitAndGo(refused, "Save details");
  expect(saved.page.querySelector("h1")?.textContent).toBe("Acme Group");
});

test("P-O3, FX21: what is wrong with a company's forms says which field is meant, and whose", async () => {
  const { people } = await makeCompany(making());
  const who = await signIn(people[0] ?? (await makeAccount(making())));
  const page = await who.go("/account/company");
  const book = problems(await who.submit(page, "Add address", { label: "x".repeat(61), postcode: "1\u202e2345" }));
  for (const said of [
    "Name of the address: This is too long",
    "Postcode: This contains characters",
    "Enter the street and number",
  ])
    expect(book).toContain(said);
  expect(problems(await who.submit(page, "Send invitation"))).toContain("Enter your colleague's e-mail address");
  expect(problems(await who.submit(page, "Save details", { companyName: "x".repeat(121) }))).toContain(
    "Company name: This is too long",
  );
});

test("P-O4: a number of uses that is none is told in words of its own, beside the last day's and the code's by their names", async () => {
  const { companyId } = await makeCompany(making(), { kind: "partner", types: [] });
  const { visitor: staff } = await signInStaff(product);
  const page = await staff.go(`/admin/partners/${companyId}`);
  expect(words(page)).toContain("to the end of that day (UTC)");
  const refused = await staff.submit(page, "Make code", { maxUses: "-3", lastDay: "2027-02-30", chosen: "x".repeat(300) });
  expect(refused.status).toBe(422);
  for (const said of [
    "Enter a whole number from 1 to 999,999",
    "Last day: Enter a day of the calendar",
    "own choice: This is too long",
  ])
    expect(problems(refused)).toContain(said);
  await staff.submit(page, "Make code", { lastDay: "2098-12-31" });
  const listed = words(await staff.go(`/admin/partners/${companyId}`));
  expect(listed).toContain("31 Dec 2098");
  expect(listed).not.toContain("1 Jan 2099");
});

test("P-S5: staff are warned where a company's domain is one at which anybody has a mailbox, and may keep it", async () => {
  const { companyId } = await makeCompany(making());
  const { visitor: staff, password } = await signInStaff(product);
  const save = async (domains: string) =>
    staff.submitAndGo(await staff.go(`/admin/companies/${companyId}`), "Save domains", { domains, confirmPassword: password });
  const warnings = ({ page }: Answer) => page.querySelectorAll('main [role="note"]').map((one) => one.textContent);
  const saved = await save("gmail.com, quay.example");
  const warning = expect.stringContaining("Anybody can have an address at gmail.com.");
  expect(warnings(saved), "beside the news and beside the field").toEqual([warning, warning]);
  expect(warnings(await staff.go(`/admin/companies/${companyId}`)), "beside the field").toEqual([warning]);
  expect(warnings(await save("quay.example"))).toEqual([]);
});

test("P-O3: whoever gives a colleague a user type reads what it allows, and so does who is invited", async () => {
  const { companyId, people } = await makeCompany(making());
  const who = await signIn(people[0] ?? (await makeAccount(making())));
  const page = await who.go("/account/company");
  const types = page.page.querySelectorAll('main select[name="userType"] option');
  expect(types.map((one) => one.textContent)).toContain("Buyer: see orders, place orders");
  const buyer = types.find((one) => one.textContent.startsWith("Buyer"))?.getAttribute("value") ?? "";
  const email = freshEmail("invited");
  await who.submit(page, "Send invitation", { email, userType: buyer });
  const mail = await product.mail.newestTo(email);
  for (const part of [mail.text, mail.html]) expect(part).toContain("you may then: see orders, place orders.");
  const open = await new Visitor(product.url).go(new URL(linkIn(mail, /^\/invitation\//)).pathname);
  expect(words(open)).toContain("In the company's name you may then: see orders, place orders.");
  const { visitor: staff } = await signInStaff(product);
  expect(words(await staff.go(`/admin/companies/${companyId}`))).toContain("Administrator: everything");
});

test("P-S5, P-A7: whom staff shut or open again, its domain follows with the very next request", async () => {
  const { companyId } = await makeCompany(making(), { types: [] });
  await database.sql`update companies set domains = '{"quay.test"}', connection_id = 'oidc-quay' where id = ${companyId}`;
  await connect(product, { id: "oidc-quay", texts: connectionTexts.oidc ?? {} });
  const typed = { identifier: "anybody@quay.test", password: "whatever it is" };
  const isLed = async () => {
    const who = new Visitor(product.url);
    return (await who.submit(await who.go("/sign-in"), "Sign in", typed)).location?.startsWith("/sign-in/go/oidc-quay") ?? false;
  };
  expect(await isLed()).toBe(true);
  const { visitor: staff } = await signInStaff(product);
  const page = await staff.go(`/admin/companies/${companyId}`);
  expect((await staff.submit(page, "Deactivate")).status).toBe(303);
  expect(await isLed()).toBe(false);
  await staff.submit(await staff.go(`/admin/companies/${companyId}`), "Reactivate this company");
  expect(await isLed()).toBe(true);
  const list = await staff.go("/admin/companies");
  expect((await staff.submit(list, "Deactivate selected", { [companyId]: "true" })).status).toBe(303);
  expect(await isLed()).toBe(false);
});
