import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { storeSettings } from "@/db/queries/settings";
import { allSettings } from "@/settings/registry";
import { runScript } from "@/tests/support/command";
import { type Product, startProduct, TEST_SECRET } from "@/tests/support/product";
import { type StaffVisitor, signInStaff } from "@/tests/support/staff";
import { type Answer, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let database: Database;
let admin: StaffVisitor;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 1);
  admin = await signInStaff(product);
});
afterAll(async () => {
  await database.end();
  await product.stop();
});
beforeEach(async () => {
  const stored = await database.sql<{ key: string }[]>`select key from settings`;
  if (stored.length > 0)
    await storeSettings(
      database.db,
      stored.map(({ key }) => ({ key, value: null })),
    );
  await waitFor(async () => outcome(await new Visitor(product.url).ask("/")) === 200, "the shop to be as it was");
});

const open = (group: string) => admin.visitor.go(`/admin/settings/${group}`);
const save = async (group: string, fields: Record<string, string>) => admin.visitor.submit(await open(group), "Save", fields);
const stored = async () =>
  Object.fromEntries((await database.sql`select key, value from settings`).map(({ key, value }) => [key, value]));
const outcome = ({ status, location }: Answer) => (location === null ? status : (location.split("?", 1)[0] ?? ""));
const summary = ({ page }: Answer) =>
  page.querySelectorAll("[data-summary] li a").map((link) => [link.getAttribute("href"), link.textContent]);

describe("the settings pages", () => {
  test("P-M7: every setting has its control, its name and, behind a question mark, its help", async () => {
    for (const group of new Set(allSettings.map((setting) => setting.group))) {
      const { status, page } = await open(group);
      expect(status).toBe(200);
      for (const { key } of allSettings.filter((setting) => setting.group === group)) {
        const control = page.getElementById(key);
        expect(control?.getAttribute("name"), key).toBe(key);
        const block = control?.closest("div.relative");
        expect(block?.querySelector("details summary")?.textContent).toMatch(/^\?Help: ./);
        expect(block?.querySelector("details p")?.textContent.length, key).toBeGreaterThan(60);
      }
    }
  });

  test("P-A7: a flipped flag is in effect here at once and in another process within a second", async () => {
    const other = await product.second();
    const here = new Visitor(product.url);
    const there = new Visitor(other.url, product.url);
    expect([outcome(await here.ask("/")), outcome(await there.ask("/"))]).toEqual([200, 200]);
    const saved = await save("access", { "access.forceLogin": "true" });
    expect(saved.location).toMatch(/^\/admin\/settings\/access\?saved=/);
    expect(outcome(await here.ask("/"))).toBe("/sign-in");
    await waitFor(async () => outcome(await there.ask("/")) === "/sign-in", "force login in the other process", 1000);
    await save("access", { "access.forceLogin": "false" });
    expect(outcome(await here.ask("/"))).toBe(200);
    await waitFor(async () => outcome(await there.ask("/")) === 200, "the shop to open in the other process", 1000);
    await other.stop();
  });

  test("P-A7: an older page leaves a colleague's change alone; what both changed comes back as typed, with theirs in words", async () => {
    const older = await open("access");
    const olderShop = await open("shop");
    await save("access", { "access.forceLogin": "true" });
    const unticked = { "access.customerAccounts": "true", "access.guestCheckout": "" };
    expect((await admin.visitor.submit(older, "Save", unticked)).status).toBe(303);
    expect(await stored()).toMatchObject({ "access.forceLogin": "true", "access.guestCheckout": "false" });
    await save("shop", { "shop.name": "Theirs" });
    const refused = await admin.visitor.submit(olderShop, "Save", { "shop.name": "Ours" });
    expect(refused.status).toBe(409);
    expect(summary(refused)).toEqual([["#shop.name", expect.stringContaining("“Theirs”")]]);
    expect(refused.page.getElementById("shop.name")?.getAttribute("value")).toBe("Ours");
    expect((await stored())["shop.name"]).toBe("Theirs");
    expect((await admin.visitor.submit(refused, "Save", {})).status).toBe(303);
    expect((await stored())["shop.name"]).toBe("Ours");
  });

  test("saying that it was saved, the page shows what is stored now", async () => {
    const saved = await admin.visitor.submitAndGo(await open("shop"), "Save", { "shop.name": "  The Corner Shop  " });
    expect(saved.page.querySelector("[role=status]")?.textContent).toContain("Saved.");
    expect(saved.page.getElementById("shop.name")?.getAttribute("value")).toBe("The Corner Shop");
    expect((await new Visitor(product.url).ask("/")).body).toContain("The Corner Shop");
  });

  test("P-A10: force login without accounts is refused at the field, in words, and the boxes stay as they were ticked", async () => {
    const answer = await save("access", {
      "access.forceLogin": "true",
      "access.customerAccounts": "false",
      "access.signInNames": "email",
    });
    expect(answer.status).toBe(409);
    expect(summary(answer)).toEqual([
      ["#access.forceLogin", "Force login needs customer accounts. Switch customer accounts on first."],
    ]);
    const { page } = answer;
    expect(page.getElementById("access.forceLogin")?.hasAttribute("checked")).toBe(true);
    expect(page.getElementById("access.customerAccounts")?.hasAttribute("checked")).toBe(false);
    expect(page.querySelector("input[value=email]")?.hasAttribute("checked")).toBe(true);
    expect(page.getElementById("access.forceLogin")?.getAttribute("aria-invalid")).toBe("true");
    expect(await stored()).toEqual({});
  });

  test("P-A10: the portal's address stands there for handing out, to copy and as a picture to scan", async () => {
    const { page } = await open("access");
    expect(page.querySelector("main code")?.textContent).toBe(`${product.url}/`);
    const picture = page.querySelector("main svg[role=img]");
    expect(picture?.getAttribute("aria-label")).toBe(`QR code of ${product.url}/`);
    expect(picture?.querySelector("path")?.getAttribute("d")?.length).toBeGreaterThan(1000);
  });

  test("bad input: whatever is posted, the answer is a sentence, never an error of ours, and nothing is saved", async () => {
    const odd: [string, Record<string, string>, number][] = [
      ["passwords", { "passwords.minLength": "fifteen" }, 422],
      ["passwords", { "passwords.minLength": "9".repeat(5000) }, 422],
      ["shop", { "shop.name": "a\u0000b" }, 422],
      ["shop", { "shop.color": "javascript:alert(1)" }, 422],
      ["shop", { "shop.language": "xx" }, 422],
      ["shop", { "shop.unknown": "1" }, 404],
      ["shop", { "access.forceLogin": "true" }, 404],
      ["shop", { group: "toString" }, 404],
      ["mail", { "mail.sender": "a@example.com\r\nBcc: b@example.com" }, 422],
    ];
    for (const [group, fields, status] of odd) {
      const answer = await save(group, fields);
      expect(answer.status, JSON.stringify(fields).slice(0, 80)).toBe(status);
      expect(answer.page.querySelectorAll("[data-summary] li")).toHaveLength(1);
      expect(await stored()).toEqual({});
    }
    const { page } = await save("passwords", { "passwords.minLength": "fifteen" });
    const label = page.querySelector("label[for='passwords.minLength']")?.textContent;
    // Among thirty fields a sentence alone says nothing.
    expect(page.querySelector("[data-summary] li")?.textContent).toBe(`${label}: Enter a whole number.`);
    expect((await admin.visitor.ask("/admin/settings/nonsense")).status).toBe(404);
    expect((await admin.visitor.ask("/admin/settings/toString")).status).toBe(404);
  });

  test("T-G1: a stored secret never comes back to a page, nor does one that was refused", async () => {
    await admin.visitor.submitAndGo(await open("mail"), "Save", { "mail.smtpUrl": "smtps://shop:canary-one@mail.example.com" });
    const shown = await open("mail");
    expect(shown.body).toContain("Something is stored.");
    const refused = await save("mail", { "mail.smtpUrl": "canary-two" });
    expect(refused.status).toBe(422);
    expect(`${shown.body}${refused.body}`).not.toContain("canary");
    await save("mail", { "remove.mail.smtpUrl": "true" });
    expect(await stored()).toEqual({});
  });

  test("P-M6: the change is in the log's page, with who, before and after", async () => {
    await save("passwords", { "passwords.minLength": "20" });
    const { page } = await admin.visitor.go("/admin/audit?action=settings.changed");
    const newest = page.querySelector("tbody tr")?.textContent ?? "";
    for (const words of ["Sam Staff", "Shortest password", "from “15” to “20”", "UTC"]) expect(newest).toContain(words);
  });

  test("T-A11: a log asked for with anything else answers with a page", async () => {
    for (const query of [
      "before=-1",
      "before=(select+1)",
      "from=2026-99-99",
      "action=x&action=y",
      "code=%27%20or%201=1",
      "before=9e99",
    ]) {
      expect((await admin.visitor.ask(`/admin/audit?${query}`)).status, query).toBe(200);
    }
  });
});

describe("npm run settings", () => {
  const settings = (...args: string[]) =>
    runScript("settings.ts", args, { DATABASE_URL: product.databaseUrl, AUTH_SECRET: TEST_SECRET, PUBLIC_URL: product.url });

  test("P-A7: what is set on the command line is in effect in the running shop within a second, and in its log", async () => {
    expect(await settings("set", "access.forceLogin", "true")).toEqual({
      code: 0,
      output: "access.forceLogin = true\n",
      errors: "",
    });
    await waitFor(async () => outcome(await new Visitor(product.url).ask("/")) === "/sign-in", "force login", 1000);
    expect((await settings("get", "access.forceLogin")).output).toBe("true\n");
    expect((await settings("set", "access.forceLogin")).output).toBe("access.forceLogin = false\n");
    const [row] =
      await database.sql`select actor_kind, target_id from audit_log where action = 'settings.changed' order by id desc`;
    expect(row).toEqual({ actor_kind: "system", target_id: "access.forceLogin" });
  });

  test("P-A10: the command line holds the same rules, and says so in the same sentences", async () => {
    await settings("set", "access.forceLogin", "true");
    const refused = await settings("set", "access.customerAccounts", "false");
    expect(refused).toMatchObject({ code: 1, output: "" });
    expect(refused.errors).toContain("Force login is on and needs customer accounts.");
    expect((await settings("set", "shop.nonsense", "1")).errors).toContain('There is no setting "shop.nonsense"');
    expect((await settings("set", "passwords.minLength", "3")).errors).toContain("Enter 8 or more.");
    expect((await settings("dance")).errors).toContain("npm run settings -- list");
  });

  test("T-G1: it lists every setting and prints no secret", async () => {
    expect((await settings("set", "mail.smtpUrl", "smtp://shop:canary@mail.example.com")).output).not.toContain("canary");
    const { output } = await settings("list");
    expect(
      output
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => line.split(" = ", 1)[0]),
    ).toEqual(allSettings.map(({ key }) => key));
    expect(output).toContain("mail.smtpUrl = (stored, not shown)");
    expect(output).not.toContain("canary");
  });

  test("where nothing runs it says so in a sentence", async () => {
    const nowhere = await runScript("settings.ts", ["list"], { DATA_DIR: "/nonexistent/foyer" });
    expect(nowhere).toMatchObject({ code: 1, output: "" });
    expect(nowhere.errors).toMatch(/^No shop is running here/);
    expect(nowhere.errors.trim().split("\n")).toHaveLength(1);
    const closed = await runScript("settings.ts", ["list"], {
      DATABASE_URL: "postgres://x:canary@127.0.0.1:9/x",
      AUTH_SECRET: TEST_SECRET,
    });
    expect(closed).toMatchObject({ code: 1, errors: "The database cannot be reached. Nothing was changed.\n" });
  });
});
