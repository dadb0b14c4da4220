import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Route, routes } from "@/core/access/routes";
import { masterDataFields } from "@/core/customers/master-data";
import { queueMail } from "@/core/mail/queue";
import { audit } from "@/core/security/audit";
import { makeSecrets } from "@/core/security/secrets";
import { hashToken, newToken } from "@/core/security/token";
import { type Database, openDatabase } from "@/db";
import { insertConnection } from "@/db/queries/connections";
import { insertAccount, insertCustomer } from "@/db/queries/customers";
import { insertImport, insertImportErrors, insertImportPiece, updateImport } from "@/db/queries/imports";
import { insertOrder } from "@/db/queries/orders";
import { insertSameAddress } from "@/db/queries/same-address";
import { insertSession } from "@/db/queries/sessions";
import { freshEmail, makeStaff } from "@/tests/support/make";
import { type Product, startProduct, TEST_SECRET } from "@/tests/support/product";
import { type StaffVisitor, signInStaff } from "@/tests/support/staff";
import type { Answer } from "@/tests/support/visitor";

// What a stranger may be called, as far as the doors let it through. Each would do something if a page, a script or a header took it raw.
const IMG = "<img src=x onerror=alert(1)>";
const SCRIPT = `"><script>alert(2)</script>`;
const LEAVE = "</title></textarea><svg onload=alert(3)>";
const FORMULA = `=HYPERLINK("http://evil.example","x")`;
const TEMPLATE = '{{constructor.constructor("alert(4)")()}}#{7*7}';
const LONG = "W".repeat(64);
const LINES = "Ann\u2028Archer\u2029\u200F\u061C\u200B";
const ENTITY = "&lt;b&gt;&amp;quot;' onmouseover='alert(5)";
const HOSTILE = [IMG, SCRIPT, LEAVE, FORMULA, TEMPLATE, LONG, LINES, ENTITY];

/** What must not stand in a page as it was typed. */
const RAW = /<img src=x|<script>alert|<svg onload|<\/title><\/textarea>/i;

let product: Product;
let database: Database;
let admin: StaffVisitor;
let paths: ReadonlyMap<Route, readonly string[]>;

beforeAll(async () => {
  product = await startProduct({ SMTP_URL: "" });
  database = openDatabase(product.databaseUrl, 2);
  admin = await signInStaff(product);
  paths = await seed();
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

async function customer(firstName: string, lastName: string, email: string | null = freshEmail("evil")) {
  return insertCustomer(database.db, { firstName, lastName, email, emailKey: email, phone: null, origin: "guest" });
}

async function order(customerId: string, number: string): Promise<void> {
  const to = { name: IMG, street: SCRIPT, postcode: "<b>1", postcodeKey: "b1", city: LEAVE, country: "DE", language: "en" };
  const email = freshEmail("evil");
  await insertOrder(database.db, { ...to, number, customerId, email, emailKey: email, totalCents: 100 }, [
    { name: IMG, priceCents: 100, quantity: 1 },
  ]);
}

/** Customers with such names, and everything of theirs that staff can look at. Answers where. */
async function seed(): Promise<ReadonlyMap<Route, readonly string[]>> {
  const { db, sql } = database;
  const email = freshEmail("evil");
  const owner = await insertCustomer(db, {
    firstName: IMG,
    lastName: SCRIPT,
    email,
    emailKey: email,
    phone: null,
    origin: "registration",
  });
  const accountId = await insertAccount(db, {
    customerId: owner.id,
    email,
    emailKey: email,
    language: "en",
    cameBy: "registration",
  });
  const session = { tokenHash: hashToken(newToken()), accountId, method: "password", maxAgeSeconds: 3600, idToken: null };
  await insertSession(db, { ...session, address: "10.0.0.1", userAgent: IMG });
  await order(owner.id, "EVIL1");
  const others = [];
  for (const name of HOSTILE.slice(2)) others.push(await customer(name, IMG));
  const [pending, twin, merged] = others;
  if (!pending || !twin || !merged) throw new Error("nobody was made");
  await order(merged.id, "EVIL2");
  await sql`insert into activations (customer_id, staff_id, email, expires_at)
    values (${pending.id}, ${admin.staffId}, ${email}, now() + interval '1 day')`;
  await insertSameAddress(db, { customerId: owner.id, joinedId: twin.id });
  const preview = await admin.visitor.go(`/admin/customers/${owner.number}/merge?with=${merged.number}`);
  const done = await admin.visitor.submit(preview, "Merge");
  expect(done.location).toContain(`/admin/customers/${owner.number}`);
  await sql`insert into pending_registrations (flow, browser_hash, email, email_key, first_name, last_name, language, support_code, expires_at)
    values ('form', 'a browser', 'una@example.com', 'una@example.com', ${IMG}, ${SCRIPT}, 'en', 'ABCD-2345', now() + interval '1 day')`;
  const request = { address: IMG, userAgent: `${IMG}\r\nforged: line`, language: "en" } as const;
  for (const [at, evil] of HOSTILE.entries())
    await audit(
      { db, request },
      {
        actor: { kind: "customer", accountId },
        action: "customer.changed",
        target: at % 2 === 0 ? { kind: "customer", id: owner.id } : { kind: "name", id: evil },
        outcome: at === 0 ? IMG : "ok",
        detail: { [IMG]: evil, firstName: `${evil} → ${evil}` },
      },
    );
  const secrets = makeSecrets([TEST_SECRET]);
  const facts = {
    number: IMG,
    names: SCRIPT,
    address: LEAVE,
    total: IMG,
    lines: JSON.stringify([{ name: IMG, quantity: 1, price: IMG }]),
  };
  for (const message of ["order-confirmation", "reset-password"] as const)
    await queueMail(
      { db, secrets },
      {
        message,
        to: { email, name: `${IMG}${SCRIPT}` },
        language: "en",
        customerId: owner.id,
        facts,
        secrets: { link: "https://shop.example/x" },
      },
    );
  const importId = await insertImport(db, { kind: "customers", fileName: `${IMG}.csv`, staffId: admin.staffId });
  await insertImportPiece(db, importId, 0, JSON.stringify([[2, HOSTILE]]));
  const file = {
    columns: HOSTILE,
    mapping: { number: 0, lastName: 1 },
    rows: 1,
    pieces: 1,
    refused: 1,
    state: "checked",
  } as const;
  await updateImport(db, importId, file);
  await insertImportErrors(db, importId, [{ line: 2, field: IMG, code: SCRIPT }]);
  await insertConnection(db, { id: "google", provider: "google", fields: { label: IMG }, isDefault: false });
  const colleague = await makeStaff({ db }, { role: "agent" });
  await sql`update staff set name = ${IMG} where id = ${colleague.staffId}`;
  const mails = await sql`select id from mails order by created_at`;
  const found = encodeURIComponent(IMG);
  const all: Partial<Record<Route, readonly string[]>> = {
    "/admin/customers": [
      "/admin/customers",
      `/admin/customers?q=${found}`,
      `/admin/customers?q=${encodeURIComponent(SCRIPT)}&state=${found}`,
    ],
    "/admin/customers/[number]": [owner, pending, twin, ...others.slice(3)].map(({ number }) => `/admin/customers/${number}`),
    "/admin/customers/[number]/merge": [
      `/admin/customers/${owner.number}/merge?with=${twin.number}`,
      `/admin/customers/${owner.number}/merge?q=${found}`,
      `/admin/customers/${owner.number}/merge?with=${found}`,
    ],
    "/admin/registrations": ["/admin/registrations", `/admin/registrations?q=${found}&state=${found}`],
    "/admin/same-address": ["/admin/same-address"],
    "/admin/export": [`/admin/export?q=${found}&state=${found}&problem=${found}`],
    "/admin/import/[id]": [`/admin/import/${importId}`],
    "/admin/mail/[id]": mails.map(({ id }) => `/admin/mail/${id}`),
    "/admin/audit": [
      "/admin/audit",
      `/admin/audit?by=${found}&about=${encodeURIComponent(LEAVE)}&action=${found}&code=${found}&from=${found}`,
    ],
    "/admin/settings/[group]": ["/admin/settings/access", "/admin/settings/shop"],
    "/admin/staff/[person]": [`/admin/staff/${colleague.staffId}`],
    "/admin/sso/[connection]": ["/admin/sso/google"],
    "/admin/sso/new": ["/admin/sso/new?kind=google", `/admin/sso/new?kind=${found}`],
    "/admin/simulator": ["/admin/simulator", `/admin/simulator?visitor=${found}`],
  };
  return new Map(roomRoutes.map((route) => [route, all[route] ?? [route]]));
}

// Those answer files, and only to a form.
const FILES = /\/(file|upload|errors|export)$/;
const isRoom = ([route, kind]: [string, string]) =>
  /^(agent|admin)$/.test(kind) && (!FILES.test(route) || route === "/admin/export");
const roomRoutes = Object.entries(routes)
  .filter(isRoom)
  .map(([route]) => route as Route);

/** What is in a page that would run, whoever put it there. */
function running({ page }: Answer): string[] {
  const inline = page.querySelectorAll("*").flatMap((each) => Object.keys(each.attributes).filter((name) => /^on/i.test(name)));
  const scripts = page.querySelectorAll("script").filter((each) => !each.getAttribute("nonce") && !each.getAttribute("src"));
  const urls = page
    .querySelectorAll("[href], [src], [action]")
    .flatMap((each) =>
      ["href", "src", "action"]
        .map((name) => each.getAttribute(name) ?? "")
        .filter((url) => /^\s*(javascript|data:text|vbscript):?/i.test(url)),
    );
  return [...inline, ...scripts.map((each) => each.outerHTML.slice(0, 80)), ...urls];
}

describe("a customer whose name would do something", () => {
  test("T-A12: the names are ones that the doors let through, so that staff may really meet them", () => {
    for (const name of HOSTILE) expect([name, masterDataFields.lastName.safeParse(name).success]).toEqual([name, true]);
  });

  test.each(roomRoutes)("T-A12: %s shows it as text and runs nothing", async (route) => {
    for (const path of paths.get(route) ?? []) {
      const answer = await admin.visitor.go(path);
      expect([path, answer.status < 500]).toEqual([path, true]);
      expect([path, RAW.exec(answer.body)?.[0]]).toEqual([path, undefined]);
      expect([path, running(answer)]).toEqual([path, []]);
      expect([path, answer.page.querySelectorAll("main img[src=x], main svg[onload]").length]).toEqual([path, 0]);
      expect(String(answer.headers["content-security-policy"])).toMatch(/script-src[^;]*'nonce-/);
    }
  });

  test("T-A12: and it is really there, escaped, on every page that shows customers", async () => {
    for (const route of [
      "/admin/customers",
      "/admin/customers/[number]",
      "/admin/customers/[number]/merge",
      "/admin/registrations",
      "/admin/same-address",
      "/admin/import/[id]",
      "/admin/mail/[id]",
      "/admin/audit",
    ] as const) {
      const { status, page } = await admin.visitor.go(paths.get(route)?.[0] ?? "");
      expect([route, status]).toEqual([route, 200]);
      const seen = [
        page.querySelector("main")?.textContent,
        ...page.querySelectorAll("main iframe").map((one) => one.getAttribute("srcdoc")),
      ];
      expect([route, /<img src=x|&lt;img src=x/.test(seen.join(" "))]).toEqual([route, true]);
    }
  });

  test("T-A12: a mail's preview is closed in: no script, no form, no link to us runs in it, and its text is escaped", async () => {
    for (const path of paths.get("/admin/mail/[id]") ?? []) {
      const { page } = await admin.visitor.go(path);
      const frame = page.querySelector("main iframe");
      expect(frame?.getAttribute("sandbox")).toBe("");
      expect(RAW.exec(frame?.getAttribute("srcdoc") ?? "")?.[0]).toBeUndefined();
    }
  });

  test("T-A12, T-D1: in files formulas are disarmed, and markup is a file to keep, not a page", async () => {
    const file = await admin.visitor.submit(await admin.visitor.go("/admin/export"), "Download customers");
    expect(file.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(String(file.headers["content-disposition"])).toMatch(/^attachment/);
    expect(file.headers["x-content-type-options"]).toBe("nosniff");
    expect(file.body).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
    expect(file.body.split(/\r\n/).filter((row) => /^(=|\+|-|@)/.test(row))).toEqual([]);
  });

  test.each([
    ["a right-to-left override", "Ann\u202Eexe.cod"],
    ["an isolate", "Ann\u2067Archer"],
    ["a line end", "Ann\r\nBcc: evil@example.com"],
    ["a NUL", "Ann\u0000Archer"],
    ["an escape", "\u001B[31mAnn"],
    ["a letter more than allowed", `${LONG}W`],
  ])("T-A12: %s is refused at staff's own door, and nobody is made", async (_what, lastName) => {
    const count = async () => (await database.sql`select 1 from customers`).length;
    const before = await count();
    expect(masterDataFields.lastName.safeParse(lastName).success).toBe(false);
    const answer = await admin.visitor.submit(await admin.visitor.go("/admin/customers/new"), "Add customer", { lastName });
    expect([400, 422]).toContain(answer.status);
    expect(await count()).toBe(before);
  });
});
