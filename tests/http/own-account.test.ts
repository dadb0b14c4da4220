import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { CHEAP_HASH } from "@/tests/support/context";
import { codeIn, linkIn } from "@/tests/support/mail-sink";
import { freshEmail, type MadeAccount, makeAccount } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { signInStaff } from "@/tests/support/staff";
import { type Answer, Visitor } from "@/tests/support/visitor";

let product: Product;
let database: Database;
beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 1);
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

let ann: MadeAccount;
let here: Visitor;
beforeEach(async () => {
  ann = await makeAccount({ db: database.db, hash: CHEAP_HASH });
  here = await signIn(ann);
});

async function signIn({ email, password }: MadeAccount): Promise<Visitor> {
  const who = new Visitor(product.url);
  await who.submitAndGo(await who.go("/sign-in"), "Sign in", { identifier: email, password });
  return who;
}
const words = ({ page }: Answer) => page.querySelector("main")?.textContent ?? "";
const problems = ({ page }: Answer) => page.querySelector("[data-summary]")?.textContent ?? "";
const post = (who: Visitor, path: string, fields: Record<string, string>) =>
  who.ask(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });

describe("P-M5: sessions, without JavaScript", () => {
  test("are listed, and ended one by one or all others at once", async () => {
    const [one, two] = [await signIn(ann), await signIn(ann)];
    const listed = await here.go("/account/security");
    expect(words(listed)).toContain("This device");
    const ended = await here.submitAndGo(listed, "Sign out everywhere else");
    expect(words(ended)).toContain("Over there the next click leads to the sign-in page.");
    for (const who of [one, two]) expect((await who.ask("/account")).location).toContain("/sign-in");
    expect((await here.ask("/account")).status).toBe(200);
  });

  test("T-K8: the id of somebody else's session is not found", async () => {
    const other = await makeAccount({ db: database.db, hash: CHEAP_HASH });
    const theirs = await signIn(other);
    await signIn(ann);
    const [row] = await database.sql`select id from sessions where account_id = ${other.accountId}`;
    const answer = await here.submit(await here.go("/account/security"), "Sign out everywhere else", {
      session: String(row?.id),
    });
    expect(answer.status).toBe(404);
    expect((await theirs.ask("/account")).status).toBe(200);
  });
});

test("P-M5: what was done is told once: a page that is kept for later, or an address that somebody made up, tells it to nobody", async () => {
  const told = [
    /Your new password is saved/,
    /has its new e-mail address/,
    /From now on you can sign in/,
    /It opens your account no longer/,
  ];
  const stamps = (at: number) =>
    ["changed", "email", "connected", "disconnected", "ended"].map((done) => `${done}=${at.toString(36)}`);
  expect(words(await here.go(`/account/security?${stamps(Date.now())[0]}`))).toMatch(told[0] ?? "");
  for (const stamp of [...stamps(Date.now() - 60_000), "changed", "email=", "connected=1"]) {
    const page = words(await here.go(`/account/security?${stamp}`));
    for (const sentence of [...told, /the next click leads/]) expect(page, stamp).not.toMatch(sentence);
  }
});

test("P-M5: the profile is saved, pages follow the language, and the navigation names the page", async () => {
  const page = await here.go("/account/profile");
  expect(page.page.querySelector('nav [aria-current="page"]')?.textContent).toBe("Profile");
  const saved = await here.submitAndGo(page, "Save", { firstName: "Anneliese", language: "es" });
  expect(words(saved)).toContain("Guardado.");
  expect(words(await here.go(`/account/profile?saved=${(Date.now() - 60_000).toString(36)}`))).not.toContain("Guardado.");
  expect(saved.page.querySelector("#firstName")?.getAttribute("value")).toBe("Anneliese");
  const nameless = await here.submit(saved, "Guardar", { firstName: "", lastName: "" });
  expect([nameless.status, problems(nameless)]).toEqual([422, expect.stringContaining("Escriba un nombre")]);
});

test("P-M5: an older page of the profile takes nothing back; told so, whoever saves once more means it, and not before", async () => {
  const older = await here.go("/account/profile");
  const button = older.body.includes("Guardar") ? "Guardar" : "Save";
  await here.submit(await here.go("/account/profile"), button, { phone: "030 5551", language: "en" });
  // A mistake on the way does not make the older page a newer one.
  const mistaken = await here.submit(older, button, { firstName: "", lastName: "", language: "en" });
  expect(mistaken.status).toBe(422);
  const refused = await here.submit(mistaken, "Save", { firstName: "Anna", lastName: "Archer" });
  expect([refused.status, problems(refused)]).toEqual([409, expect.stringContaining("changed in another tab or by the shop")]);
  expect(refused.page.querySelector("#firstName")?.getAttribute("value")).toBe("Anna");
  const looked = await here.go("/account/profile");
  expect(looked.page.querySelector("#phone")?.getAttribute("value")).toBe("030 5551");
  expect((await here.submit(refused, "Save", { phone: "030 5551" })).status).toBe(303);
});

describe("P-M5: another e-mail address, without JavaScript", () => {
  async function ask(email: string): Promise<Answer> {
    const form = await here.go("/account/email");
    return here.submitAndGo(form, "Send confirmation", { email, password: ann.password });
  }

  test("by code, in the browser that asked", async () => {
    const email = freshEmail("new");
    const sent = await ask(email);
    expect(words(sent)).toContain(`We have sent a mail to ${email}.`);
    const mail = await product.mail.newestTo(email, /Confirm your new e-mail/);
    expect(mail.text).toContain(ann.number);
    const wrong = await here.submit(sent, "Confirm code", { code: codeIn(mail) === "000000" ? "000001" : "000000" });
    expect(wrong.status).toBe(422);
    const done = await here.submitAndGo(wrong, "Confirm code", { code: codeIn(mail) });
    expect(words(done)).toContain("Your account has its new e-mail address.");
    expect(words(done)).toContain(email);
  });

  test("T-E2, T-E3, T-V1: looking at the link changes nothing; a browser that is not signed in, or as somebody else, only reads which account it is about", async () => {
    const email = freshEmail("new");
    await ask(email);
    const path = new URL(linkIn(await product.mail.newestTo(email), /^\/confirm-email\//)).pathname;
    const other = await signIn(await makeAccount({ db: database.db, hash: CHEAP_HASH }));
    for (const who of [new Visitor(product.url), other]) {
      const seen = await who.go(path);
      expect(seen.status).toBe(200);
      expect(words(seen)).toContain(`customer number ${ann.number}`);
      expect(words(seen)).not.toContain(email);
      expect(seen.page.querySelector("main form")).toBeNull();
    }
    for (let at = 0; at < 3; at++) await here.go(path);
    const [row] = await database.sql`select email_key from accounts where id = ${ann.accountId}`;
    expect(row?.email_key).toBe(ann.email);
    expect(words(await here.submitAndGo(await here.go(path), "Use this address"))).toContain("Your account has its new e-mail");
    expect((await here.go(path)).status, "used").toBe(410);
  });

  test("T-E6, T-M9: the former address reads of it, scanners that open the link end nothing, and by a button its owner gets the account back and sets a new password", async () => {
    const email = freshEmail("thief");
    await ask(email);
    const link = new URL(linkIn(await product.mail.newestTo(email), /^\/confirm-email\//)).pathname;
    await here.submitAndGo(await here.go(link), "Use this address");
    const notice = await product.mail.newestTo(ann.email, /was changed/);
    expect(notice.text).not.toContain(email);
    const path = new URL(linkIn(notice, /^\/restore-email\//)).pathname;
    for (const method of ["HEAD", "GET", "GET"]) await new Visitor(product.url).ask(path, { method });
    const [before] = await database.sql`select email from accounts where id = ${ann.accountId}`;
    expect(before?.email, "opened by scanners").toBe(email);
    const owner = new Visitor(product.url);
    const seen = await owner.go(path);
    expect(words(seen)).toMatch(/a\*\*\*@example\.com/);
    expect((await here.ask("/account")).status, "looking ends no session").toBe(200);
    const reset = await owner.submitAndGo(seen, "This was not me, take it back");
    expect(reset.path).toMatch(/^\/reset-password\//);
    const password = "an entirely new quiet lighthouse";
    await owner.submitAndGo(reset, "Set password", { newPassword: password });
    expect((await here.ask("/account")).location).toContain("/sign-in");
    expect((await (await signIn({ ...ann, password })).ask("/account")).status).toBe(200);
    expect((await owner.go(path)).status).toBe(410);
  });
});

describe("P-M5: one's data", () => {
  test("is downloaded by POST with the password, as a file that is never cached", async () => {
    const wrong = await post(here, "/account/data/export", { password: "a wrong one" });
    expect(wrong.location).toContain("/account/data?problem=password.wrong-current&support=");
    const told = await here.go(wrong.location ?? "");
    expect([told.status, words(told)]).toEqual([422, expect.stringContaining("This is not your current password.")]);
    const file = await post(here, "/account/data/export", { password: ann.password });
    expect(file.headers["content-disposition"]).toBe(`attachment; filename="customer-${ann.number}.json"`);
    expect(file.headers["cache-control"]).toContain("no-store");
    expect(JSON.parse(file.body)).toMatchObject({ customer: { number: ann.number } });
    expect((await here.ask("/account/data/export")).status).toBe(405);
    expect((await post(new Visitor(product.url), "/account/data/export", { password: ann.password })).location).toContain(
      "/sign-in",
    );
  });

  test("T-K10: no other site has it downloaded", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: "https://evil.test" };
    const body = new URLSearchParams({ password: ann.password }).toString();
    expect((await here.ask("/account/data/export", { method: "POST", headers, body })).status).toBe(403);
  });

  test("is deleted with number and password; the page said before what becomes of the orders", async () => {
    const elsewhere = await signIn(ann);
    const page = await here.go("/account/data");
    expect(words(page)).toContain("Your orders stay in the shop's books");
    const refused = await here.submit(page, "Delete account and data", { typedNumber: "1", password: ann.password });
    expect([refused.status, problems(refused)]).toEqual([422, expect.stringContaining("This is not the customer number.")]);
    const fields = { typedNumber: ann.number, password: ann.password };
    const gone = await here.submitAndGo(refused, "Delete account and data", fields);
    expect(words(gone)).toContain("Your account and your data are gone.");
    expect((await product.mail.newestTo(ann.email)).subject).toContain("were deleted");
    for (const who of [here, elsewhere]) expect((await who.ask("/account")).location).toContain("/sign-in");
    expect((await (await signIn(ann)).ask("/account")).location).toContain("/sign-in");
  });
});

describe("P-V6: staff", () => {
  test("download and delete a customer; afterwards the page under the number only has the books", async () => {
    const { visitor: agent } = await signInStaff(product, "agent");
    const path = `/admin/customers/${ann.number}`;
    const file = await post(agent, `${path}/export`, { number: ann.number });
    expect(JSON.parse(file.body)).toMatchObject({ customer: { number: ann.number } });
    expect((await post(here, `${path}/export`, { number: ann.number })).location, "a customer does not").toContain(
      "/admin/sign-in",
    );
    const gone = await agent.submitAndGo(await agent.go(path), "Delete for good", { typedNumber: ann.number });
    expect(words(gone)).toContain("Deleted customer");
    expect(words(gone)).not.toContain(ann.email);
    expect(gone.page.querySelectorAll("main form")).toEqual([]);
    expect((await here.ask("/account")).location).toContain("/sign-in");
  });

  test("without the permission see neither button, and are refused by both doors", async () => {
    const { visitor: agent, staffId } = await signInStaff(product, "agent");
    const page = await agent.go(`/admin/customers/${ann.number}`);
    await database.sql`update staff set withheld = array['customers.erase','customers.export'] where id = ${staffId}`;
    expect((await agent.submit(page, "Delete for good", { typedNumber: ann.number })).status).toBe(403);
    expect((await post(agent, `/admin/customers/${ann.number}/export`, { number: ann.number })).status).toBe(403);
    const after = words(await agent.go(`/admin/customers/${ann.number}`));
    expect([after.includes("Delete for good"), after.includes("Download data")]).toEqual([false, false]);
  });
});
