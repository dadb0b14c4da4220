import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { roomPermissions } from "@/core/access/room-permissions";
import { type Route, routes } from "@/core/access/routes";
import { makeSecrets } from "@/core/security/secrets";
import { newAuthenticatorSecret, sealSecret } from "@/core/staff/one-time-code";
import { type Database, openDatabase } from "@/db";
import { makeInvited } from "@/tests/support/activation";
import { makeStaff } from "@/tests/support/make";
import { type Product, startProduct, TEST_SECRET } from "@/tests/support/product";
import { codeOf } from "@/tests/support/second-factor";
import { changeSettings } from "@/tests/support/settings";
import { signInStaff } from "@/tests/support/staff";
import { Visitor } from "@/tests/support/visitor";

let product: Product;
let database: Database;
beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const authenticator = newAuthenticatorSecret();
const SEALED = sealSecret({ secrets: makeSecrets([TEST_SECRET]) }, authenticator);
const pathOf = ({ location }: { location: string | null }) => location?.split("?", 1)[0] ?? null;

async function withAuthenticator() {
  const staff = await makeStaff(database, { role: "agent" });
  await database.sql`insert into staff_totp (staff_id, secret, confirmed_at) values (${staff.staffId}, ${SEALED}, now())`;
  return staff;
}

const passFirst = async (visitor: Visitor, { email, password }: { email: string; password: string }, path = "/admin/sign-in") =>
  visitor.submitAndGo(await visitor.go(path), "Sign in", { identifier: email, password });

describe("the second step at the staff's door", () => {
  test("T-S3: the password alone opens nothing; the code does, leads to the wanted room, and counts once", async () => {
    const staff = await withAuthenticator();
    const visitor = new Visitor(product.url);
    const step = await passFirst(visitor, staff, "/admin/audit");
    expect([step.path.split("?")[0], step.page.querySelector("h1")?.textContent]).toEqual([
      "/admin/sign-in/second-step",
      "Your code",
    ]);
    expect(visitor.cookies.has("foyer-staff")).toBe(false);
    expect(pathOf(await visitor.ask("/admin"))).toBe("/admin/sign-in");
    const code = codeOf(authenticator, 0);
    const wrong = await visitor.submit(step, "Sign in", { code: code === "000000" ? "000001" : "000000" });
    expect([wrong.status, visitor.cookies.has("foyer-staff")]).toEqual([401, false]);
    expect((await visitor.submitAndGo(step, "Sign in", { code })).path).toBe("/admin/audit");
    const other = new Visitor(product.url);
    expect((await other.submit(await passFirst(other, staff), "Sign in", { code })).status).toBe(401);
  });

  test("T-C6: it is open only in the browser that gave the password, for five tries, and never without one", async () => {
    const staff = await withAuthenticator();
    const [visitor, thief] = [new Visitor(product.url), new Visitor(product.url)];
    const step = await passFirst(visitor, staff);
    expect((await thief.ask("/admin/sign-in/second-step")).status).toBe(410);
    expect((await thief.submit(step, "Sign in", { code: codeOf(authenticator, 0) })).status).toBe(401);
    for (let tries = 0; tries < 5; tries++) expect((await visitor.submit(step, "Sign in", { code: "12345x" })).status).toBe(401);
    const late = await visitor.submit(step, "Sign in", { code: codeOf(authenticator, 0) });
    expect([late.status, visitor.cookies.has("foyer-staff")]).toEqual([401, false]);
    expect((await visitor.ask("/admin/sign-in/second-step")).status).toBe(410);
  });

  test("T-S1: a wrong password says the same with and without a second factor", async () => {
    const [plain, guarded] = [await makeStaff(database, { role: "agent" }), await withAuthenticator()];
    const said = [];
    for (const { email } of [plain, guarded]) {
      const visitor = new Visitor(product.url);
      const { status, path, page } = await passFirst(visitor, { email, password: "wrong, certainly" });
      const summary = page.querySelector("[data-summary]")?.textContent.replace(/[0-9A-Z]{4}-[0-9A-Z]{4}/, "");
      said.push([status, path, summary]);
    }
    expect(said[0]).toEqual(said[1]);
  });
});

const ofStaff = Object.entries(routes).filter(([, kind]) => /^(agent|admin)$/.test(kind));
/** Rooms that are more than a page to look at: files, what a page's script asks, streams. */
const NO_PAGE = /\/(file|upload|preview|logo|events)$/;
/** Rooms with a page of their own, and nothing that stands for one thing. */
const rooms = ofStaff.map(([route]) => route as Route).filter((route) => !/\[(?!group)/.test(route) && !NO_PAGE.test(route));
const addressOf = (route: string) => route.replace("[group]", "shop").replace(/\/sso\/new$/, "/sso/new?kind=google");

describe("where the shop asks everybody for a second factor", () => {
  const own: Route = "/admin/account/second-factor";

  test("T-A13: who has none gets to where it is set up and nowhere else, with no form of another room; set up, everything opens", async () => {
    const { visitor, password } = await signInStaff(product);
    const open = await visitor.go("/admin/settings/shop");
    await changeSettings(product, { "staff.requireSecondFactor": "true" });
    for (const route of rooms)
      expect([route, pathOf(await visitor.ask(addressOf(route)))]).toEqual([route, route === own ? null : own]);
    const posted = await visitor.submit(open, "Save", { "shop.name": "Without a second factor" });
    expect(pathOf(posted)).toBe(own);
    expect(await database.sql`select 1 from settings where key = 'shop.name'`).toHaveLength(0);
    const scan = await visitor.submitAndGo(await visitor.go(own), "Begin");
    const key = scan.page.querySelector("main .select-all")?.textContent.replaceAll(" ", "") ?? "";
    const done = await visitor.submitAndGo(scan, "Switch on", { code: codeOf(key), confirmPassword: password });
    expect(done.page.querySelectorAll("main li").length).toBeGreaterThanOrEqual(10);
    for (const route of rooms) expect([route, (await visitor.ask(addressOf(route))).status]).toEqual([route, 200]);
    await changeSettings(product, { "staff.requireSecondFactor": "false" });
    expect((await signInStaff(product)).landed.status).toBe(200);
  });
});

describe("a permission that is withheld", () => {
  let number: string;
  beforeEach(async () => {
    number = (await makeInvited(database)).number;
  });

  const withhold = (staffId: string, permission: string) =>
    database.sql`update staff set withheld = ${[permission]} where id = ${staffId}`;

  const shut = new Map<string, Route[]>();
  for (const [route, permission] of Object.entries(roomPermissions))
    if (!route.includes("[") || route.includes("[group]"))
      shut.set(permission, [...(shut.get(permission) ?? []), route as Route]);

  test.each([...shut])(
    "T-A1, T-A7: without %s the rooms %j are not there, from the next click on, for an admin neither",
    async (permission, closed) => {
      const { visitor, staffId } = await signInStaff(product);
      const asked = closed.filter((route) => !NO_PAGE.test(route));
      for (const route of asked) expect([route, (await visitor.ask(addressOf(route))).status]).toEqual([route, 200]);
      await withhold(staffId, permission);
      // Managing staff belongs to the role: it can be withheld by nobody, and a row that says so all the same shuts the room.
      for (const route of asked) expect([route, (await visitor.ask(addressOf(route))).status]).toEqual([route, 404]);
      expect((await visitor.ask("/admin")).status).toBe(200);
    },
  );

  /** What is done with a permission: on which page, with which button, and how the door refuses it when it is withheld. */
  const acts: readonly (readonly [string, string, () => string, Record<string, string>, number])[] = [
    ["customers.edit", "Add customer", () => "/admin/customers/new", { lastName: "Withheld" }, 404],
    ["customers.edit", "Save", () => `/admin/customers/${number}`, { lastName: "Withheld" }, 403],
    ["customers.erase", "Delete for good", () => `/admin/customers/${number}`, {}, 403],
    ["activation.send", "Send activation e-mail", () => `/admin/customers/${number}`, {}, 403],
    ["activation.copy-link", "Copy activation link", () => `/admin/customers/${number}`, {}, 403],
    ["orders.attach", "Attach order", () => `/admin/customers/${number}`, { orderNumber: "ORDER1" }, 403],
    ["settings.edit", "Save", () => "/admin/settings/shop", { "shop.name": "Withheld" }, 404],
    ["connections.edit", "Save", () => "/admin/sso/new?kind=google", { label: "Withheld" }, 404],
    ["staff.manage", "Send invitation", () => "/admin/staff", { name: "Nell", email: "nell@example.com" }, 404],
    ["customers.export", "Download data", () => `/admin/customers/${number}`, {}, 403],
  ];

  test.each(acts)(
    "T-A1, T-A7: without %s a form that was open before does nothing when *%s* is pressed",
    async (permission, button, path, fields, status) => {
      const { visitor, staffId } = await signInStaff(product);
      const open = await visitor.go(path());
      await withhold(staffId, permission);
      const before = await counted();
      const typed = button === "Delete for good" ? { typedNumber: number } : fields;
      const answer = await visitor.submit(open, button, typed);
      expect(answer.status).toBe(status);
      expect(await counted()).toEqual(before);
    },
  );

  const counted = () =>
    database.sql`select (select count(*) from customers where last_name = 'Withheld' or erased_at is not null) as customers,
      (select count(*) from activations) as activations, (select count(*) from settings) as settings,
      (select count(*) from connections) as connections, (select count(*) from staff) as staff,
      (select count(*) from order_attachments) as attachments, (select count(*) from audit_log where action = 'customer.exported') as exports`;
});
