import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { type Database, openDatabase } from "@/db";
import { expectAccessible, openBrowser } from "@/tests/support/browser";
import { freshAddress } from "@/tests/support/context";
import { type MadeAccount, makeAccount } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings } from "@/tests/support/settings";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let database: Database;
let browser: Browser;
beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await database?.end();
  await product?.stop();
});

const account = () => makeAccount({ db: database.db, hash: STANDARD_HASH });

/** A browser of somebody's own. What its pages complain about, beyond the refusals it was meant to meet, is kept. */
async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
  const { extraHTTPHeaders, ...rest } = options;
  const context = await browser.newContext({
    baseURL: product.url,
    locale: "en-GB",
    extraHTTPHeaders: { "x-forwarded-for": freshAddress(), ...extraHTTPHeaders },
    ...rest,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (said) => {
    if (said.type() === "error" && !/status of (401|409|422)|ERR_(EMPTY_RESPONSE|CONNECTION)/.test(said.text()))
      complaints.push(said.text());
  });
  return { page, complaints };
}

const button = (page: Page, name: string) => page.getByRole("main").getByRole("button", { name, exact: true });
const summary = (page: Page) => page.locator("[data-summary]");

async function fill(page: Page, { email, password }: Pick<MadeAccount, "email" | "password">): Promise<void> {
  await page.fill("#identifier", email);
  await page.fill("#password", password);
}

/** The requests of a page that change something. */
function countPosts(page: Page): () => number {
  let posts = 0;
  page.on("request", (request) => {
    if (request.method() === "POST") posts++;
  });
  return () => posts;
}

describe("signing in with a browser", () => {
  test("P-A2: leads to the wanted page, with its query, in one request", async () => {
    const { page, complaints } = await open();
    await page.goto("/account/orders?page=1&sort=date");
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    const posts = countPosts(page);
    await fill(page, await account());
    await button(page, "Sign in").click();
    await page.waitForURL("**/account/orders?page=1&sort=date");
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(posts()).toBe(1);
    expect(complaints).toEqual([]);
    await page.goBack();
    await page.goto("/account");
    expect(new URL(page.url()).pathname).toBe("/account");
  });

  test("two clicks and an Enter are one try", async () => {
    const { page, complaints } = await open();
    await page.goto("/sign-in");
    const posts = countPosts(page);
    await fill(page, await account());
    await page.evaluate(() => {
      const pressed = document.querySelector<HTMLButtonElement>("main form button[type=submit]");
      pressed?.click();
      pressed?.click();
      pressed?.form?.requestSubmit();
    });
    await page.waitForURL("**/account");
    expect(posts()).toBe(1);
    expect(complaints).toEqual([]);
  });

  test("a refusal stands above the heading, has the focus, keeps the name and clears the password", async () => {
    const { page, complaints } = await open();
    await page.goto("/sign-in?returnTo=%2Faccount%2Fsecurity");
    const person = await account();
    await fill(page, { email: person.email, password: "canary-password" });
    await button(page, "Sign in").click();
    await summary(page).waitFor();
    expect(await summary(page).textContent()).toMatch(/There is a problem.*That did not work.*Support code: \S{4}-\S{4}/s);
    expect(await summary(page).evaluate((box) => box === document.activeElement)).toBe(true);
    expect(await page.title()).toMatch(/^Error: Sign in/);
    expect(
      await summary(page).evaluate(
        (box) => (document.querySelector("h1")?.compareDocumentPosition(box) ?? 0) & Node.DOCUMENT_POSITION_PRECEDING,
      ),
    ).toBeGreaterThan(0);
    expect(await page.inputValue("#identifier")).toBe(person.email);
    expect(await page.inputValue("#password")).toBe("");
    expect(await page.content()).not.toContain("canary-password");
    await expectAccessible(page);
    await page.fill("#password", person.password);
    await page.press("#password", "Enter");
    await page.waitForURL("**/account/security");
    expect(complaints).toEqual([]);
  });

  test("each line of the summary leads to its field, and the field says the same", async () => {
    const { page, complaints } = await open();
    await page.goto("/sign-in");
    await button(page, "Sign in").click();
    const lines = summary(page).getByRole("link");
    await lines.first().waitFor();
    expect(await lines.count()).toBe(2);
    for (const [at, id] of ["identifier", "password"].entries()) {
      const line = lines.nth(at);
      expect(await line.getAttribute("href")).toBe(`#${id}`);
      await line.click();
      await page.waitForFunction((wanted) => document.activeElement?.id === wanted, id);
      const field = page.locator(`#${id}`);
      expect(await field.getAttribute("aria-invalid")).toBe("true");
      const notes = (await field.getAttribute("aria-describedby"))?.split(" ") ?? [];
      const said = await Promise.all(notes.map((note) => page.locator(`#${note}`).textContent()));
      expect(said).toContain(await line.textContent());
    }
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  test("the password can be shown and hidden, and is hidden again when it is sent", async () => {
    const { page, complaints } = await open();
    await page.goto("/sign-in");
    await page.fill("#password", "visible secret");
    const type = () => page.getAttribute("#password", "type");
    expect(await type()).toBe("password");
    await button(page, "Show password").click();
    expect(await type()).toBe("text");
    expect(await page.inputValue("#password")).toBe("visible secret");
    await button(page, "Hide password").click();
    expect(await type()).toBe("password");
    await button(page, "Show password").click();
    await page.fill("#identifier", "nobody@example.com");
    await button(page, "Sign in").click();
    await summary(page).waitFor();
    expect(await type()).toBe("password");
    expect(complaints).toEqual([]);
  });

  test("T-U5: behind a proxy that ends https in front of us it works the same, and the house asks nobody outside for its own page", async () => {
    const { page, complaints } = await open({
      extraHTTPHeaders: { "x-forwarded-proto": "https", "x-forwarded-host": "elsewhere.test", "x-forwarded-port": "443" },
    });
    await page.goto("/sign-in");
    await fill(page, await account());
    await button(page, "Sign in").click();
    await page.waitForURL("**/account");
    expect(product.output()).not.toMatch(/failed to get redirect response|failed to forward/);
    expect(complaints).toEqual([]);
  });

  test("P-A4: signing out ends on a page that says so, and going back shows nothing of the account", async () => {
    const { page } = await open();
    await page.goto("/sign-in");
    const person = await account();
    await fill(page, person);
    await button(page, "Sign in").click();
    await page.waitForURL("**/account");
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.waitForURL("**/signed-out");
    await page.goto("/account");
    expect(new URL(page.url()).pathname).toBe("/sign-in");
  });
});

describe("when something is in the way", () => {
  test("T-FX24: a form of another build says so in words and keeps what was typed", async () => {
    const { page, complaints } = await open();
    await page.goto("/sign-in");
    await page.route("**/sign-in", (route) =>
      route.request().method() === "POST"
        ? route.continue({ headers: { ...route.request().headers(), "next-action": "ff".padEnd(42, "a") } })
        : route.continue(),
    );
    await page.fill("#identifier", "ann@example.com");
    await page.fill("#password", "typed before the update");
    await button(page, "Sign in").click();
    await summary(page).waitFor();
    expect(await summary(page).textContent()).toContain("open since before an update");
    expect(await page.inputValue("#identifier")).toBe("ann@example.com");
    expect(complaints).toEqual([]);
  });

  test("a house that goes down in the middle of it loses nothing that was typed, and says so", async () => {
    const doomed = await startProduct();
    try {
      const { page, complaints } = await open({ baseURL: doomed.url });
      await page.goto("/sign-in?returnTo=%2Faccount%2Forders");
      await fill(page, { email: "ann@example.com", password: "typed in vain" });
      doomed.process.kill("SIGSTOP");
      await button(page, "Sign in").click();
      expect(await button(page, "Sign in").getAttribute("aria-disabled")).toBe("true");
      doomed.process.kill("SIGKILL");
      await summary(page).waitFor();
      expect(await summary(page).textContent()).toContain("The shop could not be reached");
      expect(await page.inputValue("#identifier")).toBe("ann@example.com");
      expect(await page.inputValue("#password")).toBe("typed in vain");
      expect(await button(page, "Sign in").getAttribute("aria-disabled")).toBe("false");
      expect(complaints).toEqual([]);
    } finally {
      await doomed.stop();
    }
  });

  test("T-G5: a failure of ours is told on the page that was being filled in, which keeps what was typed", async () => {
    const { page } = await open();
    await page.goto("/sign-in");
    await fill(page, { email: "ann@example.com", password: "typed" });
    await database.sql`alter table limits rename to away`;
    try {
      await button(page, "Sign in").click();
      await summary(page).waitFor();
      expect(await page.inputValue("#identifier")).toBe("ann@example.com");
      expect(await page.content()).not.toMatch(/relation|42P01|Failed query/);
    } finally {
      await database.sql`alter table away rename to limits`;
    }
  });
});

describe("for everybody", () => {
  test("axe finds nothing on the page, in both languages, whatever the shop's colour", async () => {
    const { page, complaints } = await open();
    await page.goto("/sign-in");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Español" }).click();
    await page.waitForFunction(() => document.documentElement?.lang === "es");
    await expectAccessible(page);
    for (const color of ["#ffff00", "#e0115f", "#0b0b3b"]) {
      await changeSettings(product, { "shop.color": color });
      await waitFor(
        async () => (await page.goto("/sign-in")) && (await page.content()).includes(`--brand:${color}`),
        "the colour",
      );
      await expectAccessible(page);
    }
    await changeSettings(product, { "shop.color": "#1f5c4d" });
    expect(complaints).toEqual([]);
  });

  test("the page can be used with the keyboard alone, from the first key on", async () => {
    const { page } = await open();
    await page.goto("/sign-in");
    const person = await account();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("identifier");
    await page.keyboard.type(person.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(person.password);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/account");
  });

  test("without JavaScript the button that shows a password is not there, and signing in works", async () => {
    const { page } = await open({ javaScriptEnabled: false });
    await page.goto("/sign-in?returnTo=%2Faccount%2Forders");
    expect(await page.locator(".js-only").first().isVisible()).toBe(false);
    await fill(page, { email: "nobody@example.com", password: "wrong" });
    await button(page, "Sign in").click();
    expect(await summary(page).textContent()).toContain("There is a problem");
    await fill(page, await account());
    await button(page, "Sign in").click();
    await page.waitForURL("**/account/orders");
  });
});
