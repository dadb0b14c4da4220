import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { type Database, openDatabase } from "@/db";
import { insertTemplate } from "@/db/queries/mail-templates";
import { expectAccessible, openBrowser } from "@/tests/support/browser";
import { makeAccount, makeStaff } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { sourceOf } from "@/tests/support/templates";
import { Visitor } from "@/tests/support/visitor";

let product: Product;
let database: Database;
let browser: Browser;
const troubles: string[] = [];

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  browser = await openBrowser();
});
beforeEach(async () => {
  await database.sql`delete from mail_templates`;
});
afterAll(async () => {
  await browser?.close();
  await database?.end();
  await product?.stop();
});

const EDITOR = "/admin/mail/templates/reset-password?language=en";

/** A browser in which a new member of staff is signed in. What it complains about, beyond refusals of ours, is kept for the last test. */
async function openAs(
  role: "agent" | "admin",
  { javaScriptEnabled = true, locale = "en-GB" } = {},
): Promise<{ page: Page; email: string }> {
  const { email, password } = await makeStaff({ db: database.db }, { role });
  const page = await (await browser.newContext({ baseURL: product.url, locale, javaScriptEnabled })).newPage();
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (said) => {
    if (["error", "warning"].includes(said.type()) && !/status of (4\d\d)/.test(said.text())) troubles.push(said.text());
  });
  await page.goto("/admin/sign-in");
  await page.locator("input[name=identifier]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("input[name=password]").press("Enter");
  await page.waitForURL("**/admin");
  return { page, email };
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const body = (page: Page) => page.getByLabel("Text of the mail (HTML with variables)");
const subject = (page: Page) => page.getByLabel("Subject", { exact: true });
const textPart = (page: Page) => page.getByLabel("Text part", { exact: true });
const shown = (page: Page) => page.frameLocator("iframe[title='The mail as customers see it']");
const summary = (page: Page) => page.locator("[data-summary]");

/** Writes one part of the body anew. */
async function rewrite(page: Page, from: string | RegExp, to: string): Promise<string> {
  const changed = (await body(page).inputValue()).replace(from, to);
  await body(page).fill(changed);
  return changed;
}

/** 48 px high, and no wider than what it stands in. */
async function expectBounded(logo: Locator) {
  await logo.waitFor();
  const drawn = await logo.evaluate((image) => {
    const { width, height } = image.getBoundingClientRect();
    const room = image.parentElement?.getBoundingClientRect().width ?? 0;
    return { height, overhang: Math.max(width - room, 0), isLoaded: image instanceof HTMLImageElement && image.naturalWidth > 1 };
  });
  expect(drawn).toEqual({ height: 48, overhang: 0, isLoaded: true });
}

/** The mail that a customer gets who has forgotten the password. */
async function nextReset() {
  const { email } = await makeAccount({ db: database.db, hash: STANDARD_HASH });
  const visitor = new Visitor(product.url);
  await visitor.submitAndGo(await visitor.go("/forgot-password"), "Send reset link", { identifier: email });
  return product.mail.newestTo(email);
}

const versions = async () => (await database.sql`select 1 from mail_templates`).length;

/** Axe looks in four views, which takes its time on a busy machine. */
const JOURNEY = { timeout: 150_000 };

describe("an admin writes a mail anew", JOURNEY, () => {
  test("P-M2: sees it while writing, tries it out, saves it, customers get it, and it goes back to the original", async () => {
    const { page, email } = await openAs("admin");
    await page.goto("/admin/mail/templates");
    await page.getByRole("link", { name: "Original: Set a new password in English" }).click();
    await subject(page).fill("Your new password at {{ shop | upcase }}");
    await rewrite(page, "<h1>", "<h1>Dear friend! ");
    await shown(page).getByText("Dear friend!").waitFor();
    await page.getByText("Your new password at FOYER").waitFor();
    await press(page, "Send a test to me");
    await page.getByText(`A test is on its way to ${email}.`).waitFor();
    const tested = await product.mail.newestTo(email);
    expect(tested.subject).toBe("[Test] Your new password at FOYER");
    expect(tested.text).toContain("Dear friend!");
    expect(await versions()).toBe(0);
    await press(page, "Save");
    await page.getByText("Saved. Customers get this from now on.").waitFor();
    await expectAccessible(page);
    const mail = await nextReset();
    expect(mail.subject).toBe("Your new password at FOYER");
    for (const part of [mail.html, mail.text]) expect(part).toMatch(/Dear friend![\s\S]*\/reset-password\//);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("link", { name: "Look at the original" }).click();
    await page.getByText("This is the original.").waitFor();
    await press(page, "Back to the original");
    await page.locator("main p", { hasText: "Customers get the original again." }).first().waitFor();
    expect(await subject(page).inputValue()).not.toContain("FOYER");
    expect((await nextReset()).subject).toBe("Set a new password for Foyer");
  });

  test("T-M4: without its link it is refused, and what was written stays", async () => {
    const { page } = await openAs("admin");
    await page.goto(EDITOR);
    const written = await rewrite(page, /href="{{ link }}"/g, 'href="{{ home }}"');
    await subject(page).fill("No link");
    await press(page, "Save");
    await summary(page).getByText("“link” must be in this mail").waitFor();
    expect(await summary(page).evaluate((box) => box === document.activeElement)).toBe(true);
    expect([await subject(page).inputValue(), await body(page).inputValue()]).toEqual(["No link", written]);
    expect(await versions()).toBe(0);
  });

  test("UX-B10: a slip is named with line and column while writing and on saving, beside its field", async () => {
    const { page } = await openAs("admin");
    await page.goto(EDITOR);
    await body(page).fill("<p>Hello</p>\n<p>{{ nope }}</p>");
    const problem = "Line 2, column 7: there is no variable “nope” in this mail.";
    await page.getByRole("region", { name: "Preview" }).getByText(problem).waitFor();
    await press(page, "Save");
    await summary(page).getByRole("link", { name: problem }).click();
    expect(await body(page).evaluate((field) => field === document.activeElement)).toBe(true);
    await expectAccessible(page);
    expect(await versions()).toBe(0);
  });

  test.each([true, false])(
    "P-M2: the later of two admins is refused and keeps the text, then saves it knowingly (with script: %s)",
    async (has) => {
      const [{ page: first }, { page: second }] = [await openAs("admin"), await openAs("admin", { javaScriptEnabled: has })];
      await first.goto(EDITOR);
      await second.goto(EDITOR);
      await subject(first).fill("The first one's");
      await press(first, "Save");
      await first.getByText("Saved. Customers get this from now on.").waitFor();
      await subject(second).fill("The second one's");
      const written = await rewrite(second, "<h1>", "<h1>Second: ");
      await press(second, "Save");
      await summary(second).getByText("This mail was changed meanwhile").waitFor();
      expect([await subject(second).inputValue(), await body(second).inputValue()]).toEqual(["The second one's", written]);
      expect(await versions()).toBe(1);
      await second.locator("#versions").getByText("The first one's").first().waitFor();
      await press(second, "Save");
      await second.getByText("Saved. Customers get this from now on.").waitFor();
      expect((await nextReset()).subject).toBe("The second one's");
    },
  );

  test("P-M2: the text part is begun from the HTML, and not over what was written", async () => {
    const { page } = await openAs("admin");
    await page.goto(EDITOR);
    await textPart(page).fill("Mine");
    await press(page, "Fill in from the HTML");
    await summary(page).getByText("There is a text part already.").waitFor();
    expect(await textPart(page).inputValue()).toBe("Mine");
    await textPart(page).fill("");
    await press(page, "Fill in from the HTML");
    await page.getByText("The text part was filled in from the HTML.").waitFor();
    expect(await textPart(page).inputValue()).toContain("{{ link }}");
    await textPart(page).fill(`By hand.\n${await textPart(page).inputValue()}`);
    await press(page, "Save");
    await page.getByText("Saved. Customers get this from now on.").waitFor();
    const { text } = await nextReset();
    expect(text).toMatch(/^By hand\.[\s\S]*\/reset-password\//);
  });

  test("P-M2: without JavaScript a button shows the preview or what is wrong and keeps what was written; it is saved, and the text part filled in", async () => {
    const { page } = await openAs("admin", { javaScriptEnabled: false });
    await page.goto(EDITOR);
    await subject(page).fill("Without a script");
    await rewrite(page, "<h1>", "<h1>Plainly: ");
    await press(page, "Preview");
    await shown(page).getByText("Plainly:").waitFor();
    expect(await page.getByRole("region", { name: "Preview" }).innerText()).toContain("Without a script");
    expect(await subject(page).inputValue()).toBe("Without a script");
    expect(await versions()).toBe(0);
    const good = await body(page).inputValue();
    await body(page).fill("{{ nope }}");
    await press(page, "Preview");
    await page.getByRole("region", { name: "Preview" }).getByText("Nothing can be shown yet: see what is wrong.").waitFor();
    await body(page).fill(good);
    await press(page, "Fill in from the HTML");
    expect(await textPart(page).inputValue()).toContain("Plainly:");
    await press(page, "Save");
    await page.getByText("Saved. Customers get this from now on.").waitFor();
    expect((await nextReset()).subject).toBe("Without a script");
  });

  test.each([
    ["en", true, "Look at it First", "Bring back", "The earlier version counts again."],
    ["es", false, "Ver First", "Recuperar", "Vuelve a valer la versión anterior."],
  ] as const)(
    "P-M2 (%s): an earlier version is seen before it is brought back, and what is typed is not lost on the way (with script: %s)",
    async (locale, javaScriptEnabled, look, bringBack, done) => {
      const { page } = await openAs("admin", { javaScriptEnabled, locale });
      const name = { message: "reset-password", language: "en" } as const;
      const source = await sourceOf(name.message, {
        body: (await sourceOf(name.message)).body.replace("<h1>", "<h1>At first: "),
      });
      const [{ id: savedBy = "" } = {}] = await database.sql`select id from staff limit 1`;
      for (const subject of ["First", "Second"]) await insertTemplate(database.db, { ...name, ...source, subject, savedBy });
      await page.goto(EDITOR);
      await page.locator("input[name=subject]").fill("Half a subject");
      if (javaScriptEnabled) {
        const asked = page.waitForEvent("dialog");
        const clicked = page.getByRole("link", { name: look }).click();
        await (await asked).dismiss();
        await clicked;
        expect(await subject(page).inputValue()).toBe("Half a subject");
        page.once("dialog", (dialog) => dialog.accept());
      }
      await page.getByRole("link", { name: look }).click();
      await page.frameLocator("main iframe").getByText("At first:").waitFor();
      expect(await page.locator("main").innerText()).toContain("First");
      expect(await versions()).toBe(2);
      if (javaScriptEnabled) await expectAccessible(page);
      await press(page, bringBack);
      await page.getByText(done).first().waitFor();
      expect((await nextReset()).subject).toBe("First");
    },
  );

  test("T-M3: an agent finds no way to it, and nothing there", async () => {
    const { page } = await openAs("agent");
    await page.goto("/admin/mail");
    expect(await page.getByRole("link", { name: "What mails say" }).count()).toBe(0);
    for (const path of [EDITOR, "/admin/mail/templates"]) expect((await page.goto(path))?.status()).toBe(404);
    const fields = { message: "reset-password", language: "en", base: "", subject: "x", preview: "", body: "x", textBody: "" };
    const post = await page.request.post("/admin/mail/templates/preview", {
      multipart: fields,
      headers: { origin: product.url },
    });
    expect(post.status()).toBe(404);
  });

  test("P-M2: a large logo is drawn no larger than its bound, wherever it is shown", async () => {
    const { page } = await openAs("admin");
    for (const viewport of [
      { width: 1600, height: 80 },
      { width: 300, height: 1500 },
    ]) {
      const blank = await browser.newPage({ viewport });
      const picture = { name: "logo.png", mimeType: "image/png", buffer: await blank.screenshot() };
      await blank.close();
      await page.goto("/admin/mail/templates");
      await page.getByLabel("Picture (PNG or JPEG").setInputFiles(picture);
      await press(page, "Use this picture");
      await page.getByText("From now on mails have this logo.").waitFor();
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto("/admin/mail/templates");
        await expectBounded(page.getByAltText("The logo of the shop"));
        await page.goto(EDITOR);
        await expectBounded(shown(page).locator("img"));
      }
    }
    await database.sql`delete from shop_logo`;
  });

  test("P-M2: a template that fails when mails are made stands on the overview, with the way to it", async () => {
    const { page } = await openAs("admin");
    await page.goto(EDITOR);
    await subject(page).fill("Will fail");
    await press(page, "Save");
    await page.getByText("Saved. Customers get this from now on.").waitFor();
    await database.sql`update mail_templates set body = '<p>{{ gone }}</p>'`;
    expect((await nextReset()).subject).toBe("Set a new password for Foyer");
    await page.goto("/admin");
    const task = page.getByRole("listitem").filter({ hasText: "the mail “Set a new password” (English) could not be used" });
    await task.getByRole("link").click();
    await page.getByText("What you wrote could not be used since").waitFor();
  });
});

describe("the rooms of mail", JOURNEY, () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await openAs("admin"));
    await database.sql`insert into mail_suppressions (email_key, reason, detail) values ('gone@example.com', 'bounced', '550 no such user')`;
  });

  test.each([
    "/admin/mail",
    "/admin/mail/templates",
    "/admin/mail/sending",
    "/admin/mail/suppressed",
    "/admin/mail/incoming",
    "/admin/mail/mailboxes",
    "/admin/mail/mailboxes/new?kind=imap",
    "/admin/mail/mailboxes/new?kind=webhook",
  ])("UX-E5: %s fits 320 px and axe finds nothing, light and dark", async (path) => {
    await page.goto(path);
    await expectAccessible(page);
  });

  test("UX-E5: the buttons of the editor are no wider than the source that they are about", async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(EDITOR);
    const endOf = (one: Locator) => one.evaluate((element) => element.getBoundingClientRect().right);
    const source = await endOf(body(page));
    for (const button of await page.locator("button[name=intent]").all()) expect(await endOf(button)).toBeLessThanOrEqual(source);
  });

  test("nothing was complained about in the browsers' consoles", () => {
    expect(troubles).toEqual([]);
  });
});
