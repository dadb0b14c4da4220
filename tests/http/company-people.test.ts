import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { CHEAP_HASH } from "@/tests/support/context";
import { codeIn, linkIn } from "@/tests/support/mail-sink";
import { freshEmail, type MadeAccount, makeAccount } from "@/tests/support/make";
import { firstOf, type MadePerson, makeCompany } from "@/tests/support/make-company";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings } from "@/tests/support/settings";
import { type Answer, Visitor } from "@/tests/support/visitor";

let product: Product;
let database: Database;
beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  await changeSettings(product, { "access.codeSignIn": "true" });
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const PAGE = "/account/company";
const making = () => ({ db: database.db, hash: CHEAP_HASH });
const main = ({ page }: Answer) => page.querySelector("main");
const words = (answer: Answer) => main(answer)?.textContent ?? "";
const value = (answer: Answer, name: string) => main(answer)?.querySelector(`[name="${name}"]`)?.getAttribute("value") ?? null;
const notice = (answer: Answer) => main(answer)?.querySelector('[role="alert"]:not([data-summary])')?.textContent ?? "";
const problems = (answer: Answer) => main(answer)?.querySelector("[data-summary]")?.textContent ?? "";
const hasTab = ({ page }: Answer) => page.querySelector(`nav a[href="${PAGE}"]`) !== null;
const forgetLimits = () => database.sql`delete from limits`;

async function signIn({ email, password }: MadeAccount): Promise<Visitor> {
  const who = new Visitor(product.url);
  await who.submitAndGo(await who.go("/sign-in"), "Sign in", { identifier: email, password });
  return who;
}

/** Invites an address, and answers the path of the link in its mail. */
async function inviteFrom(boss: MadePerson, email: string): Promise<string> {
  const who = await signIn(boss);
  await who.submitAndGo(await who.go(PAGE), "Send invitation", { email });
  return new URL(linkIn(await product.mail.newestTo(email), /^\/invitation\//)).pathname;
}

describe("P-O3, T-U4: signing in on the way into a company leads back to the invitation", () => {
  const byPassword = (who: Visitor, door: Answer, { email, password }: MadeAccount) =>
    who.submitAndGo(door, "Sign in", { identifier: email, password });
  async function byCode(who: Visitor, door: Answer, { email }: MadeAccount): Promise<Answer> {
    await forgetLimits();
    const way = door.page.querySelectorAll("main a").find((one) => one.getAttribute("href")?.startsWith("/sign-in/code"));
    const sent = await who.submitAndGo(await who.go(way?.getAttribute("href") ?? ""), "Send me a code", { identifier: email });
    return who.submitAndGo(sent, "Confirm code", { code: codeIn(await product.mail.newestTo(email, /code/i)) });
  }

  test.each([
    ["password", byPassword],
    ["code", byCode],
  ] as const)("with a %s, without JavaScript, and the link's token is in no address on the way", async (_way, sign) => {
    const { people } = await makeCompany(making());
    const ann = await makeAccount(making());
    const path = await inviteFrom(firstOf(people), ann.email);
    const who = new Visitor(product.url);
    const open = await who.go(path);
    expect(who.cookies.size, "T-V2: looking sets no cookie").toBe(0);
    const sent = await who.submit(open, "Sign in");
    expect([sent.status, sent.location]).toEqual([303, `/sign-in?returnTo=${encodeURIComponent("/account/invitation")}`]);
    const [cookie = ""] = [sent.headers["set-cookie"] ?? []].flat().filter((line) => line.includes("foyer-invitation"));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/Max-Age=3600/i);
    expect(cookie).not.toContain(path.split("/").at(-1) ?? "none");
    const back = await sign(who, await who.go(sent.location ?? ""), ann);
    expect([back.path, words(back)]).toEqual([path, expect.stringContaining("You join with the account you are signed in to")]);
    const joined = await who.submitAndGo(back, "Join");
    expect([...who.cookies.keys()].join(), "once").not.toContain("foyer-invitation");
    expect([joined.status, words(joined)]).toEqual([200, expect.stringContaining("Acme Ltd")]);
  });

  test("a cookie that is not ours, or that somebody has cut, leads to the account and no error", async () => {
    const who = await signIn(await makeAccount(making()));
    for (const planted of ["", "x", "A".repeat(5000), encodeURIComponent('["/evil",9999999999999]')]) {
      who.cookies.set("foyer-invitation", planted);
      expect(await who.ask("/account/invitation")).toMatchObject({ status: 307, location: "/account" });
    }
    const nobody = await new Visitor(product.url).ask("/account/invitation");
    expect(nobody.location).toBe(`/sign-in?returnTo=${encodeURIComponent("/account/invitation")}`);
  });

  test("T-V9: nothing is remembered of an invitation that is withdrawn", async () => {
    const { people } = await makeCompany(making());
    const ann = await makeAccount(making());
    const who = new Visitor(product.url);
    const open = await who.go(await inviteFrom(firstOf(people), ann.email));
    await database.sql`update company_invitations set withdrawn_at = now() where email_key = ${ann.email}`;
    expect((await who.submit(open, "Sign in")).status).toBe(410);
    expect(who.cookies.size).toBe(0);
  });
});

describe("P-O3: the page of the company says what was done, and what was not", () => {
  test("who has left it reads which one it was, finds no way to it any more, and nobody makes the page name another", async () => {
    const { people } = await makeCompany(making(), { name: "Harbour & Sons", types: ["Administrator", "Buyer"] });
    const who = await signIn(firstOf(people.slice(1)));
    const page = await who.go(PAGE);
    expect(hasTab(page)).toBe(true);
    const left = await who.submitAndGo(page, "Leave the company");
    expect([left.path.split("?")[0], hasTab(left)]).toEqual(["/account", false]);
    expect(words(left)).toContain("You have left Harbour & Sons.");
    expect(left.path, "no name in an address").not.toContain("Harbour");
    for (const said of ["Evil", "", "A".repeat(200)])
      expect(words(await who.go(`/account?left=${said}`))).not.toContain("You have left");
  });

  test("removing and handing over are asked once more, and say what they do", async () => {
    const { people } = await makeCompany(making(), { types: ["Administrator", "Buyer"] });
    const page = await (await signIn(firstOf(people))).go(PAGE);
    for (const [button, text] of [
      ["Remove from the company Ann Archer", "once you press the button"],
      ["Hand over the administration to Ann Archer", "you get the user type “Buyer”"],
    ] as const) {
      const pressed = page.page.querySelectorAll("form button").find((one) => one.textContent.trim() === button);
      const asked = pressed?.closest("form")?.closest("details");
      expect(asked?.querySelector("summary")?.textContent.trim()).toBe(button);
      expect(asked?.textContent).toContain(text);
      expect(asked?.querySelectorAll("form"), "a step of its own").toHaveLength(1);
    }
  });

  test("what was done before never stands beside a new problem, and who was invited already is told so", async () => {
    const { people } = await makeCompany(making());
    const who = await signIn(firstOf(people));
    const email = freshEmail("nora");
    const sent = await who.submitAndGo(await who.go(PAGE), "Send invitation", { email });
    expect(words(sent)).toContain("The invitation is on its way.");
    const refused = await who.submit(sent, "Send invitation", { email: "nobody" });
    expect([refused.status, value(refused, "email")]).toEqual([422, "nobody"]);
    expect(words(refused)).not.toContain("The invitation is on its way.");
    const again = await who.submitAndGo(refused, "Send invitation", { email });
    expect(words(again)).toContain("This address was invited already. A new link is on its way");
    const taken = await who.submit(again, "Send invitation", { email: firstOf(people).email });
    expect([taken.status, problems(taken)]).toEqual([409, expect.stringContaining("already has this address")]);
  });

  test("T-C12: limits of invitations say which they are, and not that somebody has tried too often from here", async () => {
    const { people } = await makeCompany(making());
    const who = await signIn(firstOf(people));
    await forgetLimits();
    const email = freshEmail("often");
    let page = await who.go(PAGE);
    for (let at = 0; at < 4; at++) page = await who.submitAndGo(page, "Send invitation", { email });
    const many = await who.submit(page, "Send invitation", { email });
    expect([many.status, problems(many)]).toEqual([
      429,
      expect.stringContaining("already sent this address several invitations"),
    ]);
    expect(value(many, "email")).toBe(email);
    for (let at = 0; at < 15; at++) page = await who.submitAndGo(page, "Send invitation", { email: freshEmail() });
    const full = await who.submit(page, "Send invitation", { email: freshEmail() });
    expect([full.status, problems(full)]).toEqual([429, expect.stringContaining("as many invitations as it may for now")]);
    await forgetLimits();
  });
});

describe("P-O3, T-A2: a page that shows a company which is not the own one any more", () => {
  const moveTo = (companyId: string, from: string) =>
    database.sql`update company_people set company_id = ${companyId} where company_id = ${from}`;
  const invited = async (companyId: string) =>
    (await database.sql`select email from company_invitations where company_id = ${companyId}`).map(({ email }) => email);

  test("nothing is done, what was typed is kept, and sent once more it is done for the new one", async () => {
    const { companyId, people } = await makeCompany(making(), { name: "Merged Ltd", types: ["Administrator", "Buyer"] });
    const kept = await makeCompany(making(), { name: "Kept Ltd" });
    const who = await signIn(firstOf(people));
    const page = await who.go(PAGE);
    await moveTo(kept.companyId, companyId);
    const email = freshEmail("nora");
    const refused = await who.submit(page, "Send invitation", { email });
    expect([refused.status, value(refused, "email"), await invited(kept.companyId)]).toEqual([409, email, []]);
    for (const said of [notice(refused), problems(refused)]) expect(said).toContain("You are in “Kept Ltd” now");
    const address = { label: "Depot", name: "Acme", street: "Weg 1", postcode: "10969", city: "Berlin", country: "DE" };
    const second = await who.submit(page, "Add address", address);
    expect([second.status, value(second, "street")]).toEqual([409, "Weg 1"]);
    await who.submitAndGo(refused, "Send invitation");
    expect(await invited(kept.companyId)).toEqual([email]);
  });

  test("a form that the new company's page does not have says so above it, and the way out leads out of neither", async () => {
    const { companyId, people } = await makeCompany(making(), { name: "Old Ltd", types: ["Administrator", "Buyer"] });
    const [boss, buyer] = [firstOf(people), firstOf(people.slice(1))];
    const other = await makeCompany(making(), { name: "New Ltd" });
    const who = await signIn(boss);
    const page = await who.go(PAGE);
    await database.sql`update company_people set company_id = ${other.companyId} where customer_id = ${boss.customerId}`;
    const refused = await who.submit(page, "Remove from the company Ann Archer", { person: buyer.customerId });
    expect([refused.status, notice(refused)]).toEqual([409, expect.stringContaining("You are in “New Ltd” now")]);
    const stays = await who.submit(page, "Leave the company");
    expect([stays.status, notice(stays)]).toEqual([409, expect.stringContaining("You are in “New Ltd” now")]);
    const places =
      await database.sql`select customer_id from company_people where company_id in (${companyId}, ${other.companyId})`;
    expect(places).toHaveLength(3);
  });
});
