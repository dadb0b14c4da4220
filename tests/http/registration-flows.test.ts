import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { CHEAP_HASH } from "@/tests/support/context";
import { codeIn, linkIn } from "@/tests/support/mail-sink";
import { freshEmail, freshPassword, makeAccount } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings, openRegistration } from "@/tests/support/settings";
import { solve } from "@/tests/support/solve";
import { type Answer, readForm, Visitor } from "@/tests/support/visitor";

let product: Product;
let database: Database;
/** Whatever was mailed to prove something: none of it may be printed (T-C11). */
const secrets: string[] = [];
beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  await openRegistration(product, { "registration.captcha": "off", "access.codeSignIn": "true" });
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const heading = (answer: Answer) => answer.page.querySelector("h1")?.textContent;
const person = { firstName: "Robin", lastName: "Reed" };
const asks = ({ page }: Answer, name: string) => page.querySelector(`main [name=${name}]`) !== null;
const opensAccount = async (visitor: Visitor) => (await visitor.ask("/account")).status === 200;

async function canSignIn(identifier: string, password: string) {
  const visitor = new Visitor(product.url);
  await visitor.submit(await visitor.go("/sign-in"), "Sign in", { identifier, password });
  return opensAccount(visitor);
}

/** Posts the form as a script would that leaves the captcha out altogether. */
async function postWithoutField(visitor: Visitor, page: Answer, fields: Readonly<Record<string, string>>) {
  const { action, data } = readForm(page, "Create account");
  data.delete("captcha");
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  const encoded = new Response(data);
  const headers = { "content-type": encoded.headers.get("content-type") ?? "" };
  return visitor.ask(action, { method: "POST", headers, body: Buffer.from(await encoded.arrayBuffer()) });
}

async function countBegun(email: string) {
  const [row] = await database.db.execute(sql`select
    (select count(*)::int from pending_registrations where email_key = ${email}) as begun,
    (select count(*)::int from mails where to_email = ${email}) as mails`);
  return row;
}

type Flow = {
  readonly name: "email-first" | "code" | "access-data";
  /** What the first page asks for beside the address. */
  readonly first: Readonly<Record<string, string>>;
  readonly subject: RegExp;
  /** The page behind the proof, and what it asks for; null where the proof is all. */
  readonly after: { readonly heading: string; readonly button: string; readonly asksNames: boolean } | null;
  /** The button behind the link where nothing more is asked in the browser that began. */
  readonly button: string;
};
const flows: readonly Flow[] = [
  {
    name: "email-first",
    first: {},
    subject: /Finish your registration/,
    after: { heading: "Create an account", button: "Create account", asksNames: true },
    button: "Create account",
  },
  { name: "code", first: person, subject: /Confirm/, after: null, button: "Confirm my e-mail" },
  {
    name: "access-data",
    first: person,
    subject: /Your access/,
    after: { heading: "Set your password", button: "Set password", asksNames: false },
    button: "Set password",
  },
];

describe.each(flows)("flow $name, without JavaScript", ({ name, first, subject, after, button }) => {
  beforeAll(() => changeSettings(product, { "registration.flow": name }));

  async function begin(visitor = new Visitor(product.url)) {
    const email = freshEmail(name);
    const page = await visitor.go("/register?returnTo=%2Fcart");
    expect([asks(page, "password"), asks(page, "firstName")]).toEqual([false, name !== "email-first"]);
    const sent = await visitor.submitAndGo(page, "Create account", { email, ...first });
    expect([sent.path, heading(sent)]).toEqual(["/register/check-your-mail", "Check your mail"]);
    const mail = await product.mail.newestTo(email, subject);
    const code = codeIn(mail);
    const link = new URL(linkIn(mail, /^\/confirm\//)).pathname;
    secrets.push(code, link);
    expect(mail.subject).not.toContain(code);
    return { visitor, email, sent, code, link };
  }

  /** Gives what the page behind the proof still asks for. */
  async function finish(visitor: Visitor, page: Answer, password: string): Promise<Answer> {
    if (after === null) return page;
    expect([heading(page), asks(page, "newPassword"), asks(page, "firstName")]).toEqual([after.heading, true, after.asksNames]);
    const empty = await visitor.submit(page, after.button, { newPassword: "" });
    expect(empty.status, "T-R14: nothing is made without it").toBe(422);
    return visitor.submitAndGo(empty, after.button, { newPassword: password, ...(after.asksNames ? person : {}) });
  }

  test(`P-R3, P-R4, P-R5, P-A2 [${name}]: first page, mail, code, what is still missing, active, signed in, and on`, async () => {
    const { visitor, email, sent, code } = await begin();
    const wrong = await visitor.submit(sent, "Confirm code", { code: code === "000000" ? "000001" : "000000" });
    expect(wrong.status).toBe(422);
    const password = freshPassword();
    const done = await finish(visitor, await visitor.submitAndGo(wrong, "Confirm code", { code }), password);
    expect(heading(done)).toBe("Your account is active");
    expect(await opensAccount(visitor)).toBe(true);
    if (after === null) {
      const next = done.page.querySelectorAll("main a").find((a) => a.textContent === "Continue");
      expect(next?.getAttribute("href")).toBe("/cart");
      expect(done.page.textContent).toContain("You have not chosen a password");
    }
    expect(await canSignIn(email, password)).toBe(after !== null);
    const again = new Visitor(product.url);
    again.cookies.set("foyer-attempt", visitor.cookies.get("foyer-attempt") ?? "");
    expect((await again.submit(sent, "Confirm code", { code })).status, "T-C7").toBe(410);
    expect(await opensAccount(again)).toBe(false);
  });

  test(`P-R3, P-R4, P-R5, T-R3 [${name}]: by the link in another browser everything is asked there`, async () => {
    const { visitor, email, link } = await begin();
    const owner = new Visitor(product.url);
    const page = await owner.go(link);
    expect([asks(page, "firstName"), asks(page, "newPassword")]).toEqual([true, name !== "code"]);
    const password = freshPassword();
    const done = await owner.submitAndGo(page, button, { firstName: "Olive", lastName: "Owner", newPassword: password });
    expect(heading(done)).toBe("Your account is active");
    expect([await opensAccount(owner), await opensAccount(visitor)]).toEqual([true, false]);
    const [row] = await database.db.execute(sql`select first_name as name from customers where email_key = ${email}`);
    expect(row).toEqual({ name: "Olive" });
    const later = await new Visitor(product.url).go(link);
    expect([later.status, heading(later)], "T-C7").toEqual([410, "This link is not valid any more"]);
  });

  test(`T-T9 [${name}]: once this address tries too often no form goes through without a captcha, whatever it posts`, async () => {
    await changeSettings(product, { "registration.captcha": "suspicious" });
    const visitor = new Visitor(product.url);
    const early = await visitor.go("/register");
    const post = (fields: Record<string, string>, from = early) =>
      visitor.submit(from, "Create account", { email: freshEmail("bot"), ...first, ...fields });
    // Where access data is mailed it is asked for from the first try on (P-R5).
    const free = name === "access-data" ? 0 : 3;
    for (let i = 0; i < 3; i++) expect((await post({})).status).toBe(i < free ? 303 : 422);
    const email = freshEmail("bot");
    for (const captcha of ["", "x", "null", Buffer.from("{}").toString("base64")]) {
      expect((await post({ email, captcha })).status, captcha).toBe(422);
    }
    expect((await postWithoutField(visitor, early, { email, ...first })).status, "without the field").toBe(422);
    expect(await countBegun(email)).toEqual({ begun: 0, mails: 0 });
    const { kind, challenge } = JSON.parse((await visitor.ask("/api/captcha?door=register")).body);
    expect((await post({ email, captcha: await solve(kind, challenge) })).status, "solved").toBe(303);
    await changeSettings(product, { "registration.captcha": "off" });
  });
});

test("P-R5 [access-data]: a generated first password leads once from the sign-in page to a password of one's own", async () => {
  await changeSettings(product, { "registration.flow": "access-data", "registration.firstPassword": "generated" });
  const visitor = new Visitor(product.url);
  const email = freshEmail("generated");
  const sent = await visitor.submitAndGo(await visitor.go("/register"), "Create account", { email, ...person });
  expect(asks(sent, "code")).toBe(false);
  const { text } = await product.mail.newestTo(email, /Your access/);
  const first = /(\w{5}-){3}\w{5}/.exec(text)?.[0] ?? "";
  secrets.push(first);
  const page = await visitor.submitAndGo(await visitor.go("/sign-in"), "Sign in", { identifier: email, password: first });
  expect([heading(page), await opensAccount(visitor)]).toEqual(["Set your password", false]);
  const password = freshPassword();
  const done = await visitor.submitAndGo(page, "Set password", { newPassword: password });
  expect([heading(done), await opensAccount(visitor)]).toEqual(["Your account is active", true]);
  expect([await canSignIn(email, password), await canSignIn(email, first)]).toEqual([true, false]);
  await changeSettings(product, { "registration.firstPassword": "none" });
});

describe("sign-in by code, without JavaScript", () => {
  async function askForCode(returnTo = "") {
    const account = await makeAccount({ db: database.db, hash: CHEAP_HASH });
    const visitor = new Visitor(product.url);
    const signIn = await visitor.go(`/sign-in${returnTo}`);
    const way = signIn.page.querySelectorAll("main a").find((a) => a.getAttribute("href")?.startsWith("/sign-in/code"));
    const page = await visitor.go(way?.getAttribute("href") ?? "");
    const sent = await visitor.submitAndGo(page, "Send me a code", { identifier: account.email });
    expect([sent.path.split("?")[0], heading(sent)]).toEqual(["/sign-in/code", "Check your mail"]);
    const mail = await product.mail.newestTo(account.email, /Your code to sign in/);
    const code = codeIn(mail);
    secrets.push(code);
    expect(mail.subject).not.toContain(code);
    return { account, visitor, sent, code };
  }

  test("P-M8, P-A2: from the sign-in page by the code of the mail to the wanted page, once", async () => {
    const { visitor, sent, code } = await askForCode("?returnTo=%2Faccount%2Forders%3Ffrom%3Dmail");
    const wrong = await visitor.submit(sent, "Confirm code", { code: code === "000000" ? "000001" : "000000" });
    expect(wrong.status).toBe(422);
    expect(await opensAccount(visitor)).toBe(false);
    const done = await visitor.submit(wrong, "Confirm code", { code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect([done.status, done.location]).toEqual([303, "/account/orders?from=mail"]);
    expect(await opensAccount(visitor)).toBe(true);
    const again = new Visitor(product.url);
    again.cookies.set("foyer-attempt", visitor.cookies.get("foyer-attempt") ?? "");
    expect((await again.submit(sent, "Confirm code", { code })).status, "T-C7").toBe(422);
    expect(await opensAccount(again)).toBe(false);
  });

  test("T-C6, T-U1: in another browser the code is nothing, and no other site is ever the wanted page", async () => {
    const { visitor, sent, code } = await askForCode();
    const thief = new Visitor(product.url);
    const refused = await thief.submit(await thief.go("/sign-in/code?sent"), "Confirm code", { code });
    expect([refused.status, await opensAccount(thief)]).toEqual([422, false]);
    const done = await visitor.submit(sent, "Confirm code", { code, returnTo: "https://evil.example/" });
    expect(done.location).toBe("/account");
  });

  test("P-M8: switched off there is no way to it, no page, and the code that was mailed opens nothing", async () => {
    const { visitor, sent, code } = await askForCode();
    await changeSettings(product, { "access.codeSignIn": "false" });
    expect((await visitor.ask("/sign-in/code")).status).toBe(404);
    expect((await visitor.go("/sign-in")).body).not.toContain("/sign-in/code");
    await visitor.submit(sent, "Confirm code", { code });
    expect(await opensAccount(visitor)).toBe(false);
    await changeSettings(product, { "access.codeSignIn": "true" });
    expect((await visitor.submit(sent, "Confirm code", { code })).status).toBe(303);
  });
});

test("T-C11: no code, link or first password of all these was printed at any level", () => {
  expect(secrets.length).toBeGreaterThan(15);
  const printed = product.output();
  expect(secrets.filter((secret) => new RegExp(`(?<![\\d.])${secret}(?![\\d.])`).test(printed))).toEqual([]);
});
