import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "@/core/access/routes";
import { type Database, openDatabase } from "@/db";
import { builtActions } from "@/tests/support/built";
import { CHEAP_HASH } from "@/tests/support/context";
import { freshEmail, freshPassword, type MadeAccount, makeAccount, makeStaff } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { openRegistration } from "@/tests/support/settings";
import { type Answer, Visitor } from "@/tests/support/visitor";

/** T-T6: how each form that takes an identifier from anybody is sent. A new one fails the test below until it stands in a list here. */
const TAKING: Record<
  string,
  { path: string; button: string; fields: (identifier: string) => Record<string, string>; takes: "both" | "email" }
> = {
  signInAction: {
    path: "/sign-in",
    button: "Sign in",
    takes: "both",
    fields: (identifier) => ({ identifier, password: freshPassword() }),
  },
  requestResetAction: {
    path: "/forgot-password",
    button: "Send reset link",
    takes: "both",
    fields: (identifier) => ({ identifier }),
  },
  registerAction: {
    path: "/register",
    button: "Create account",
    takes: "email",
    fields: (email) => ({ email, password: "quiet unrelated lighthouse words", firstName: "Robin", lastName: "Reed" }),
  },
  staffSignInAction: {
    path: "/admin/sign-in",
    button: "Sign in",
    takes: "email",
    fields: (identifier) => ({ identifier, password: freshPassword() }),
  },
};

/** Forms of open doors that take no identifier: a link's secret, a code of this browser, or nothing. */
const WITHOUT = [
  "acceptAction",
  "activateAction",
  "confirmAction",
  "confirmActivationCodeAction",
  "confirmCodeAction",
  "confirmEmailAction",
  "confirmMailboxAction",
  "leaveAction",
  "resendAction",
  "resendActivationCodeAction",
  "resendCodeAction",
  "resetByCodeAction",
  "resetByLinkAction",
  "restoreEmailAction",
  "setUpStaffAction",
  "unlockStaffAction",
  "secondStepAction",
];

/** Taken by a directory's own form: tests/http/directory-attacks.test.ts has its answers. */
const ELSEWHERE = ["signInAtDirectoryAction"];

let product: Product;
let database: Database;
let active: MadeAccount;
let shut: MadeAccount;
let staffEmail: string;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 1);
  await openRegistration(product, { "registration.captcha": "off" });
  const make = () => makeAccount({ db: database.db, hash: CHEAP_HASH });
  [active, shut] = [await make(), await make()];
  await database.sql`update accounts set deactivated_at = now() where id = ${shut.accountId}`;
  staffEmail = (await makeStaff({ db: database.db })).email;
});
afterAll(async () => {
  await database.end();
  await product.stop();
});

/** What an answer tells, without what differs from one visit to the next and what the visitor typed. */
function told({ status, headers, body }: Answer, identifier: string): Record<string, unknown> {
  const { date: _date, "set-cookie": cookies, ...others } = headers;
  const nonce = /nonce-([^']+)/.exec(String(headers["content-security-policy"]))?.[1] ?? "no nonce";
  const same = (text: string) =>
    text
      .replaceAll(nonce, "·")
      .replaceAll(identifier, "·")
      .replaceAll(encodeURIComponent(identifier), "·")
      .replace(/nonce="[^"]*"|"nonce":"[^"]*"|nonce\\":\\"[^\\]*|nonce-[^']*|[\w-]{43}|(?<=\$ACTION_KEY" value=")[^"]*/g, "·")
      .replace(/[2-9B-Z]{4}-[2-9B-Z]{4}/g, "·");
  return {
    status,
    headers: same(JSON.stringify(others)),
    cookies: [cookies ?? []].flat().map((line) => line.split("=", 1)[0]),
    body: createHash("sha256").update(same(body)).digest("hex"),
    length: same(body).length,
  };
}

async function send(name: string, identifier: string): Promise<unknown[]> {
  const form = TAKING[name];
  if (!form) throw new Error(`no form ${name}`);
  const who = new Visitor(product.url);
  const posted = await who.submit(await who.ask(form.path), form.button, form.fields(identifier));
  // Where it leads says as much as the answer itself.
  const landed = posted.location === null ? [] : [told(await who.go(posted.location), identifier)];
  return [told(posted, identifier), ...landed];
}

test("T-T6: every open door's form stands in one of the lists", () => {
  const kinds = new Map<string, string>(Object.entries(routes));
  const open = builtActions().filter(({ routes: [route = ""] }) =>
    /^(sign-in|local-door|staff-door)$/.test(kinds.get(route) ?? ""),
  );
  const names = [...new Set(open.map(({ name }) => name))];
  expect(names.sort()).toEqual([...Object.keys(TAKING), ...WITHOUT, ...ELSEWHERE].sort());
});

describe.each(Object.keys(TAKING))("T-T6: %s", (name) => {
  test("tells of nobody: known, deactivated, unknown and staff get one answer in status, headers, cookies, length and words", async () => {
    const unknown = freshEmail();
    const reference = await send(name, unknown);
    for (const identifier of [active.email, shut.email, staffEmail, freshEmail()]) {
      expect(await send(name, identifier), identifier).toEqual(reference);
    }
  });

  test("tells of no customer number either", async () => {
    if (TAKING[name]?.takes !== "both") return expect(TAKING[name]?.takes).toBe("email");
    const reference = await send(name, "99999999");
    for (const number of [active.number, shut.number, "4711"]) expect(await send(name, number), number).toEqual(reference);
  });
});

test("T-T6: pages that take somebody's number or link in their address answer one way for all that open nothing", async () => {
  const ask = async (path: string) => told(await new Visitor(product.url).ask(path), path.split("/").at(-1) ?? "");
  expect(await ask("/orders/50001")).toEqual(await ask("/orders/99999"));
  for (const door of ["confirm", "reset-password", "confirm-email", "restore-email", "activate"])
    expect(await ask(`/${door}/${"A".repeat(43)}`), door).toEqual(await ask(`/${door}/${"b".repeat(43)}`));
});
