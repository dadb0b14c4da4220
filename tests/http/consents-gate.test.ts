import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Route, routes } from "@/core/access/routes";
import { askRsc, type ClosedShop, startClosedShop } from "@/tests/support/closed-shop";
import { changeSettings } from "@/tests/support/settings";
import { signInStaff } from "@/tests/support/staff";
import type { Answer, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let shop: ClosedShop;
let admin: Visitor;
beforeAll(async () => {
  shop = await startClosedShop();
  await changeSettings(shop.product, { "access.forceLogin": "false" });
  admin = (await signInStaff(shop.product)).visitor;
});
afterAll(() => shop.end());

const heading = (answer: Answer) => answer.page.querySelector("h1")?.textContent;
const GATE = "Please look at what has changed";
/** What stands on the pages of the shop: a product's description and price, the street of an order. */
const INSIDE = /engraved|4,321\.98|Quincewood/;
const WANTED = "/account/orders?from=mail";
const gateFor = (wanted: string) => `/consents?returnTo=${encodeURIComponent(wanted)}`;

/** Publishes the terms in the back office, as a new version, and waits until everybody can read them. */
async function publish(text: string) {
  const room = await admin.go("/admin/settings/legal");
  const change = room.page.querySelector("[name=change]") ? { change: "new" } : {};
  await admin.submitAndGo(room, "Publish", { "text.en": text, ...change });
  await waitFor(async () => (await shop.visitor().ask("/terms")).body.includes(text.replace("# ", "")), "the terms to be read");
}

async function signIn(wanted = WANTED): Promise<{ visitor: Visitor; landed: Answer }> {
  const visitor = shop.visitor();
  const { email: identifier, password } = shop.account;
  const page = await visitor.go(`/sign-in?returnTo=${encodeURIComponent(wanted)}`);
  return { visitor, landed: await visitor.submitAndGo(page, "Sign in", { identifier, password }) };
}

/** What is closed until the texts are accepted: the shop and everything of the customer's. */
const isClosed = (route: string, kind: string) => ["storefront", "purchase", "account"].includes(kind) && route !== "/consents";
const closedRoutes = Object.entries(routes).flatMap(([route, kind]) => (isClosed(route, kind) ? [route] : []));

test("P-R10: after a new version a sign-in leads to it first, nothing else opens, and accepting leads on to the wanted page", async () => {
  const before = await signIn();
  expect(before.landed.path).toBe(WANTED);
  const form = await before.visitor.go("/account/profile");
  await publish("# The first terms");
  expect((await before.visitor.ask("/account")).status, "a session that had begun goes on").toBe(200);

  const { visitor, landed } = await signIn();
  expect([landed.path, heading(landed)]).toEqual([gateFor(WANTED), GATE]);
  expect(closedRoutes.length).toBeGreaterThan(15);
  for (const route of closedRoutes) {
    const path = shop.pathOf(route);
    const read = await visitor.ask(path);
    const asked = read.status === 405 ? await visitor.ask(path, { method: "POST" }) : read;
    // A page moves its visitor, a form and a stream of events answer by themselves.
    const moved = asked === read && !route.endsWith("/events") ? 307 : 303;
    expect([asked.status, asked.location, route]).toEqual([moved, gateFor(path.replace(/[?&]key=[^&]*/, "")), route]);
    for (const answer of [asked, await askRsc(visitor, path)]) expect(answer.body, route).not.toMatch(INSIDE);
  }

  const [name] = await shop.database.db.execute(sql`select first_name from customers where number = ${shop.account.number}`);
  const posted = await visitor.submit(form, "Save", { firstName: "Changed" });
  expect([posted.status, posted.location?.startsWith("/consents?returnTo=")], "a form that was opened before").toEqual([
    303,
    true,
  ]);
  expect(await shop.database.db.execute(sql`select first_name from customers where number = ${shop.account.number}`)).toEqual([
    name,
  ]);

  const empty = await visitor.submit(landed, "Accept and continue");
  expect([empty.status, (await visitor.ask("/account")).location]).toEqual([422, gateFor("/account")]);
  const box = landed.page.querySelector("[name=acceptTerms]")?.getAttribute("value") ?? "";
  const accepted = await visitor.submitAndGo(empty, "Accept and continue", { acceptTerms: box });
  expect([accepted.path, accepted.status]).toEqual([WANTED, 200]);
  expect((await visitor.ask("/cart")).status).toBe(200);
  expect((await signIn()).landed.path, "asked once").toBe(WANTED);
});

test("P-R10: who does not want to accept can read the texts, change the language and sign out, and is asked again at the next sign-in", async () => {
  await publish("# The second terms");
  const { visitor, landed } = await signIn();
  expect(heading(landed)).toBe(GATE);
  expect((await visitor.ask("/terms")).status).toBe(200);
  const left = await visitor.submitAndGo(landed, "Sign out");
  expect(left.path).toBe("/signed-out");
  expect((await visitor.ask("/account")).location).toMatch(/^\/sign-in/);
  expect((await visitor.ask("/cart")).status, "a visitor is asked nothing").toBe(200);
  expect(heading((await signIn()).landed)).toBe(GATE);
});

test("P-R10: a box that was ticked for an older version counts for none", async () => {
  const { visitor, landed } = await signIn();
  const box = landed.page.querySelector("[name=acceptTerms]")?.getAttribute("value") ?? "";
  await publish("# The third terms");
  const late = await visitor.submit(landed, "Accept and continue", { acceptTerms: box });
  expect([late.status, (await visitor.ask("/account")).location]).toEqual([409, gateFor("/account")]);
  const again = await visitor.go("/consents");
  const newest = again.page.querySelector("[name=acceptTerms]")?.getAttribute("value") ?? "";
  expect(newest).not.toBe(box);
  expect((await visitor.submit(again, "Accept and continue", { acceptTerms: newest })).location).toBe("/account");
});

test("T-U1: the page behind it is ours, whatever its address says", async () => {
  await publish("# The fourth terms");
  for (const wanted of ["https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example", "%2Fconsents"]) {
    const { visitor } = await signIn();
    const page = await visitor.go(`/consents?returnTo=${wanted}`);
    const box = page.page.querySelector("[name=acceptTerms]")?.getAttribute("value");
    const done = await visitor.submit(page, box ? "Accept and continue" : "Continue", {
      ...(box ? { acceptTerms: box } : {}),
      returnTo: decodeURIComponent(wanted),
    });
    expect(done.location, wanted).toBe("/account");
  }
});

test("P-R10: whoever signs in by a mailed code is asked as well", async () => {
  await publish("# The fifth terms");
  const visitor = shop.visitor();
  const page = await visitor.go("/sign-in/code");
  const sent = await visitor.submitAndGo(page, "Send me a code", { identifier: shop.account.email });
  const { text } = await shop.product.mail.newestTo(shop.account.email, /Your code to sign in/);
  const code = /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? "";
  const landed = await visitor.submitAndGo(sent, "Confirm code", { code });
  expect(heading(landed)).toBe(GATE);
  const route: Route = "/account";
  expect((await visitor.ask(route)).location).toBe(gateFor(route));
});
