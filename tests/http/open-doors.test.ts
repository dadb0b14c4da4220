import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RouteKind, routes } from "@/core/access/routes";
import { type Database, openDatabase } from "@/db";
import type { SettingKey } from "@/settings/registry";
import { type BuiltAction, builtActions } from "@/tests/support/built";
import { CHEAP_HASH } from "@/tests/support/context";
import { freshEmail, freshPassword, type MadeAccount, makeAccount, makeNumberAccount, makeStaff } from "@/tests/support/make";
import { makeOrder } from "@/tests/support/make-shop";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings, openRegistration } from "@/tests/support/settings";
import { type Answer, Visitor } from "@/tests/support/visitor";

let product: Product;
let database: Database;
let known: MadeAccount;
let byNumber: MadeAccount;
let gone: MadeAccount;
let staffEmail: string;
let order: string;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  await openRegistration(product, { "registration.captcha": "off", "access.codeSignIn": "true" });
  const ctx = { db: database.db, hash: CHEAP_HASH };
  known = await makeAccount(ctx);
  byNumber = await makeNumberAccount(ctx, { contact: freshEmail("ann") });
  gone = await makeAccount(ctx);
  await database.db.execute(sql`update accounts set deactivated_at = now() where id = ${gone.accountId}`);
  staffEmail = (await makeStaff(ctx)).email;
  order = (await makeOrder(ctx, known)).number;
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

const unknownNumber = () => String(Number(known.number) + 5000);

/** All of an answer but what differs each time, and the name that was typed: status, headers, cookies, length and the page. */
function toldBy({ status, headers, body }: Answer, typed: string) {
  const { date: _, "set-cookie": cookies, ...others } = headers;
  const nonce = /nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1] ?? "none";
  const mask = (text: string) =>
    text
      .replaceAll(nonce, "(nonce)")
      .replaceAll(typed, "(typed)")
      .replaceAll(encodeURIComponent(typed), "(typed)")
      .replace(/(?<=foyer-carried=)[^;]+/, "(typed, sealed)")
      .replace(/[\w-]{43}/g, "(token)")
      .replace(/\b[2-9A-Z]{4}-[2-9A-Z]{4}\b/g, "(support)")
      .replace(/(?<=\$ACTION_KEY" value=")[^"]*/g, "(key)");
  return {
    status,
    headers: mask(JSON.stringify(others)),
    cookies: [cookies ?? []].flat().map((line) => mask(line).replace(/Expires=[^;]*/i, "")),
    length: mask(body).length,
    body: mask(body),
  };
}

/** A form that takes a name of somebody, and the names it is tried with: none of them may be told from the first. */
type Door = {
  readonly path: string;
  readonly button: string;
  readonly field: string;
  readonly others: Readonly<Record<string, string>>;
  readonly names: () => Readonly<Record<string, string>>;
  /** What the shop chose meanwhile. */
  readonly settings?: Partial<Record<SettingKey, string>>;
};
const everyName = () => ({
  "an unknown address": freshEmail("ann"),
  "a known address": known.email,
  "a deactivated one": gone.email,
  "the address of an account that signs in by number": byNumber.email,
  "the address of somebody of the staff": staffEmail,
});
const everyNumber = () => ({
  "an unknown number": unknownNumber(),
  "a known number": known.number,
  "the number of an account that has nothing else": byNumber.number,
  "a deactivated one": gone.number,
  "a short one": "4711",
});
const registering = (flow: string, others: Readonly<Record<string, string>>): Door => ({
  path: "/register",
  button: "Create account",
  field: "email",
  others,
  names: everyName,
  settings: { "registration.flow": flow },
});
const names = { firstName: "Robin", lastName: "Reed" };
const wrong = { password: "a wrong one, certainly" };
const DOORS: Record<string, readonly Door[]> = {
  signInAction: [
    { path: "/sign-in", button: "Sign in", field: "identifier", others: wrong, names: everyName },
    { path: "/sign-in", button: "Sign in", field: "identifier", others: wrong, names: everyNumber },
  ],
  requestResetAction: [
    { path: "/forgot-password", button: "Send reset link", field: "identifier", others: {}, names: everyName },
    { path: "/forgot-password", button: "Send reset link", field: "identifier", others: {}, names: everyNumber },
  ],
  askForCodeAction: [
    { path: "/sign-in/code", button: "Send me a code", field: "identifier", others: {}, names: everyName },
    { path: "/sign-in/code", button: "Send me a code", field: "identifier", others: {}, names: everyNumber },
  ],
  registerAction: [
    registering("form", { ...names, password: freshPassword() }),
    registering("email-first", {}),
    registering("code", names),
    registering("access-data", names),
  ],
  staffSignInAction: [
    {
      path: "/admin/sign-in",
      button: "Sign in",
      field: "identifier",
      others: wrong,
      names: () => ({ "an unknown address": freshEmail("staff"), "a known one": staffEmail }),
    },
  ],
};

/** What is open to everybody and takes no name of anybody, or has its own test of this. A new action has to be put somewhere. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  addToCartAction: "no person",
  changeQuantityAction: "no person",
  removeFromCartAction: "no person",
  leaveAction: "no person",
  joinWaitingListAction: "looks nobody up: registration-doors.test.ts (T-T6)",
  registerFromOrderAction: "the key of an order, or its customer: registration-from-order.test.ts",
  placeOrderAction: "looks nobody up: an order is filed, whoever has the address (place-order.test.ts)",
  signInAtDirectoryAction: "directory-attacks.test.ts",
  activateAction: "behind a link by mail: activation tests (T-N7)",
  confirmActivationCodeAction: "behind a link by mail, with a code",
  resendActivationCodeAction: "behind a link by mail",
  confirmAction: "a token of 256 bits",
  joinByInvitationAction: "a token of 256 bits",
  acceptInvitationAction: "a token of 256 bits",
  signInFirstAction: "a token of 256 bits",
  confirmEmailAction: "a token of 256 bits",
  restoreEmailAction: "a token of 256 bits",
  resetByLinkAction: "a token of 256 bits",
  secondStepAction: "a code, in the browser that gave the password",
  setUpStaffAction: "a token of 256 bits",
  renewStaffPasswordAction: "a token of 256 bits",
  unlockStaffAction: "a token of 256 bits",
  signInByCodeAction: "a code, in the browser that asked (sign-in-by-code.test.ts)",
  resetByCodeAction: "a code, in the browser that asked (T-P1 in reset.test.ts)",
  confirmCodeAction: "a code, in the browser that asked",
  resendAction: "the browser that asked",
  acceptAction: "after a provider: identities-accept.test.ts",
  confirmMailboxAction: "after a provider, with a code",
  resendCodeAction: "after a provider",
};

const OPEN: readonly RouteKind[] = ["public", "storefront", "purchase", "sign-in", "local-door", "staff-door"];
const kinds = new Map<string, RouteKind>(Object.entries(routes));
const isOpen = ({ routes: at }: BuiltAction) => at.some((route) => OPEN.includes(kinds.get(route) ?? "public"));

test("T-T6: every action of the build that is open to everybody is either tried here or said to take nobody's name", () => {
  const open = builtActions().filter(isOpen);
  expect(open.length).toBeGreaterThan(15);
  expect(open.map(({ name }) => name).sort()).toEqual([...Object.keys(DOORS), ...Object.keys(ELSEWHERE)].sort());
});

describe.each(
  Object.entries(DOORS).flatMap(([name, doors]) =>
    doors.map((door, at) => ({ name: `${name} ${door.settings?.["registration.flow"] ?? at + 1}`, door })),
  ),
)("$name", ({ door }) => {
  test("T-T6: known and unknown names get the same status, headers, cookies, length and page", async () => {
    if (door.settings) await changeSettings(product, door.settings);
    const told = new Map<string, unknown>();
    for (const [who, typed] of Object.entries(door.names())) {
      const visitor = new Visitor(product.url);
      const posted = await visitor.submit(await visitor.go(door.path), door.button, { ...door.others, [door.field]: typed });
      const next = posted.location === null ? null : await visitor.ask(posted.location.replace(product.url, ""));
      told.set(who, { posted: toldBy(posted, typed), next: next && toldBy(next, typed) });
    }
    const [first, ...rest] = [...told];
    expect(rest.length).toBeGreaterThan(0);
    for (const [who, what] of rest) expect(what, `${who} and ${first?.[0]}`).toEqual(first?.[1]);
  });
});

/** Every path that holds a number of somebody or of an order, with two of one length: one that there is and one that there is not. */
const NUMBERED: Readonly<Record<string, () => readonly [string, string]>> = {
  "/orders/[number]": () => [order, String(Number(order) + 5000)],
  "/admin/customers/[number]": () => [known.number, unknownNumber()],
  "/admin/customers/[number]/export": () => [known.number, unknownNumber()],
  "/admin/customers/[number]/merge": () => [known.number, unknownNumber()],
};

async function askFor(route: string, value: string) {
  return toldBy(await new Visitor(product.url).ask(route.replace(/\[(number|token)\]/, value)), value);
}

test("T-T6: without a session no path that holds a number tells whether there is something behind it", async () => {
  expect(Object.keys(NUMBERED).sort()).toEqual(
    Object.keys(routes)
      .filter((route) => route.includes("[number]"))
      .sort(),
  );
  for (const [route, pair] of Object.entries(NUMBERED)) {
    const [taken, free] = pair();
    expect(await askFor(route, taken), route).toEqual(await askFor(route, free));
  }
});

test("T-T6: a link that opens nothing is answered in one way, whatever stands in it", async () => {
  const links = Object.keys(routes).filter((route) => route.includes("[token]"));
  expect(links.length).toBeGreaterThan(5);
  for (const link of links) expect(await askFor(link, "A".repeat(43)), link).toEqual(await askFor(link, "b".repeat(43)));
});
