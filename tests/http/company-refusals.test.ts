import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { insertCompanyAddress } from "@/db/queries/company-addresses";
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
  const [book] = await database.sql`select id from company_addresses where company_id = ${companyId}`;
  const who = await signIn(buyer);
  const { slug } = await makeProduct(database);
  await who.submitAndGo(await who.go(`/products/${slug}`), "Add to cart");
  const checkout = await who.go(`/checkout?address=${book?.id}`);
  expect([chosen(checkout, "orderFor"), value(checkout, "street")]).toEqual([companyId, "1 Quay"]);
  await database.sql.unsafe(`update company_people set ${change} where customer_id = '${buyer.customerId}'`);
  const refused = await who.submit(checkout, "Place order", { firstName: "Renamed" });
  expect([refused.status, value(refused, "firstName"), value(refused, "street")]).toEqual([403, "Renamed", "1 Quay"]);
  expect(problems(refused)).toContain("You cannot order for this company any more");
  expect(chosen(refused, "orderFor"), "what it was meant for").toBe(companyId);
  const again = await who.submit(refused, "Place order");
  expect([again.status, await ordersOf(buyer)]).toEqual([403, []]);
  const own = await who.submit(again, "Place order", { orderFor: "" });
  expect(own.status).toBe(303);
  expect(await ordersOf(buyer)).toEqual([{ companyId: null }]);
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
