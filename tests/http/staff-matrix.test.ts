import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Route, routes } from "@/core/access/routes";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { type Database, openDatabase } from "@/db";
import { insertConnection } from "@/db/queries/connections";
import { insertMail } from "@/db/queries/mails";
import { makeAccount } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { filesReachableFrom } from "@/tests/support/reachable";
import { signInStaff } from "@/tests/support/staff";
import { type Answer, readForm, Visitor } from "@/tests/support/visitor";

const who = ["anonymous", "customer", "agent", "admin"] as const;
type Who = (typeof who)[number];

// Where each gets to by asking for a page: its status, or the door they are sent to.
const STAFF_DOOR = "/admin/sign-in";
const DOOR = "/sign-in";
const staffOnly = [STAFF_DOOR, STAFF_DOOR, 200, 200] as const;
const customersOnly = [DOOR, 200, DOOR, DOOR] as const;

/** T-A1's written table. A new route of these kinds without a line here fails the test below. */
const table: Partial<Record<Route, readonly [number | string, number | string, number | string, number | string]>> = {
  "/admin": staffOnly,
  "/admin/audit": staffOnly,
  "/admin/customers": staffOnly,
  "/admin/customers/new": staffOnly,
  "/admin/customers/[number]": staffOnly,
  "/admin/registrations": staffOnly,
  "/admin/approvals": staffOnly,
  "/admin/customers/[number]/export": [405, 405, 405, 405],
  "/admin/export": staffOnly,
  "/admin/export/file": [405, 405, 405, 405],
  "/admin/audit/file": [405, 405, 405, 405],
  "/admin/import": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  "/admin/import/upload": [405, 405, 405, 405],
  "/admin/import/[id]": [STAFF_DOOR, STAFF_DOOR, 404, 404],
  "/admin/import/[id]/errors": [STAFF_DOOR, STAFF_DOOR, 404, 404],
  "/admin/customers/[number]/merge": staffOnly,
  "/admin/same-address": staffOnly,
  "/admin/companies": staffOnly,
  "/admin/partners": staffOnly,
  "/admin/partners/[id]": [STAFF_DOOR, STAFF_DOOR, 404, 404],
  // None of this id.
  "/admin/companies/[id]": [STAFF_DOOR, STAFF_DOOR, 404, 404],
  "/admin/messages": staffOnly,
  // Only for who asks for a stream of events.
  "/admin/messages/events": [STAFF_DOOR, STAFF_DOOR, 406, 406],
  // None of this id.
  "/admin/messages/[conversation]": [STAFF_DOOR, STAFF_DOOR, 404, 404],
  "/admin/mail": staffOnly,
  "/admin/mail/[id]": staffOnly,
  "/admin/mail/suppressed": staffOnly,
  "/admin/mail/incoming": staffOnly,
  // None of this id.
  "/admin/mail/incoming/[id]": [STAFF_DOOR, STAFF_DOOR, 404, 404],
  "/admin/mail/mailboxes": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  "/admin/mail/mailboxes/new": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  "/admin/mail/mailboxes/[mailbox]": [STAFF_DOOR, STAFF_DOOR, 404, 404],
  "/admin/mail/sending": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  "/admin/mail/templates": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  "/admin/mail/templates/[message]": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  "/admin/mail/templates/preview": [405, 405, 405, 405],
  "/admin/mail/templates/logo": [405, 405, 405, 405],
  "/admin/settings/fields": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  "/admin/settings/user-types": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  "/admin/settings/[group]": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  "/admin/settings/legal": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  // There is none yet.
  "/admin/settings/legal/[edition]": [STAFF_DOOR, STAFF_DOOR, 404, 404],
  // No link was made in this shop.
  "/admin/registration-link/[format]": [STAFF_DOOR, STAFF_DOOR, 404, 404],
  "/admin/sso": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  "/admin/sso/new": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  "/admin/sso/[connection]": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  "/admin/simulator": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  "/admin/staff": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  "/admin/staff/[person]": [STAFF_DOOR, STAFF_DOOR, 404, 200],
  "/admin/account": staffOnly,
  "/admin/account/second-factor": staffOnly,
  "/admin/sign-in/second-step": [410, 410, 410, 410],
  "/admin/sign-in": [200, 200, 200, 200],
  "/admin/setup/[token]": [410, 410, 410, 410],
  "/admin/unlock/[token]": [410, 410, 410, 410],
  "/admin/sign-out": [405, 405, 405, 405],
  "/account": customersOnly,
  "/account/orders": customersOnly,
  "/account/questions": [DOOR, "/account", DOOR, DOOR],
  "/account/orders/claim": customersOnly,
  "/account/security": customersOnly,
  "/account/profile": customersOnly,
  // Who has no company finds nothing there.
  "/account/company": [DOOR, 404, DOOR, DOOR],
  // Who has opened no invitation goes on to their account.
  "/account/invitation": [DOOR, "/account", DOOR, DOOR],
  "/account/messages": customersOnly,
  "/account/messages/events": [DOOR, 406, DOOR, DOOR],
  "/account/email": customersOnly,
  "/account/data": customersOnly,
  // Who signs in with an address already has nothing to do there.
  "/account/email-sign-in": ["/sign-in", "/account/security", "/sign-in", "/sign-in"],
  "/account/data/export": [405, 405, 405, 405],
  "/register/welcome": customersOnly,
  "/consents": customersOnly,
};

let product: Product;
let visitors: Record<Who, Visitor>;
let mailId: string;
let customerNumber: string;
let colleagueId: string;

beforeAll(async () => {
  product = await startProduct();
  const agent = await signInStaff(product, "agent");
  colleagueId = agent.staffId;
  visitors = {
    anonymous: new Visitor(product.url),
    customer: await signInCustomer(),
    agent: agent.visitor,
    admin: (await signInStaff(product, "admin")).visitor,
  };
  await withDatabase(async (db) => {
    await insertConnection(db, { id: "google", provider: "google", fields: { label: "Google" }, isDefault: false });
    mailId = await insertMail(db, {
      message: "password-changed",
      language: "en",
      toEmail: "ann@example.com",
      toName: "Ann",
      customerId: null,
      facts: { name: "Ann" },
      secrets: null,
      codeExpiresInSeconds: null,
    });
  });
});
afterAll(() => product.stop());

async function withDatabase<T>(work: (db: Database["db"], sql: Database["sql"]) => Promise<T>): Promise<T> {
  const { db, sql, end } = openDatabase(product.databaseUrl, 1);
  try {
    return await work(db, sql);
  } finally {
    await end();
  }
}

async function signInCustomer(): Promise<Visitor> {
  const { email, password, number } = await withDatabase((db) => makeAccount({ db, hash: STANDARD_HASH }));
  customerNumber = number;
  const visitor = new Visitor(product.url);
  const landed = await visitor.submitAndGo(await visitor.go("/sign-in"), "Sign in", { identifier: email, password });
  expect(landed.path).toBe("/account");
  return visitor;
}

const ofKinds = (kinds: RegExp) => Object.entries(routes).flatMap(([route, kind]) => (kinds.test(kind) ? [route] : []));
const pathOf = (route: string) =>
  route
    .replace("[group]", "access")
    .replace("[conversation]", "00000000-0000-4000-8000-000000000000")
    .replace("[message]", "reset-password")
    .replace("[id]", mailId)
    .replace("[number]", customerNumber)
    .replace("[person]", colleagueId)
    .replace("[format]", "svg")
    .replace("[token]", "A".repeat(43))
    .replace("[connection]", "google")
    .replace(/\/sso\/new$/, "/sso/new?kind=google");
const outcome = ({ status, location }: Answer) => (location === null ? status : (location.split("?", 1)[0] ?? ""));

describe("who may open which room", () => {
  test("T-A1: every route for staff and for signed-in customers stands in the table", () => {
    expect(Object.keys(table).sort()).toEqual(ofKinds(/^(agent|admin|staff-door|account)$/).sort());
  });

  test.each(Object.entries(table))("T-A1: %s opens for %j and nobody else", async (route, expected) => {
    const seen = [];
    for (const one of who) seen.push(outcome(await visitors[one].ask(pathOf(route))));
    expect(seen).toEqual(expected);
  });

  test("T-A1: a page that is shut shows nothing of itself, whatever headers ask for it", async () => {
    for (const headers of [
      {},
      { rsc: "1" },
      { "x-middleware-subrequest": "middleware" },
      { "next-router-prefetch": "1", rsc: "1" },
    ]) {
      const audit = await visitors.customer.ask("/admin/audit", { headers });
      const settings = await visitors.agent.ask("/admin/settings/mail", { headers });
      expect(`${audit.body}${settings.body}`).not.toMatch(/Audit log<\/h1>|staff\.sign-in|Mail server/);
    }
  });

  test("T-A1: after signing in the wanted room opens, and only rooms can be wanted", async () => {
    const visitor = new Visitor(product.url);
    const sent = await visitor.ask("/admin/audit?action=sign-in");
    expect(sent.location).toBe("/admin/sign-in?returnTo=%2Fadmin%2Faudit%3Faction%3Dsign-in");
    for (const evil of ["//evil.example/admin", "https://evil.example", "/account", "/admin/sign-out", "/adminevil", "/\\evil"]) {
      const door = await visitor.ask(`/admin/sign-in?returnTo=${encodeURIComponent(evil)}`);
      expect(readForm(door, "Sign in").data.get("returnTo")).toBe("/admin");
    }
  });
});

describe("what is done in rooms", () => {
  const settingsForm = async () => visitors.admin.go("/admin/settings/shop");
  const shopNames = () => withDatabase((_db, sql) => sql`select value from settings where key = 'shop.name'`);

  test.each(["anonymous", "customer", "agent"] as const)(
    "T-A1: settings posted by a visitor of kind %s are not saved",
    async (one) => {
      const answer = await visitors[one].submit(await settingsForm(), "Save", { "shop.name": "Taken over" });
      expect(one === "agent" ? answer.status : outcome(answer)).toBe(one === "agent" ? 404 : STAFF_DOOR);
      expect(await shopNames()).toHaveLength(0);
    },
  );

  test("T-A7, T-K7: an admin whose role was taken away with the page open cannot save it", async () => {
    const { visitor, staffId } = await signInStaff(product, "admin");
    const open = await visitor.go("/admin/settings/shop");
    await withDatabase((_db, sql) => sql`update staff set role = 'agent' where id = ${staffId}`);
    expect((await visitor.submit(open, "Save", { "shop.name": "Taken over" })).status).toBe(404);
    expect((await visitor.ask("/admin/settings/shop")).status).toBe(404);
    expect((await visitor.ask("/admin/audit")).status).toBe(200);
    await withDatabase((_db, sql) => sql`update staff set deactivated_at = now() where id = ${staffId}`);
    expect(outcome(await visitor.ask("/admin/audit"))).toBe(STAFF_DOOR);
    expect(await shopNames()).toHaveLength(0);
  });

  test("T-A1: a customer's cookie under the staff's name opens nothing, nor the other way round", async () => {
    const swapped = new Visitor(product.url);
    swapped.cookies.set("foyer-staff", visitors.customer.cookies.get("foyer.sid") ?? "");
    swapped.cookies.set("foyer.sid", visitors.admin.cookies.get("foyer-staff") ?? "");
    expect(outcome(await swapped.ask("/admin"))).toBe(STAFF_DOOR);
    expect(outcome(await swapped.ask("/account"))).toBe(DOOR);
  });

  test("T-K4: signing out ends the session for good", async () => {
    const { visitor, landed } = await signInStaff(product, "agent");
    const kept = visitor.cookies.get("foyer-staff") ?? "";
    expect((await visitor.submitAndGo(landed, "Sign out")).path).toBe(STAFF_DOOR);
    expect(visitor.cookies.has("foyer-staff")).toBe(false);
    visitor.cookies.set("foyer-staff", kept);
    expect(outcome(await visitor.ask("/admin"))).toBe(STAFF_DOOR);
  });
});

describe("a customer's password", () => {
  test("T-A4: no page of the back office has a field for one, but for staff's own", async () => {
    for (const route of Object.keys(table).filter(
      (one) => (routes[one as Route] === "agent" || routes[one as Route] === "admin") && !one.startsWith("/admin/account"),
    )) {
      const { page } = await visitors.admin.go(pathOf(route));
      const names = page.querySelectorAll("input").map((input) => input.getAttribute("name") ?? "");
      expect(names.filter((name) => /password/i.test(name) && !name.startsWith("passwords."))).toEqual([]);
    }
  });

  test("T-A4: nothing that the back office can run reaches what stores one", () => {
    const reached = filesReachableFrom("app/admin");
    expect(reached.size).toBeGreaterThan(60);
    expect(reached).toContain("core/settings/save-settings.ts");
    // Approving takes over the hash of what the registrant chose and proved the mailbox for; no staff member types one.
    const storing = [...reached].filter((file) => /\bstorePasswordHash\(/.test(readFileSync(file, "utf8")));
    expect(storing.sort()).toEqual(["core/approvals/approve-registration.ts", "db/queries/sign-in.ts"]);
  });

  test("T-A4, T-S15: posting one along with settings changes nothing", async () => {
    const passwords = () => withDatabase((_db, sql) => sql`select account_id, hash from passwords order by 1`);
    const before = await passwords();
    expect(before.length).toBeGreaterThan(0);
    const extra = { password: "x", newPassword: "quiet owl under the bridge", accountId: String(before[0]?.account_id) };
    const answer = await visitors.admin.submit(await visitors.admin.go("/admin/settings/shop"), "Save", {
      "shop.name": "Other",
      ...extra,
    });
    expect(answer.status).toBe(404);
    expect(await passwords()).toEqual(before);
  });
});
