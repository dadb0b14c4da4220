import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { rolePermissions } from "@/core/staff/permissions";
import { type Database, openDatabase } from "@/db";
import { type MadeAccount, makeAccount } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { type StaffVisitor, signInStaff } from "@/tests/support/staff";
import { Visitor } from "@/tests/support/visitor";

let product: Product;
let database: Database;
let agent: StaffVisitor;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 1);
  agent = await signInStaff(product, "agent");
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const account = (options: Parameters<typeof makeAccount>[1] = {}) =>
  makeAccount({ db: database.db, hash: STANDARD_HASH }, options);
const pathOf = (number: string) => `/admin/customers/${number}`;

async function signedIn({ email, password }: MadeAccount): Promise<Visitor> {
  const visitor = new Visitor(product.url);
  await visitor.submitAndGo(await visitor.go("/sign-in"), "Sign in", { identifier: email, password });
  return visitor;
}

describe("customers in the back office, without JavaScript", () => {
  test("UX-B8, P-V6: an agent searches, opens the customer, adds one and edits", async () => {
    const { number } = await account({ firstName: "José", lastName: "Álvarez" });
    const list = await agent.visitor.go("/admin/customers?q=alvarez,+jose");
    expect(list.page.querySelector("#q")?.getAttribute("value")).toBe("alvarez, jose");
    expect(list.page.querySelectorAll("tbody tr")).toHaveLength(1);
    expect(list.page.querySelector("tbody a")?.getAttribute("href")).toBe(pathOf(number));
    expect((await agent.visitor.go("/admin/customers?q=alvarez&state=deactivated")).body).toContain("Nobody was found");

    const blank = await agent.visitor.go("/admin/customers/new");
    const refused = await agent.visitor.submit(blank, "Add customer", { firstName: "", lastName: "", email: "x@", phone: "" });
    expect(refused.status).toBe(422);
    const made = await agent.visitor.submitAndGo(blank, "Add customer", {
      firstName: "Grete",
      lastName: "Gast",
      email: "",
      phone: "",
    });
    expect(made.path).toMatch(/^\/admin\/customers\/\d+/);
    expect(made.body).toContain("The customer was added.");
    const saved = await agent.visitor.submitAndGo(made, "Save", {
      firstName: "Greta",
      lastName: "<b>Gast</b>",
      email: "",
      phone: "030 12345",
    });
    expect(saved.page.querySelector("h1")?.textContent).toBe("Greta <b>Gast</b>");
    expect(saved.body).toContain("Customer: master data changed");
  });

  test("T-K5: an account that an agent deactivates is signed out with the next request, on another process too", async () => {
    const owner = await account();
    const [here, there] = [await signedIn(owner), await signedIn(owner)];
    const other = await product.second();
    try {
      const page = await agent.visitor.go(pathOf(owner.number));
      const done = await agent.visitor.submitAndGo(page, "Deactivate");
      expect(done.body).toContain("The account is deactivated.");
      const elsewhere = new Visitor(other.url);
      for (const [name, value] of there.cookies) elsewhere.cookies.set(name, value);
      expect((await here.ask("/account")).status).not.toBe(200);
      expect((await elsewhere.ask("/account")).status).not.toBe(200);
      const back = await agent.visitor.submitAndGo(done, "Reactivate account");
      expect(back.body).toContain("The account is active again.");
      expect((await here.ask("/account")).status).not.toBe(200);
    } finally {
      await other.stop();
    }
  });

  test("T-A1, T-A2: a customer who posts an agent's forms changes nothing", async () => {
    const owner = await account({ firstName: "Still", lastName: "Here" });
    const page = await agent.visitor.go(pathOf(owner.number));
    const thief = await signedIn(await account());
    await thief.submit(page, "Save", { firstName: "Taken", lastName: "Over" });
    await thief.submit(page, "Deactivate");
    const after = await agent.visitor.go(pathOf(owner.number));
    expect(after.page.querySelector("h1")?.textContent).toBe("Still Here");
    expect(after.body).toContain("Deactivate account");
  });

  test("T-A2: a number that nobody has is not found", async () => {
    for (const number of ["99999999", "..%2f", "%00", "%FF"]) {
      expect((await agent.visitor.ask(pathOf(number))).status).toBeGreaterThanOrEqual(400);
      expect((await agent.visitor.ask(pathOf(number))).status).toBeLessThan(500);
    }
  });
});

test("T-A3: from whom everything is withheld sees no button, and no link that leads to a room that is shut", async () => {
  const owner = await account();
  await signedIn(owner);
  const { visitor, staffId } = await signInStaff(product, "agent");
  await database.sql`update staff set withheld = ${[...rolePermissions.agent]} where id = ${staffId}`;
  const links = new Set<string>();
  for (const path of ["/admin", "/admin/customers", pathOf(owner.number), "/admin/registrations", "/admin/same-address"]) {
    const { status, page } = await visitor.go(path);
    expect([path, status]).toEqual([path, 200]);
    expect([path, page.querySelectorAll("main form button").map((one) => one.textContent)]).toEqual([
      path,
      path.includes(owner.number) ? [] : page.querySelectorAll("main search button").map((one) => one.textContent),
    ]);
    for (const link of page.querySelectorAll("main a, nav a")) links.add(link.getAttribute("href") ?? "");
  }
  expect(links.size).toBeGreaterThan(5);
  for (const link of links) expect([link, (await visitor.ask(link)).status]).toEqual([link, 200]);
});
