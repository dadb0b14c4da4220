import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { makeInvited } from "@/tests/support/activation";
import { freshAddress } from "@/tests/support/context";
import { codeIn, linkIn } from "@/tests/support/mail-sink";
import { freshEmail, freshPassword } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { forgetMailLimits } from "@/tests/support/queued-mail";
import { signInStaff } from "@/tests/support/staff";
import { type Answer, Visitor } from "@/tests/support/visitor";

let product: Product;
let database: Database;
let admin: Visitor;
beforeAll(async () => {
  product = await startProduct({ TRUSTED_PROXY_HOPS: "1" });
  database = openDatabase(product.databaseUrl, 2);
  admin = (await signInStaff(product, "admin")).visitor;
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const LINK = /^\/activate\//;
const SID = "foyer.sid";
const visitor = () => new Visitor(product.url);
const heading = ({ page }: Answer) => page.querySelector("h1")?.textContent;
const problems = ({ page }: Answer) => page.querySelectorAll("[data-summary] li").map((one) => one.textContent);
const masked = ({ body }: Answer) =>
  body.replace(/nonce="[^"]*"|"nonce":"[^"]*"|nonce\\":\\"[^\\]*|[\w-]{20,}|(?<=\$ACTION_KEY" value=")[^"]*/g, "…");

async function invite() {
  const customer = await makeInvited({ db: database.db });
  await forgetMailLimits({ db: database.db });
  const room = `/admin/customers/${customer.number}`;
  const sent = await admin.submitAndGo(await admin.go(room), "Send activation e-mail");
  const path = new URL(linkIn(await product.mail.newestTo(customer.email), LINK)).pathname;
  return { ...customer, room, sent, path };
}

const copiedIn = ({ page }: Answer) => page.querySelector("input[readonly]")?.getAttribute("value") ?? "";

test("P-V1, P-V2, T-V12: without JavaScript, from the button by the mailed link to being signed in; pending is seen until then", async () => {
  const { room, sent, path, email, number } = await invite();
  expect([sent.status, heading(sent)]).toEqual([200, "Ida Invited"]);
  expect(sent.page.textContent).toMatch(/Pending activation.*Mailed .* to .*The link works until/s);
  const who = visitor();
  const open = await who.go(path);
  expect([open.status, heading(open)]).toEqual([200, "Activate your account"]);
  expect(open.page.querySelector("title")?.textContent).toContain("Activate your account");
  expect(open.page.textContent).toContain(`customer ${number}`);
  const field = (name: string) => open.page.querySelector(`input[name="${name}"]`)?.getAttribute("value");
  expect([field("firstName"), field("lastName"), field("email")]).toEqual(["Ida", "Invited", email]);
  expect(who.cookies.has(SID)).toBe(false);
  const newPassword = freshPassword();
  const done = await who.submitAndGo(open, "Activate my account", { newPassword });
  expect([done.path, heading(done)]).toEqual(["/register/welcome", "Your account is active"]);
  expect(done.page.textContent).toContain(`Your customer number is ${number}: it is what you sign in with`);
  expect((await who.ask("/account")).status).toBe(200);
  expect((await admin.go(room)).page.textContent).not.toContain("Pending activation");
  expect((await product.mail.newestTo(email, /is active/)).text).toContain(number);
});

test("T-V1, T-V2, T-V3: HEAD and GET, however often, use up nothing and set no session; the page sends itself nowhere", async () => {
  const { path, email } = await invite();
  for (const method of ["HEAD", "GET", "GET"]) {
    const scanner = visitor();
    const seen = await scanner.ask(path, { method });
    expect([seen.status, scanner.cookies.has(SID)]).toEqual([200, false]);
    expect(seen.body).not.toMatch(/http-equiv="refresh"|\.submit\(\)/);
  }
  expect(product.mail.mails.filter(({ recipients }) => recipients.includes(email))).toHaveLength(1);
  const who = visitor();
  const done = await who.submit(await who.go(path), "Activate my account", { newPassword: freshPassword() });
  expect(done.location).toBe("/register/welcome");
});

test("T-V13: the page keeps its address to itself: no other site in it, no referrer, no copy kept", async () => {
  const { path } = await invite();
  const { headers, body } = await visitor().ask(path);
  expect(headers["referrer-policy"]).toBe("same-origin");
  expect(headers["cache-control"]).toContain("no-store");
  expect(body.match(/(?:src|href)="https?:\/\/[^"]*"/g) ?? []).toEqual([]);
});

test("T-V4, T-FX19: the form sent twice and once more makes one account; the second press is answered kindly", async () => {
  const { path, number } = await invite();
  const who = visitor();
  const open = await who.go(path);
  const fields = { newPassword: freshPassword() };
  const answers = await Promise.all([1, 2, 3].map(() => visitorLike(who).submit(open, "Activate my account", fields)));
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([303, 410, 410]);
  expect(heading(await visitor().go(path))).toBe("This link is not valid any more");
  const [row] = await database.sql`select count(*)::int as n from sessions s join accounts a on a.id = s.account_id
    join customers c on c.id = a.customer_id where c.number = ${number}`;
  expect(row?.n).toBe(1);
});

const visitorLike = (who: Visitor): Visitor => {
  const twin = visitor();
  for (const [name, value] of who.cookies) twin.cookies.set(name, value);
  return twin;
};

test("T-V5: used, altered and unknown links are one page with the same words and a way on", async () => {
  const { path } = await invite();
  const who = visitor();
  await who.submit(await who.go(path), "Activate my account", { newPassword: freshPassword() });
  const pages = [];
  for (const bad of [path, `/activate/${"A".repeat(43)}`, path.slice(0, -1)]) pages.push(await visitor().ask(bad));
  expect(pages.map(({ status }) => status)).toEqual([410, 410, 410]);
  expect(new Set(pages.map(masked)).size).toBe(1);
  expect(pages[0]?.page.querySelectorAll("main a").map((one) => one.getAttribute("href"))).toEqual([
    "/sign-in",
    "/forgot-password",
  ]);
});

test("T-P13: whoever tries links without end is stopped", async () => {
  const from = { "x-forwarded-for": freshAddress() };
  const statuses = [];
  for (let i = 0; i < 62; i++) statuses.push((await visitor().ask(`/activate/${"B".repeat(43)}`, { headers: from })).status);
  expect([statuses[0], statuses.at(-1)]).toEqual([410, 429]);
});

test("T-V6: number, role, proof and address that are sent along change nothing; another address gets a code first", async () => {
  const { path, number, email } = await invite();
  const who = visitor();
  const open = await who.go(path);
  const more = { role: "admin", customerId: "1001", number: "1001", emailVerified: "2020-01-01", signsInWithEmail: "true" };
  const moved = freshEmail("moved");
  const asked = await who.submit(open, "Activate my account", { ...more, newPassword: freshPassword(), email: moved });
  expect(asked.location).toBe(`${path}?code`);
  const step = await who.go(`${path}?code`);
  expect([heading(step), step.page.textContent]).toEqual(["Check your mail", expect.stringContaining(moved)]);
  expect(await accountsOf(number)).toEqual([]);
  const done = await who.submit(step, "Confirm code", { code: codeIn(await product.mail.newestTo(moved)) });
  expect(done.location).toBe("/register/welcome");
  expect(await accountsOf(number)).toEqual([{ email: moved, signs_in_with_email: false }]);
  expect((await product.mail.newestTo(email, /is active/)).text).not.toContain(moved);
});

const accountsOf = async (number: string) => [
  ...(await database.sql`select a.email, a.signs_in_with_email from accounts a join customers c on c.id = a.customer_id where c.number = ${number}`),
];

test("T-V7, T-R20: somebody who is signed in is asked which of the two it shall be", async () => {
  const [first, second] = [await invite(), await invite()];
  const who = visitor();
  await who.submit(await who.go(first.path), "Activate my account", { newPassword: freshPassword() });
  const open = await who.go(second.path);
  expect(open.page.textContent).toContain("You are signed in as Ida Invited");
  expect(await accountsOf(second.number)).toEqual([]);
  const done = await who.submitAndGo(open, "Activate my account", { newPassword: freshPassword() });
  expect(done.page.textContent).toContain(second.number);
});

test("P-V2: what is wrong is said at its field, and what was typed stays, but for the password", async () => {
  const { path } = await invite();
  const who = visitor();
  const refused = await who.submit(await who.go(path), "Activate my account", {
    firstName: "Ina",
    email: "nobody",
    newPassword: "short",
  });
  expect([refused.status, problems(refused).length]).toEqual([422, 1]);
  expect(refused.page.querySelector('input[name="firstName"]')?.getAttribute("value")).toBe("Ina");
  expect(refused.body).not.toContain('value="short"');
});

describe("copying", () => {
  test("P-V1: the link stands in a field once, works beside the mailed one, and is not on the page again", async () => {
    const { room, path, number } = await invite();
    const shown = await admin.submit(await admin.go(room), "Copy activation link");
    const link = copiedIn(shown);
    expect(link).toMatch(new RegExp(`^${product.url}/activate/[\\w-]{43}$`));
    const again = await admin.go(room);
    expect(again.body).not.toContain(link.split("/").at(-1));
    expect(again.page.textContent).toContain("A link was copied");
    const who = visitor();
    const done = await who.submitAndGo(await who.go(new URL(link).pathname), "Activate my account", {
      newPassword: freshPassword(),
    });
    expect(done.page.textContent).toContain(number);
    expect((await visitor().ask(path)).status).toBe(410);
  });

  test("T-V11, T-A4: an agent has no such button at first, and the form of somebody who has it does nothing in the agent's hands", async () => {
    const { room } = await invite();
    const agent = (await signInStaff(product, "agent")).visitor;
    const seen = await agent.go(room);
    expect(seen.page.textContent).not.toContain("Copy activation link");
    expect(seen.page.textContent).toContain("Send again");
    const refused = await agent.submit(await admin.go(room), "Copy activation link");
    expect([refused.status, copiedIn(refused)]).toEqual([403, ""]);
  });
});

test("T-R17, T-A12: a name that is markup or a formula stays text on the page, in the room and in mail", async () => {
  const { path, room, email } = await invite();
  const who = visitor();
  const firstName = "<img src=x onerror=alert(1)>{{7*7}}";
  await who.submit(await who.go(path), "Activate my account", {
    firstName,
    lastName: "=HYPERLINK(1)",
    newPassword: freshPassword(),
  });
  const shown = await admin.go(room);
  expect(shown.page.querySelector("h1")?.textContent).toContain(firstName);
  expect(shown.page.querySelectorAll("img[onerror]")).toHaveLength(0);
  const mail = await product.mail.newestTo(email, /is active/);
  expect(`${mail.text}${mail.html}`).not.toMatch(/onerror|HYPERLINK/);
});

test("P-V1: withdrawn in the room, the page behind the link is the neutral one", async () => {
  const { room, path } = await invite();
  const back = await admin.submitAndGo(await admin.go(room), "Withdraw activation");
  expect(back.page.textContent).toContain("The activation is withdrawn");
  expect((await visitor().ask(path)).status).toBe(410);
});

test("T-D6: ticked in the list, without JavaScript, many get their mail in the background; how far it is stands below the list", async () => {
  const people = [await makeInvited({ db: database.db }), await makeInvited({ db: database.db })];
  const list = await admin.go("/admin/customers");
  const boxes = Object.fromEntries(people.map(({ id }) => [`customer.${id}`, "on"]));
  for (const name of Object.keys(boxes)) expect(list.page.querySelector(`input[name="${name}"]`)).not.toBeNull();
  const begun = await admin.submitAndGo(list, "Send activation e-mails to those selected", boxes);
  expect(begun.page.textContent).toContain("2 customers get an activation e-mail");
  for (const { email } of people) expect(linkIn(await product.mail.newestTo(email), LINK)).toContain(product.url);
  expect((await admin.go("/admin/customers")).page.textContent).toContain("2 of 2 sent, 0 not sent, 0 waiting");
  const nobody = await admin.submit(list, "Send activation e-mails to those selected");
  expect([nobody.status, problems(nobody).length]).toEqual([422, 1]);
});
