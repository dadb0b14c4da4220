import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fieldsOf } from "@/core/connections/connection-fields";
import { type Database, openDatabase } from "@/db";
import { storeSettings } from "@/db/queries/settings";
import { providers } from "@/providers/registry";
import { runScript } from "@/tests/support/command";
import { backPath, changeConnections, connect, leadsTo } from "@/tests/support/connections";
import { freshPassword } from "@/tests/support/make";
import { type OidcProvider, startOidcProvider } from "@/tests/support/oidc-provider";
import { type Product, startProduct, TEST_SECRET } from "@/tests/support/product";
import { type StaffVisitor, signInStaff } from "@/tests/support/staff";
import { type Answer, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let database: Database;
let provider: OidcProvider;
let admin: StaffVisitor;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 1);
  provider = await startOidcProvider({
    redirectUris: ["oidc-work", "oidc-staff"].map((id) => `${product.url}/api/auth/callback/${id}`),
  });
  admin = await signInStaff(product);
});
afterAll(async () => {
  await provider.stop();
  await database.end();
  await product.stop();
});
beforeEach(async () => {
  await database.sql`delete from connections`;
  await database.sql`update staff_sessions set authenticated_at = now()`;
  await storeSettings(database.db, [{ key: "access.ssoOnly", value: null }]);
});

const go = (path: string) => admin.visitor.go(path);
const main = ({ page }: Answer) => page.querySelector("main")?.textContent ?? "";
const summary = ({ page }: Answer) =>
  page.querySelectorAll("[data-summary] li a").map((link) => [link.getAttribute("href"), link.textContent]);
const row = async (id: string) => (await database.sql`select * from connections where id = ${id}`)[0];
const work = () => ({ id: "oidc-work", texts: { ...provider.texts, label: "Sign in at work" }, isEnabled: false });
const grownOld = () => database.sql`update staff_sessions set authenticated_at = now() - interval '16 minutes'`;

describe("the rooms of connections", () => {
  test("P-S1: added, completed, enabled: the button stands on the sign-in page of every process, without a restart", async () => {
    const other = await product.second();
    const added = await admin.visitor.submitAndGo(await go("/admin/sso/new?kind=oidc"), "Save", { label: "Staff" });
    expect(added.path).toMatch(/^\/admin\/sso\/oidc-staff\?saved=/);
    expect(main(added)).toContain("Something is missing");
    const refused = await admin.visitor.submit(added, "Save", { enabled: "true" });
    expect(refused.status).toBe(422);
    expect(summary(refused).map(([href]) => href)).toEqual(["#issuer", "#clientId"]);
    expect(refused.page.getElementById("enabled")?.hasAttribute("checked")).toBe(true);
    await admin.visitor.submitAndGo(refused, "Save", { ...provider.texts, scopes: "openid email" });
    for (const url of [product.url, other.url]) {
      const who = new Visitor(url, product.url);
      await waitFor(async () => (await who.ask("/sign-in")).body.includes("/sign-in/go/oidc-staff"), "the button", 1500);
    }
    await other.stop();
  });

  test("T-U1: callback and sign-out address are PUBLIC_URL's, whatever a request says about hosts", async () => {
    await connect(product, work());
    const page = await admin.visitor.ask("/admin/sso/oidc-work", {
      headers: { "x-forwarded-host": "evil.example", host: "evil.example" },
    });
    expect(page.page.querySelectorAll("main dd code").map((code) => code.textContent)).toEqual([
      `${product.url}/api/auth/callback/oidc-work`,
      `${product.url}/signed-out`,
    ]);
    expect(page.body).not.toContain("evil.example");
  });

  test("P-M7: every field of every kind has its control and, behind a question mark, its help", async () => {
    for (const kind of Object.values(providers)) {
      const { page } = await go(`/admin/sso/new?kind=${kind.id}`);
      for (const name of [...fieldsOf(kind).map((field) => field.name), "isDefault"]) {
        const control = page.getElementById(name);
        expect(control?.getAttribute("name"), `${kind.id} ${name}`).toBe(name);
        expect(control?.closest("div.relative")?.querySelector("details p")?.textContent.length, name).toBeGreaterThan(60);
      }
    }
    for (const kindless of ["", "?kind=", "?kind=toString"])
      expect((await admin.visitor.ask(`/admin/sso/new${kindless}`)).location).toBe("/admin/sso");
    expect((await admin.visitor.ask("/admin/sso/nonsense")).status).toBe(404);
  });

  test("T-G1: a secret is on no page, neither stored nor refused", async () => {
    await connect(product, { ...work(), texts: { ...provider.texts, label: "Work", clientSecret: "canary-one" } });
    const shown = await go("/admin/sso/oidc-work");
    expect(shown.body).toContain("Something is stored.");
    const refused = await admin.visitor.submit(shown, "Save", { clientSecret: "canary-two", issuer: "nonsense" });
    expect(refused.status).toBe(422);
    expect(`${shown.body}${refused.body}`).not.toContain("canary");
  });

  test("P-A6: while SSO only is on, the last connection is neither disabled nor deleted, and the page says why", async () => {
    await connect(product, { ...work(), isEnabled: true });
    await admin.visitor.submit(await go("/admin/settings/access"), "Save", { "access.ssoOnly": "true" });
    const page = await go("/admin/sso/oidc-work");
    const kept = await admin.visitor.submit(page, "Save", { enabled: "false" });
    expect([kept.status, summary(kept)[0]?.[0]]).toEqual([409, "#enabled"]);
    const alive = await admin.visitor.submit(page, "Delete connection");
    expect([alive.status, main(alive)]).toEqual([409, expect.stringContaining("this is the last enabled connection")]);
    expect(await row("oidc-work")).toMatchObject({ is_enabled: true });
  });

  test("T-A6: strangers and agents get neither a look at a provider nor a change, whatever they post", async () => {
    await connect(product, work());
    const page = await go("/admin/sso/oidc-work");
    const agent = (await signInStaff(product, "agent")).visitor;
    for (const [who, button] of [
      [new Visitor(product.url), "Test connection"],
      [agent, "Test connection"],
      [agent, "Save"],
      [agent, "Delete connection"],
    ] as const) {
      const answer = await who.submit(page, button, { label: "Taken over" });
      expect(answer.location ?? answer.status).toEqual(who === agent ? 404 : expect.stringContaining("/admin/sign-in"));
      expect(who.cookies.has("foyer-handshake")).toBe(false);
    }
    expect(await row("oidc-work")).toMatchObject({ checks: null, fields: expect.objectContaining({ label: "Sign in at work" }) });
  });
});

describe("a test sign-in", () => {
  const press = async () => admin.visitor.submitAndGo(await go("/admin/sso/oidc-work"), "Test connection");
  const link = ({ page }: Answer) => page.querySelector('main a[target="_blank"]')?.getAttribute("href") ?? "";

  test("P-A6: a disabled connection is looked at, tried out in a new tab, shows its claims and counts as tested; nobody is made", async () => {
    await connect(product, work());
    await changeConnections(product, "update connections set tested_at = null");
    const people = () =>
      database.sql`select (select count(*) from accounts) + (select count(*) from pending_identities) + (select count(*) from sessions) as n`;
    const before = await people();
    const looked = await press();
    expect(main(looked)).toContain("The provider's keys can be read.");
    expect(link(looked)).toBe("/sign-in/go/oidc-work?errand=test");
    const there = await admin.visitor.ask(link(looked));
    const back = await admin.visitor.ask(backPath(await provider.signIn(leadsTo(there), "ann")));
    expect(back.location).toBe("/admin/sso/oidc-work#test");
    const shown = await go("/admin/sso/oidc-work");
    for (const words of [
      "The test sign-in worked.",
      "sub-ann",
      "ann@work.example",
      "The provider calls it verified.",
      "given_name",
    ])
      expect(main(shown)).toContain(words);
    expect(main(shown)).toMatch(/Tested .* UTC/);
    expect((await row("oidc-work"))?.tested_at).not.toBeNull();
    expect(await people()).toEqual(before);
    expect(admin.visitor.cookies.has("foyer.sid")).toBe(false);
    expect(link(shown)).toBe("");
  });

  test("P-A6: cancelled at the provider, it tests nothing and says why", async () => {
    await connect(product, work());
    await changeConnections(product, "update connections set tested_at = null");
    const there = leadsTo(await admin.visitor.ask(link(await press())));
    const state = new URL(there).searchParams.get("state") ?? "";
    const answer = `error=access_denied&state=${encodeURIComponent(state)}&iss=${encodeURIComponent(provider.issuer)}`;
    await admin.visitor.ask(`/api/auth/callback/oidc-work?${answer}`);
    expect(main(await go("/admin/sso/oidc-work"))).toContain("it was cancelled at the provider");
    expect((await row("oidc-work"))?.tested_at).toBeNull();
  });

  test("P-S6: a provider that is away is told line by line, and nobody is sent there", async () => {
    await connect(product, { ...work(), texts: { ...work().texts, issuer: "http://localhost:9" } });
    const looked = await press();
    expect(main(looked)).toContain("The discovery document cannot be read (no connection)");
    expect(link(looked)).toBe("");
    expect(main(await go("/admin/sso"))).toContain("The last test found a problem");
  });

  test("T-A6: the way to a test is open to the browser of the admin who pressed the button, and to nobody else", async () => {
    await connect(product, work());
    const href = link(await press());
    const stranger = await new Visitor(product.url).ask(href);
    expect(stranger.location).toMatch(/^\/sign-in\?problem=sso\.expired/);
    const there = leadsTo(await admin.visitor.ask(href));
    const thief = new Visitor(product.url);
    thief.cookies.set("foyer-handshake", admin.visitor.cookies.get("foyer-handshake") ?? "");
    const stolen = await thief.ask(backPath(await provider.signIn(there, "ben")));
    expect(stolen.location).toBe("/admin/sso");
    expect(thief.cookies.has("foyer.sid")).toBe(false);
  });
});

describe("T-A13: the password again", () => {
  test("T-A13: after fifteen minutes a dangerous change asks for it in the same form, keeps what was typed, and notes it", async () => {
    await connect(product, work());
    const open = await go("/admin/sso/oidc-work");
    expect(open.page.getElementById("confirmPassword")).toBeNull();
    await grownOld();
    const asked = await admin.visitor.submit(open, "Save", { label: "Changed", trustEmail: "true" });
    expect([asked.status, summary(asked)[0]?.[0]]).toEqual([403, "#confirmPassword"]);
    expect(asked.page.getElementById("label")?.getAttribute("value")).toBe("Changed");
    expect(asked.page.getElementById("trustEmail")?.hasAttribute("checked")).toBe(true);
    const wrong = await admin.visitor.submit(asked, "Save", { confirmPassword: "canary wrong" });
    expect([wrong.status, wrong.body.includes("canary")]).toEqual([422, false]);
    expect((await row("oidc-work"))?.fields.label).toBe("Sign in at work");
    await admin.visitor.submit(wrong, "Save", { confirmPassword: admin.password });
    expect((await row("oidc-work"))?.fields.label).toBe("Changed");
    const log = await database.sql`select outcome from audit_log where action = 'staff.confirmed' order by id desc limit 2`;
    expect(log.map(({ outcome }) => outcome)).toEqual(["ok", "password.wrong-current"]);
    expect((await go("/admin/sso/oidc-work")).page.getElementById("confirmPassword")).toBeNull();
  });

  test("T-A13: of settings only those that decide who gets in, or where mail goes, ask for it", async () => {
    await grownOld();
    const shop = await admin.visitor.submit(await go("/admin/settings/shop"), "Save", { "shop.name": "The Corner" });
    expect(shop.location).toMatch(/saved=/);
    const unchanged = await admin.visitor.submit(await go("/admin/settings/access"), "Save", { "access.signInNames": "email" });
    expect(unchanged.location).toMatch(/saved=/);
    for (const [group, fields] of [
      ["access", { "access.forceLogin": "true" }],
      ["access", { "access.ssoOnly": "true" }],
      ["access", { "access.customerAccounts": "false" }],
      ["mail", { "mail.sender": "a@example.com" }],
    ] as const) {
      const asked = await admin.visitor.submit(await go(`/admin/settings/${group}`), "Save", fields);
      expect([asked.status, summary(asked)[0]?.[0]], JSON.stringify(fields)).toEqual([403, "#confirmPassword"]);
    }
  });
});

describe("npm run admin:unlock", () => {
  const unlock = (...args: string[]) =>
    runScript("admin-unlock.ts", args, { DATABASE_URL: product.databaseUrl, AUTH_SECRET: TEST_SECRET, PUBLIC_URL: product.url });

  test("T-X5: with SSO only on and the provider away, staff get in by a link of the server, and by nothing else", async () => {
    await connect(product, { ...work(), isEnabled: true, texts: { ...work().texts, issuer: "http://localhost:9" } });
    await storeSettings(database.db, [{ key: "access.ssoOnly", value: "true" }]);
    const locked = await signInStaff(product);
    const { output, errors } = await unlock("--email", locked.email);
    expect(errors).toBe("");
    const path = new URL(output.split("\n").find((line) => line.startsWith("http")) ?? "").pathname;
    expect(path).toMatch(/^\/admin\/unlock\/[\w-]{43}$/);
    const stranger = new Visitor(product.url);
    expect((await stranger.ask(`/admin/unlock/${"A".repeat(43)}`)).status).toBe(410);
    expect((await stranger.ask("/admin/unlock")).status).toBe(404);
    const scanner = await stranger.ask(path);
    expect([scanner.status, scanner.headers["set-cookie"]]).toEqual([200, undefined]);
    const visitor = new Visitor(product.url);
    const fields = { newPassword: freshPassword() };
    const landed = await visitor.submitAndGo(await visitor.go(path), "Set password and sign in", fields);
    expect(landed.path).toBe("/admin");
    expect((await visitor.ask("/admin/settings/access")).status).toBe(200);
    expect((await stranger.submit(scanner, "Set password and sign in", fields)).status).toBe(410);
    expect((await unlock("--email", "nobody@example.com")).errors).toContain("There is no active admin with this address.");
    expect((await unlock("--mail", "x")).errors).toContain("npm run admin:unlock");
  });
});

describe("P-A8: the simulator", () => {
  test("P-A8: it tells what each visitor sees now and with settings tried out, saves nothing, and names what is risky", async () => {
    await connect(product, { ...work(), isEnabled: true });
    await changeConnections(product, "update connections set tested_at = null");
    const now = await go("/admin/simulator");
    expect(main(now)).toContain("As it is now");
    const tried = await go("/admin/simulator?access.forceLogin=true&access.ssoOnly=true");
    const cells = tried.page
      .querySelectorAll("tbody tr")
      .map((line) => line.querySelectorAll("td").map((cell) => cell.textContent));
    expect(cells[0]?.[3]).toContain("Sent straight to Sign in at work");
    expect(cells[1]?.[3]).toContain("Sent to the sign-in page");
    expect(cells[2]?.[3]).toContain("Shown");
    expect(main(tried)).toContain("“Single sign-on only” needs a connection that is enabled and tested.");
    expect(await database.sql`select 1 from settings where key like 'access.%' and value = 'true'`).toHaveLength(0);
    expect(outcomeOf(await new Visitor(product.url).ask("/"))).toBe(200);
  });

  test.each([
    ["an open shop", {}, "Shown", 200],
    ["force login", { "access.forceLogin": "true" }, "Sent to the sign-in page", "/sign-in"],
    [
      "force login and SSO only",
      { "access.forceLogin": "true", "access.ssoOnly": "true" },
      "Sent straight to",
      "/sign-in/go/oidc-work",
    ],
  ])("P-A8: with %s the real visitor gets what the simulator says", async (_name, keys, words, outcome) => {
    await connect(product, { ...work(), isEnabled: true });
    const changes = Object.entries(keys).map(([key, value]) => ({ key, value }));
    await storeSettings(database.db, changes);
    const said = async () => main(await go("/admin/simulator")).includes(words);
    await waitFor(said, `the simulator to say "${words}"`, 2000);
    expect(outcomeOf(await navigate(new Visitor(product.url), "/"))).toBe(outcome);
    await storeSettings(
      database.db,
      changes.map(({ key }) => ({ key, value: null })),
    );
  });
});

const outcomeOf = ({ status, location }: Answer) => (location === null ? status : (location.split("?", 1)[0] ?? ""));
const navigate = (who: Visitor, path: string) =>
  who.ask(path, { headers: { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" } });
