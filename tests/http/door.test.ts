import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "@/core/access/routes";
import { STANDARD_HASH } from "@/core/security/password-hash";
import { type Database, openDatabase } from "@/db";
import { freshAddress } from "@/tests/support/context";
import { freshEmail, freshPassword, makeAccount } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { askRaw } from "@/tests/support/raw";
import { changeSettings } from "@/tests/support/settings";
import { type Answer, readForm, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

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

const visitor = () => new Visitor(product.url);
const account = () => makeAccount({ db: database.db, hash: STANDARD_HASH });
const heading = ({ page }: Answer) => page.querySelector("h1")?.textContent;
const summary = ({ page }: Answer) => page.querySelector("[data-summary]")?.textContent ?? "";
const setsCookie = ({ headers }: Pick<Answer, "headers">) => JSON.stringify(headers["set-cookie"] ?? "").includes("foyer.sid");

async function signIn(by: Visitor, { email, password }: { email: string; password: string }, path = "/sign-in") {
  return by.submit(await by.go(path), "Sign in", { identifier: email, password });
}

/** Posts the sign-in form with its fields changed in ways a browser never would. */
async function post(by: Visitor, change: (data: FormData) => void): Promise<Answer> {
  const { action, data } = readForm(await by.go("/sign-in"), "Sign in");
  change(data);
  const encoded = new Response(data);
  const headers = { "content-type": encoded.headers.get("content-type") ?? "" };
  return by.ask(action, { method: "POST", headers, body: Buffer.from(await encoded.arrayBuffer()) });
}

const isAlive = async () => (await askRaw(product.url, "/api/health/live")).status === 200;

/** Machines have no cookies to borrow: the door of incoming mail asks for a signature. */
const refusalsOf = (route: string) => (route === "/api/inbound-mail" ? [401, 405] : [403, 405]);

describe("the menu and the page", () => {
  test("P-A1: the menu has Sign in, and the page the form, the way to a new password and the way to an account", async () => {
    const page = await visitor().go("/sign-in");
    expect([page.status, heading(page)]).toEqual([200, "Sign in"]);
    const links = page.page.querySelectorAll("a").map((link) => [link.textContent, link.getAttribute("href")]);
    expect(links).toContainEqual(["Sign in", "/sign-in"]);
    expect(links).toContainEqual(["Forgot password?", "/forgot-password"]);
    expect(links).toContainEqual(["Create account", "/register"]);
    expect(page.page.querySelector("#identifier")?.getAttribute("autocomplete")).toBe("username");
    expect(page.page.querySelector("#password")?.getAttribute("autocomplete")).toBe("current-password");
  });

  test("P-A1, P-A7: with accounts off the menu item and the page are gone, on the next look and for nobody signed in", async () => {
    const signedIn = visitor();
    await signIn(signedIn, await account());
    await changeSettings(product, { "access.customerAccounts": "false" });
    try {
      await waitFor(async () => (await visitor().ask("/sign-in")).status === 404, "accounts to be off");
      for (const by of [visitor(), signedIn]) {
        const home = await by.go("/");
        expect(home.status).toBe(200);
        expect(home.page.querySelectorAll("a").map((link) => link.getAttribute("href"))).not.toContain("/sign-in");
        expect((await by.ask("/account")).status).toBe(404);
        expect((await by.ask("/register")).status).toBe(404);
      }
    } finally {
      await changeSettings(product, { "access.customerAccounts": "true" });
      await waitFor(async () => (await visitor().ask("/sign-in")).status === 200, "accounts to be on");
    }
  });

  test("P-A9: the label says which names work", async () => {
    const label = async () => (await visitor().go("/sign-in")).page.querySelector("label[for=identifier]")?.textContent.trim();
    expect(await label()).toBe("E-mail or customer number");
    await changeSettings(product, { "access.signInNames": "number" });
    await waitFor(async () => (await label()) === "Customer number", "the label");
    await changeSettings(product, { "access.signInNames": "both" });
    await waitFor(async () => (await label()) === "E-mail or customer number", "the label");
  });
});

describe("the wanted page", () => {
  test.each(["/account/orders?page=2&sort=date", "/account/security", "/account/orders/claim?number=50001"])(
    "P-A2: %s survives signing in with a password",
    async (wanted) => {
      const by = visitor();
      const turnedAway = await by.ask(wanted);
      expect(turnedAway.location).toBe(`/sign-in?returnTo=${encodeURIComponent(wanted)}`);
      expect((await signIn(by, await account(), turnedAway.location ?? "")).location).toBe(wanted);
    },
  );

  test("P-A2: it survives a failed try", async () => {
    const by = visitor();
    const person = await account();
    const failed = await signIn(by, { ...person, password: "wrong" }, "/sign-in?returnTo=%2Faccount%2Forders");
    expect(failed.status).toBe(401);
    expect((await by.submit(failed, "Sign in", { identifier: person.email, password: person.password })).location).toBe(
      "/account/orders",
    );
  });

  test("P-A2: who is signed in already is shown the way on to it, and the form for somebody else below", async () => {
    const who = visitor();
    await signIn(who, await account());
    const wayOn = async (path: string) => {
      const { page } = await who.go(path);
      return page
        .querySelectorAll("main a")
        .find((link) => link.textContent.startsWith("Continue as"))
        ?.getAttribute("href");
    };
    expect(await wayOn("/sign-in?returnTo=%2Fcart%3Fa%3D1")).toBe("/cart?a=1");
    expect(await wayOn("/sign-in?returnTo=https%3A%2F%2Fevil.example")).toBe("/account");
    const { page } = await who.go("/sign-in");
    expect(page.querySelector("#identifier")).not.toBeNull();
    expect(page.querySelectorAll("main a").map((link) => link.getAttribute("href"))).not.toContain("/register");
    expect((await visitor().go("/sign-in")).body).not.toContain("Continue as");
  });

  test("without a wanted page the account is shown", async () => {
    expect((await signIn(visitor(), await account())).location).toBe("/account");
  });

  test.each([
    "https://evil.test",
    "//evil.test",
    "/\\evil.test",
    "/%5cevil.test",
    "/%2f%2fevil.test",
    "/..//evil.test",
    "javascript:alert(1)",
    "/sign-out",
    "\r\nLocation: https://evil.test",
  ])("T-U1: %j leads nowhere but home, in the address and in the form", async (wanted) => {
    const person = await account();
    const page = await visitor().go(`/sign-in?returnTo=${encodeURIComponent(wanted)}`);
    expect(page.page.querySelector("input[name=returnTo]")?.getAttribute("value")).toBe("");
    const by = visitor();
    const answer = await post(by, (data) => {
      data.set("identifier", person.email);
      data.set("password", person.password);
      data.set("returnTo", wanted);
    });
    expect([answer.status, answer.location]).toEqual([303, "/account"]);
  });

  test("T-U1: two wanted pages are none, and a huge one is none", async () => {
    for (const query of [
      "?returnTo=/account/orders&returnTo=//evil.test",
      `?returnTo=/${"a".repeat(10_000)}`,
      "?returnTo[]=/x",
      "?returnTo=%ff",
    ]) {
      const page = await visitor().ask(`/sign-in${query}`);
      expect([200, 400, 431]).toContain(page.status);
      if (page.status === 200) expect(page.page.querySelector("input[name=returnTo]")?.getAttribute("value")).toBe("");
    }
  });

  test("T-U5: whatever host a request claims, nobody is sent there", async () => {
    for (const headers of [
      { host: "evil.test" },
      { "x-forwarded-host": "evil.test" },
      { forwarded: "host=evil.test" },
      { "x-forwarded-proto": "https", "x-forwarded-port": "444" },
    ]) {
      for (const path of ["/account", "/account/", "/admin", "/.well-known/change-password"]) {
        const { status, headers: answered, body } = await askRaw(product.url, path, { headers });
        expect(status, path).toBeLessThan(400);
        expect(String(answered.location)).toMatch(new RegExp(`^(/[^/\\\\]|${product.url}/)`));
        expect(`${answered.location}${body}`).not.toMatch(/evil|:444/);
      }
    }
  });

  test("T-U5: a proxy that renames the host in between is in nobody's way", async () => {
    const person = await account();
    const by = visitor();
    const { action, data } = readForm(await by.go("/sign-in"), "Sign in");
    data.set("identifier", person.email);
    data.set("password", person.password);
    const encoded = new Response(data);
    const answer = await by.ask(action, {
      method: "POST",
      headers: {
        "content-type": encoded.headers.get("content-type") ?? "",
        host: "foyer.internal:8080",
        "x-forwarded-host": "foyer.internal",
      },
      body: Buffer.from(await encoded.arrayBuffer()),
    });
    expect([answer.status, answer.location]).toEqual([303, "/account"]);
  });
});

describe("a failed try", () => {
  test("says one sentence above the heading, keeps the name and never the password", async () => {
    const answer = await signIn(visitor(), { email: "Somebody@Example.com", password: "canary-password-91" });
    expect(answer.status).toBe(401);
    expect(summary(answer)).toContain("There is a problem");
    expect(summary(answer)).toMatch(/Support code: [2-9B-Z]{4}-[2-9B-Z]{4}/);
    expect(answer.page.querySelector("#identifier")?.getAttribute("value")).toBe("Somebody@Example.com");
    expect(answer.body).not.toContain("canary-password-91");
    expect(answer.body.indexOf("data-summary")).toBeLessThan(answer.body.indexOf("<h1"));
    expect(setsCookie(answer)).toBe(false);
  });

  test("T-S1: known, unknown, deactivated and without a password: the same answer to the letter", async () => {
    const [known, deactivated, bare] = [await account(), await account(), await account()];
    await database.db.execute(sql`update accounts set deactivated_at = now() where id = ${deactivated.accountId}`);
    await database.db.execute(sql`delete from passwords where account_id = ${bare.accountId}`);
    const answers = [];
    for (const [identifier, password] of [
      [known.email, "wrong"],
      [freshEmail(), "wrong"],
      [deactivated.email, deactivated.password],
      [bare.email, "wrong"],
    ] as const) {
      const { status, headers, body } = await signIn(visitor(), { email: identifier, password });
      const nonce = /nonce-([^']+)/.exec(String(headers["content-security-policy"]))?.[1] ?? "";
      const { date: _date, ...rest } = headers;
      const text = JSON.stringify([status, rest, body])
        .replaceAll(nonce, "…")
        .replaceAll(identifier, "…")
        // What was typed, sealed: other letters each time, and for how long from now.
        .replace(/foyer-carried=[\w-]+(.*?)Expires=[^;]+/, "foyer-carried=…$1");
      answers.push(text.replace(/\w{4}-\w{4}/g, (code) => (/^[2-9B-Z]{4}-[2-9B-Z]{4}$/.test(code) ? "…" : code)));
    }
    for (const answer of answers) expect(answer).toBe(answers[0]);
  });

  test("T-S4: an address that tries too often hears so, with the time to wait, and the door is open to others", async () => {
    const by = visitor();
    const statuses = [];
    for (let n = 0; n < 23; n++) statuses.push((await signIn(by, { email: freshEmail(), password: "Summer2026!" })).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 401), 429, 429, 429]);
    const stopped = await signIn(by, await account());
    expect(stopped.status).toBe(429);
    expect(Number(stopped.headers["retry-after"])).toBeGreaterThan(0);
    expect(summary(stopped)).toMatch(/Too many tries from here\. Wait (a minute|about \d+ minutes) and try again/);
    expect((await signIn(visitor(), await account())).status).toBe(303);
  });

  test("T-T1: rotating what is said before the trusted hop changes nothing", async () => {
    const address = freshAddress();
    let last = 0;
    for (let n = 0; n < 21; n++) {
      last = (
        await signIn(new Visitor(product.url, product.url, `198.51.100.${n}, ${address}`), { email: freshEmail(), password: "x" })
      ).status;
    }
    expect(last).toBe(429);
  });

  test("P-A5: under SSO only, switched on behind everybody's back, no form is shown and none is taken", async () => {
    const person = await account();
    const by = visitor();
    const before = await by.go("/sign-in");
    await changeSettings(product, { "access.ssoOnly": "true" });
    try {
      await waitFor(async () => (await visitor().go("/sign-in")).page.querySelector("#password") === null, "SSO only");
      const counted = async () =>
        JSON.stringify(
          await database.db.execute(
            sql`select (select sum(count) from limits where key like 'sign-in:%')::int, (select count(*) from guess_counters)::int`,
          ),
        );
      const countedBefore = await counted();
      const answer = await by.submit(before, "Sign in", { identifier: person.email, password: person.password });
      expect(answer.status).toBe(403);
      expect(setsCookie(answer)).toBe(false);
      expect(by.cookies.has("foyer.sid")).toBe(false);
      // Counting comes before any look-up and any comparison: nothing was counted, so nothing was compared.
      expect(await counted()).toBe(countedBefore);
      for (const door of ["/register", "/forgot-password"]) expect((await visitor().ask(door)).location, door).toBe("/sign-in");
    } finally {
      await changeSettings(product, { "access.ssoOnly": "false" });
      await waitFor(async () => (await visitor().go("/sign-in")).page.querySelector("#password") !== null, "the form");
    }
  });
});

describe("odd input", () => {
  const ODD: [string, (data: FormData) => void][] = [
    [
      "nothing at all",
      (data) => [...data.keys()].filter((name) => !name.startsWith("$")).forEach((name) => void data.delete(name)),
    ],
    [
      "a list of passwords",
      (data) => {
        data.delete("password");
        data.append("password[]", "a");
      },
    ],
    ["a name twice", (data) => data.append("identifier", "b@example.com")],
    ["a password twice", (data) => data.append("password", "b")],
    [
      "an object for a name",
      (data) => {
        data.delete("identifier");
        data.append("identifier[$ne]", "");
      },
    ],
    ["a NUL in the name", (data) => data.set("identifier", "a\0@example.com")],
    ["a NUL in the password", (data) => data.set("password", "a\0b")],
    ["5,000 characters of name", (data) => data.set("identifier", "a".repeat(5000))],
    ["5,000 characters of password", (data) => data.set("password", "a".repeat(5000))],
    ["900,000 characters of password", (data) => data.set("password", "a".repeat(900_000))],
    ["a line break in the name", (data) => data.set("identifier", "a@example.com\r\nBcc: b@example.com")],
    ["text turned round", (data) => data.set("identifier", "a\u202emoc.elpmaxe@")],
    ["a file for a password", (data) => data.set("password", new File(["secret"], "password.txt"))],
    ["a file for a name", (data) => data.set("identifier", new File(["a@example.com"], "a.txt"))],
    ["a huge wanted page", (data) => data.set("returnTo", "/".repeat(50_000))],
    [
      "words of the language",
      (data) => {
        data.set("__proto__", "x");
        data.set("constructor", "x");
        data.delete("password");
      },
    ],
  ];

  test.each(ODD)("T-S9, T-B4: %s is refused in a sentence, and no password is compared", async (_what, change) => {
    const by = visitor();
    const address = by.address;
    const answer = await post(by, (data) => {
      data.set("identifier", "somebody@example.com");
      data.set("password", "some password");
      change(data);
    });
    expect([400, 422]).toContain(answer.status);
    expect(summary(answer)).toContain("There is a problem");
    expect(answer.page.querySelector("main")?.textContent).not.toMatch(/syntax|postgres|stack|Error:|secret/);
    expect(setsCookie(answer)).toBe(false);
    expect(await database.db.execute(sql`select 1 from audit_log where address = ${address}`)).toEqual([]);
  });

  const PLAIN: [string, Record<string, string>, string | Buffer][] = [
    ["JSON", { "content-type": "application/json" }, '{"identifier":{"$ne":null},"password":{"$ne":null}}'],
    ["plain text", { "content-type": "text/plain" }, "identifier=a&password=b"],
    ["XML", { "content-type": "application/xml" }, "<a/>"],
    ["a form without its boundary", { "content-type": "multipart/form-data" }, "x"],
    [
      "a form cut off",
      { "content-type": "multipart/form-data; boundary=x" },
      '--x\r\nContent-Disposition: form-data; name="identifier"\r\n\r\nhalf',
    ],
    [
      "bytes that are no text",
      { "content-type": "multipart/form-data; boundary=x" },
      Buffer.from([45, 45, 120, 13, 10, 255, 254, 0, 128]),
    ],
    [
      "a form whose parts have no names",
      { "content-type": "multipart/form-data; boundary=x" },
      "--x\r\nfoo\r\n\r\nbar\r\n--x\r\nContent-Disposition: form-data\r\n\r\nv\r\n--x--\r\n",
    ],
    [
      "a form whose action is torn",
      { "content-type": "multipart/form-data; boundary=x" },
      '--x\r\nContent-Disposition: form-data; name="$ACTION_REF_1"\r\n\r\n\r\n--x\r\nContent-Disposition: form-data; name="$ACTION_1:0"\r\n\r\n{"id":\r\n--x--\r\n',
    ],
    ["an action that is none", { "content-type": "text/plain;charset=UTF-8", "next-action": "x".repeat(500) }, "[]"],
    [
      "an action with arguments that are none",
      { "content-type": "text/plain;charset=UTF-8", "next-action": "60".padEnd(42, "a") },
      '[{"__proto__":{"x":1}}',
    ],
  ];

  test.each(PLAIN)("T-S9, T-B5: %s where a form belongs does nothing, and is no error of ours", async (_what, headers, body) => {
    const answer = await visitor().ask("/sign-in", { method: "POST", headers, body });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(setsCookie(answer)).toBe(false);
    expect(await isAlive()).toBe(true);
  });

  test("T-S9: a lone surrogate, which only bytes can carry, is read as a character that opens nothing", async () => {
    const by = visitor();
    const { action, data } = readForm(await by.go("/sign-in"), "Sign in");
    data.set("identifier", "SURROGATE@example.com");
    data.set("password", "x");
    const encoded = new Response(data);
    const body = Buffer.from(await encoded.arrayBuffer())
      .toString("latin1")
      .replace("SURROGATE", "\xed\xa0\x80");
    const headers = { "content-type": encoded.headers.get("content-type") ?? "" };
    const answer = await by.ask(action, { method: "POST", headers, body: Buffer.from(body, "latin1") });
    expect([400, 401, 422]).toContain(answer.status);
  });

  test("T-S15: fields that nobody asked for change nothing", async () => {
    const person = await account();
    const row = async () =>
      JSON.stringify(
        await database.db.execute(
          sql`select a.*, c.* from accounts a join customers c on c.id = a.customer_id where a.id = ${person.accountId}`,
        ),
      ).replace(/"last_sign_in_at":[^,]+/, "");
    const before = await row();
    const answer = await post(visitor(), (data) => {
      data.set("identifier", person.email);
      data.set("password", person.password);
      for (const [name, value] of Object.entries({
        role: "admin",
        emailVerified: "2020-01-01",
        customerId: "1",
        accountId: "1",
        userType: "owner",
        replaces: "x",
      }))
        data.set(name, value);
    });
    expect(answer.location).toBe("/account");
    expect(await row()).toBe(before);
  });
});

describe("other sites", () => {
  const FOREIGN: [string, Record<string, string>][] = [
    ["another site", { origin: "https://evil.test", "sec-fetch-site": "cross-site" }],
    ["another site without fetch metadata", { origin: "https://evil.test" }],
    ["a sandboxed frame", { origin: "null", "sec-fetch-site": "cross-site" }],
    ["nobody", {}],
    ["a sibling subdomain", { origin: "http://blog.localhost", "sec-fetch-site": "same-site" }],
    ["another port of this machine", { origin: "http://localhost:1", "sec-fetch-site": "same-site" }],
    ["our origin, but by another site's hand", { "sec-fetch-site": "cross-site" }],
  ];

  test.each(FOREIGN)("T-S13, T-K10: %s signs nobody in, with the right password and no cookie set", async (_who, headers) => {
    const person = await account();
    const { data } = readForm(await visitor().go("/sign-in"), "Sign in");
    data.set("identifier", person.email);
    data.set("password", person.password);
    const encoded = new Response(data);
    const answer = await askRaw(product.url, "/sign-in", {
      method: "POST",
      headers: {
        "content-type": encoded.headers.get("content-type") ?? "",
        ...(headers["sec-fetch-site"] && !headers.origin ? { origin: product.url } : {}),
        ...headers,
      },
      body: Buffer.from(await encoded.arrayBuffer()),
    });
    expect(answer.status).toBe(403);
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(answer.body).toContain("This request came from another site");
    expect(await database.db.execute(sql`select 1 from sessions where account_id = ${person.accountId}`)).toEqual([]);
  });

  test("T-K10: every route of the product refuses to change anything for another site", async () => {
    const by = visitor();
    await signIn(by, await account());
    const cookie = [...by.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    for (const route of Object.keys(routes).filter((one) => one !== "/api/health/live")) {
      const path = route.replace(/\[[^\]]+\]/g, "x");
      for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
        for (const headers of [{ origin: "https://evil.test" }, { origin: "null" }, {}]) {
          const { status, headers: answered } = await askRaw(product.url, path, { method, headers: { cookie, ...headers } });
          expect(refusalsOf(route), `${method} ${path}`).toContain(status);
          expect(answered["set-cookie"], path).toBeUndefined();
        }
      }
    }
    expect((await by.ask("/account")).status).toBe(200);
  });

  test.each([
    "/api/v1/../../sign-out",
    "/api/v1/%2e%2e/%2e%2e/sign-out",
    "/api/inbound-mail/../../sign-out",
    "//sign-out",
    "/api/v1/..%2f..%2fsign-out",
  ])("T-K10: %s is no way round the guard", async (path) => {
    const by = visitor();
    await signIn(by, await account());
    const cookie = [...by.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    expect((await askRaw(product.url, path, { method: "POST", headers: { cookie } })).status).toBeGreaterThanOrEqual(400);
    expect((await by.ask("/account")).status).toBe(200);
  });
});

describe("sessions in a browser", () => {
  test("T-K1: the cookie is for us alone: no script, no other site, no subdomain", async () => {
    const answer = await signIn(visitor(), await account());
    const cookies = [answer.headers["set-cookie"] ?? []].flat().filter((line) => line.startsWith("foyer.sid="));
    expect(cookies).toHaveLength(1);
    const [cookie = ""] = cookies;
    expect(cookie).toMatch(/^foyer\.sid=[\w-]{43};/);
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=lax/i);
    expect(cookie).toMatch(/; Path=\/(;|$)/i);
    expect(cookie).toMatch(/; Max-Age=2592000(;|$)/i);
    expect(cookie).not.toMatch(/; Domain=/i);
    expect(cookie.length).toBeLessThan(4096);
  });

  test("T-S14: a planted cookie is replaced, and what the attacker knows opens nothing", async () => {
    const [attacker, victim] = [visitor(), visitor()];
    await signIn(attacker, await account());
    const planted = attacker.cookies.get("foyer.sid") ?? "";
    victim.cookies.set("foyer.sid", planted);
    const person = await account();
    await signIn(victim, person);
    expect(victim.cookies.get("foyer.sid")).not.toBe(planted);
    expect((await attacker.ask("/account")).location).toContain("/sign-in");
    expect((await victim.ask("/account")).status).toBe(200);
  });

  test("T-K4, P-A4: after signing out a page says so, the cookie is gone, and its old value opens nothing", async () => {
    const by = visitor();
    await signIn(by, await account());
    const old = by.cookies.get("foyer.sid") ?? "";
    const out = await by.submit(await by.go("/account"), "Sign out");
    expect([out.status, out.location]).toEqual([303, "/signed-out"]);
    expect(by.cookies.has("foyer.sid")).toBe(false);
    by.cookies.set("foyer.sid", old);
    expect((await by.ask("/account")).location).toContain("/sign-in");
  });

  test("signing out without being signed in is no error", async () => {
    expect((await visitor().ask("/sign-out", { method: "POST" })).location).toBe("/signed-out");
  });

  test("T-K11: reading changes nothing: nobody is signed out by following a link", async () => {
    const by = visitor();
    await signIn(by, await account());
    for (const path of ["/sign-out", "/language", "/language?language=es"]) expect((await by.ask(path)).status, path).toBe(405);
    expect((await by.ask("/account")).status).toBe(200);
  });

  test("T-K5: who is deactivated is out with the next request", async () => {
    const by = visitor();
    const person = await account();
    await signIn(by, person);
    await database.db.execute(sql`update accounts set deactivated_at = now() where id = ${person.accountId}`);
    expect((await by.ask("/account")).location).toContain("/sign-in");
  });

  test("T-F5: no page of a customer is kept by anybody on the way", async () => {
    const by = visitor();
    await signIn(by, await account());
    for (const path of ["/account", "/account/orders", "/sign-in"]) {
      expect(String((await by.ask(path)).headers["cache-control"]), path).toMatch(/no-store/);
    }
  });

  const MALFORMED: [string, Record<string, string | readonly string[]>][] = [
    ["an Authorization that is cut off", { authorization: "Bearer %" }],
    ["an Authorization that is no base64", { authorization: "Basic \u00ff\u00fe" }],
    ["a cookie of 8 kB", { cookie: `foyer.sid=${"x".repeat(8000)}` }],
    ["a session twice in one line", { cookie: "foyer.sid=a; foyer.sid=b" }],
    ["a session in two lines", { cookie: ["foyer.sid=a", "foyer.sid=b"] }],
    ["cookies that are none", { cookie: ";;;=;a;=b;foyer.sid" }],
    ["a cookie that cannot be decoded", { cookie: "foyer.sid=%E0%A4%A; foyer.language=%ff; foyer-attempt=%" }],
    ["bytes that are no text", { cookie: "foyer.sid=\u00ff\u00fe\u0080" }],
    ["a language that is none", { cookie: "foyer.language=__proto__", "accept-language": "\u00ff,;;q=,x-".repeat(50) }],
    ["a router's state that is none", { "next-router-state-tree": "%7B%22", rsc: "1" }],
    ["a prefetch of nothing", { "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree", rsc: "1" }],
  ];

  test.each(MALFORMED)("T-K13: %s is no session and no error", async (_what, headers) => {
    for (const path of ["/account", "/sign-in", "/", "/api/auth/session"]) {
      const { status } = await askRaw(product.url, path, { headers });
      expect(status, path).toBeLessThan(500);
      if (path === "/account") expect(status).not.toBe(200);
    }
    expect(await isAlive()).toBe(true);
  });
});

describe("an address that never was", () => {
  test("is said in the shop's frame and the visitor's language, with the way back to the shop", async () => {
    const missing = await visitor().ask("/nothing/here", { headers: { "accept-language": "es" } });
    expect([missing.status, heading(missing)]).toEqual([404, "Página no encontrada"]);
    expect(missing.page.querySelectorAll("header")).toHaveLength(1);
    expect(missing.page.querySelector("main a")?.getAttribute("href")).toBe("/");
  });

  test("is not drawn along with every page, for the case that it might be needed", async () => {
    const { body } = await visitor().go("/sign-in");
    expect(body.match(/Skip to content/g), "the frame, once to see and once for the page's script").toHaveLength(2);
  });
});

describe("the language", () => {
  test("is the visitor's choice, then the browser's, and the choice comes back to the page it was made on", async () => {
    const by = visitor();
    const english = await by.go("/sign-in?returnTo=%2Faccount");
    const chosen = await by.submit(english, "Español");
    expect([chosen.status, chosen.location]).toEqual([303, "/sign-in?returnTo=%2Faccount"]);
    const spanish = await by.go(chosen.location ?? "");
    expect(spanish.page.querySelector("html")?.getAttribute("lang")).toBe("es");
    expect(heading(spanish)).not.toBe("Sign in");
    const other = await visitor().ask("/sign-in", { headers: { "accept-language": "de,es;q=0.8,en;q=0.5" } });
    expect(other.page.querySelector("html")?.getAttribute("lang")).toBe("es");
  });

  test.each(["https://evil.test", "//evil.test", "/\\evil.test", "/..//evil.test", ""])(
    "T-U1: the switch never leads to %j",
    async (returnTo) => {
      const body = new URLSearchParams({ language: "es", returnTo }).toString();
      const answer = await visitor().ask("/language", {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body,
      });
      expect([answer.status, answer.location]).toEqual([303, "/"]);
    },
  );

  test("an unknown language changes nothing", async () => {
    for (const language of ["de", "", "__proto__", "en\r\nSet-Cookie: x=y"]) {
      const body = new URLSearchParams({ language, returnTo: "/sign-in" }).toString();
      const answer = await visitor().ask("/language", {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body,
      });
      expect(answer.location).toBe("/sign-in");
      expect(answer.headers["set-cookie"]).toBeUndefined();
    }
  });
});

describe("a form of another build", () => {
  test("T-FX24: without JavaScript its reader is told to open the page anew, in their language, and nothing is done", async () => {
    const by = visitor();
    const { data } = readForm(await by.go("/sign-in"), "Sign in");
    for (const [name, value] of [...data])
      if (typeof value === "string") data.set(name, value.replace(/"id":"\w{2}/, '"id":"ff'));
    const encoded = new Response(data);
    for (const [language, words] of [
      ["en", "This page is out of date"],
      ["es", "Esta página está anticuada"],
    ] as const) {
      const answer = await by.ask("/sign-in", {
        method: "POST",
        headers: { "content-type": encoded.headers.get("content-type") ?? "", "accept-language": language },
        body: Buffer.from(await encoded.clone().arrayBuffer()),
      });
      expect(answer.status).toBe(409);
      expect(heading(answer)).toBe(words);
    }
  });

  test("T-FX24: a page's script is told in the way it understands", async () => {
    const headers = {
      "next-action": "ff".padEnd(42, "a"),
      "content-type": "text/plain;charset=UTF-8",
      accept: "text/x-component",
    };
    const answer = await visitor().ask("/sign-in", { method: "POST", headers, body: "[]" });
    expect(answer.status).toBe(409);
    expect(answer.headers["x-nextjs-action-not-found"]).toBe("1");
  });
});

describe("two processes", () => {
  test("T-T2, T-T3: they count together, and a restart forgets nothing", async () => {
    const address = freshAddress();
    const on = (base: string) => new Visitor(base, product.url, address);
    const wrong = async (base: string) => (await signIn(on(base), { email: freshEmail(), password: freshPassword() })).status;
    const second = await product.second();
    const statuses = [];
    for (let n = 0; n < 10; n++) statuses.push(await wrong(product.url), await wrong(second.url));
    expect(statuses).toEqual(Array.from({ length: 20 }, () => 401));
    expect([await wrong(product.url), await wrong(second.url)]).toEqual([429, 429]);
    await second.stop();
    const restarted = await product.second();
    expect(await wrong(restarted.url)).toBe(429);
    await restarted.stop();
  });

  test("T-K4, T-K5: who signs out at one is out at the other", async () => {
    const second = await product.second();
    const by = new Visitor(second.url, product.url);
    await signIn(by, await account());
    const here = visitor();
    here.cookies.set("foyer.sid", by.cookies.get("foyer.sid") ?? "");
    expect((await here.ask("/account")).status).toBe(200);
    await here.submit(await here.go("/account"), "Sign out");
    expect((await by.ask("/account")).location).toContain("/sign-in");
    await second.stop();
  });
});
