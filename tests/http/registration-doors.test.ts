import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "@/db";
import { codeIn, linkIn } from "@/tests/support/mail-sink";
import { freshEmail, freshPassword } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings, openRegistration } from "@/tests/support/settings";
import { signInStaff } from "@/tests/support/staff";
import { type Answer, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let admin: Visitor;
beforeAll(async () => {
  product = await startProduct();
  admin = (await signInStaff(product)).visitor;
  await openRegistration(product, {
    "registration.captcha": "off",
    "registration.contact": "ask@shop.example",
    "registration.welcomeMessage": "Good day.\n<b>Ask me</b> anything.",
  });
  await seen("/register", ({ status }) => status === 200);
});
afterAll(() => product.stop());

const stranger = () => new Visitor(product.url);
const seen = (path: string, is: (answer: Answer) => boolean) =>
  waitFor(async () => is(await stranger().ask(path)), `${path} to follow`);

async function register(visitor: Visitor, email = freshEmail("rosa"), from = "/register"): Promise<Answer> {
  const fields = { email, password: freshPassword(), firstName: "Rosa", lastName: "Reed" };
  const page = await visitor.submitAndGo(await visitor.go(from), "Create account", fields);
  const mail = await product.mail.newestTo(email, /confirm/i);
  return visitor.submitAndGo(page, "Confirm code", { code: codeIn(mail) });
}

async function countAccounts(): Promise<number> {
  const { sql, end } = openDatabase(product.databaseUrl, 1);
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from accounts`;
  await end();
  return row?.n ?? 0;
}

test("P-R15: a new customer finds the welcome message and the contact, and markup in it is text", async () => {
  const visitor = stranger();
  await register(visitor);
  const { body, page } = await visitor.go("/account/messages");
  expect(page.querySelector("main")?.textContent).toContain("Your contact at Foyer: Sam Staff");
  expect(body).toContain("&lt;b&gt;Ask me&lt;/b&gt; anything.");
});

describe("the registration link", () => {
  let link: string;
  const linkOf = ({ page }: Answer) => page.querySelectorAll("main code").map((one) => one.textContent)[0] ?? "";

  test("P-R14: is made and renewed in the back office, and its QR code is there as SVG and PNG", async () => {
    const room = await admin.go("/admin/settings/registration");
    const made = await admin.submitAndGo(room, "Make a new link");
    link = linkOf(made);
    expect(link).toMatch(new RegExp(`^${product.url}/join/[\\w-]{43}$`));
    const svg = await admin.ask("/admin/registration-link/svg");
    expect([svg.status, svg.headers["content-type"], svg.headers["content-disposition"]]).toEqual([
      200,
      "image/svg+xml",
      'attachment; filename="registration-link.svg"',
    ]);
    expect((await admin.ask("/admin/registration-link/png")).headers["content-type"]).toBe("image/png");
    expect((await admin.ask("/admin/registration-link/exe")).status).toBe(404);
  });

  test("P-R14: lets in where it is the only way; without it, and with one that was renewed, the page says so and whom to ask", async () => {
    await changeSettings(product, { "registration.linkOnly": "true" });
    await seen("/register", ({ status }) => status === 403);
    const without = await stranger().ask("/register");
    expect(without.page.querySelector("main")?.textContent).toContain("only register by the link that the shop hands out");
    expect(without.body).toContain('href="mailto:ask@shop.example"');
    const path = new URL(link).pathname;
    const visitor = stranger();
    expect((await visitor.ask(path)).location).toBe("/register");
    expect((await register(visitor, freshEmail("link"), path)).page.textContent).toContain("Your account is active");
    await admin.submitAndGo(await admin.go("/admin/settings/registration"), "Make a new link");
    const late = await stranger().go(path);
    expect([late.status, late.page.textContent]).toEqual([410, expect.stringContaining("This link is not valid any more")]);
    await changeSettings(product, { "registration.linkOnly": "false" });
    await seen("/register", ({ status }) => status === 200);
  });
});

test("P-R14: phones find the shop's app once the settings name one, as JSON and without a redirect; before, there is nothing", async () => {
  const files = ["/.well-known/apple-app-site-association", "/.well-known/assetlinks.json"];
  for (const path of files) expect((await stranger().ask(path)).status).toBe(404);
  await changeSettings(product, {
    "app.appleAppIds": "A1B2C3D4E5.com.example.shop",
    "app.androidPackage": "com.example.shop",
    "app.androidFingerprints": Array.from({ length: 32 }, () => "AB").join(":"),
    "access.forceLogin": "true",
  });
  for (const path of files) {
    await seen(path, ({ status }) => status === 200);
    const { headers, body } = await stranger().ask(path);
    expect([headers["content-type"], JSON.stringify(JSON.parse(body)).includes("com.example.shop")]).toEqual([
      "application/json",
      true,
    ]);
  }
  await changeSettings(product, { "access.forceLogin": "false" });
});

test("P-R13: a full shop takes addresses on its waiting list, and the mail's link lets its reader in when a place is free", async () => {
  const taken = await countAccounts();
  await changeSettings(product, { "registration.capacity": String(taken), "registration.waitingList": "true" });
  await seen("/register", ({ status }) => status === 403);
  const visitor = stranger();
  const email = freshEmail("wendy");
  const waiting = await visitor.submitAndGo(await visitor.ask("/register"), "Tell me", { email });
  expect([waiting.status, waiting.page.textContent]).toEqual([200, expect.stringContaining("You are on the waiting list")]);
  await changeSettings(product, { "registration.capacity": String(taken + 1) });
  // Free seats are looked for twice a minute.
  const isTold = () => product.mail.mails.some(({ subject, text }) => /place is free/.test(subject) && text.includes("/join/"));
  await waitFor(async () => isTold(), "the mail about a free place", 60_000);
  const path = new URL(linkIn(await product.mail.newestTo(email, /place is free/), /^\/join\//)).pathname;
  // Held for its reader: everybody else still finds the shop full.
  expect((await stranger().ask("/register")).status).toBe(403);
  expect((await register(stranger(), email, path)).page.textContent).toContain("Your account is active");
});

test("P-R14: before its time registration says when it opens, in the visitor's language and with the zone", async () => {
  await changeSettings(product, {
    "registration.capacity": "0",
    "registration.opensAt": "2999-12-01T09:30",
    "shop.timeZone": "Europe/Madrid",
  });
  await seen("/register", ({ body }) => body.includes("2999"));
  const { status, page } = await stranger().ask("/register");
  expect([status, page.textContent]).toEqual([403, expect.stringContaining("1 December 2999 at 09:30 (Europe/Madrid)")]);
  const spanish = await stranger().ask("/register", { headers: { "accept-language": "es" } });
  expect(spanish.page.textContent).toContain("1 de diciembre de 2999");
});

test("P-R9: the pages of a captcha provider may be shown where its captcha is asked for, and nowhere else", async () => {
  await changeSettings(product, { "registration.opensAt": "", "registration.captcha": "always" });
  const policyOf = async (path: string) => String((await stranger().ask(path)).headers["content-security-policy"]);
  expect(await policyOf("/register")).not.toContain("cloudflare");
  await admin.submitAndGo(await admin.go("/admin/settings/captcha"), "Save", {
    "captcha.kind": "turnstile",
    "captcha.siteKey": "the site",
    "captcha.secret": "the secret",
  });
  await waitFor(
    async () => (await policyOf("/register")).includes("frame-src https://challenges.cloudflare.com"),
    "the policy to follow",
  );
  expect(await policyOf("/sign-in")).not.toContain("cloudflare");
  const { body } = await stranger().ask("/api/captcha?door=register");
  expect(JSON.parse(body)).toEqual({ kind: "turnstile", challenge: JSON.stringify({ siteKey: "the site", action: "register" }) });
  expect(body).not.toContain("the secret");
});

test("T-G2: nothing that was printed at any level holds a link's token or what stands in a query", async () => {
  const secrets = ["a-registration-link", "a-confirmation", "an-activation", "a-reset", "a-wanted-page"].map(
    (name) => `${name}-${"x".repeat(30)}`,
  );
  const [join, confirm, activate, reset, wanted] = secrets;
  const visitor = stranger();
  for (const path of [
    `/join/${join}`,
    `/confirm/${confirm}`,
    `/activate/${activate}`,
    `/reset-password/${reset}`,
    `/register?returnTo=/${wanted}`,
  ]) {
    expect((await visitor.ask(path)).status).toBeLessThan(500);
  }
  const links = product.mail.mails.flatMap(({ text }) => text.match(/\/(?:join|confirm)\/([\w-]{43})/)?.[1] ?? []);
  expect(links.length).toBeGreaterThan(1);
  expect([...secrets, ...links].filter((secret) => product.output().includes(secret))).toEqual([]);
});
