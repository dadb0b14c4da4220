import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { type RouteKind, routes } from "@/core/access/routes";
import { askRsc, type ClosedShop, expectNothingOfTheShop, startClosedShop, tellsOfTheShop } from "@/tests/support/closed-shop";
import { codeIn } from "@/tests/support/mail-sink";
import { freshEmail, freshPassword } from "@/tests/support/make";
import { withServer } from "@/tests/support/server";
import { changeSettings } from "@/tests/support/settings";
import { signInStaff } from "@/tests/support/staff";
import type { Answer, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let shop: ClosedShop;
beforeAll(async () => {
  shop = await startClosedShop();
});
afterAll(() => shop.end());

const heading = ({ page }: Answer) => page.querySelector("h1")?.textContent;
const toSignIn = (path: string) => `/sign-in?returnTo=${encodeURIComponent(path)}`;
/** The address of a page as it may be told on: an order's key is not. */
const tellable = (path: string) => path.replace(/\?key=.*/, "");

async function customer(): Promise<Visitor> {
  const who = shop.visitor();
  const { location } = await shop.signIn(who);
  expect(location).toBe("/account");
  return who;
}

describe("T-F9: what is shown to customers", () => {
  test("is in none of the ways to ask for it without a session, and in all of them with one", async () => {
    const who = await customer();
    await who.submit(await who.go(shop.pathOf("/products/[slug]")), "Add to cart", { quantity: "2" });
    for (const path of shop.paths) {
      const refused = await shop.visitor().ask(path);
      expect([refused.status, refused.location]).toEqual([307, toSignIn(tellable(path))]);
      expectNothingOfTheShop(refused, path);
      expectNothingOfTheShop(await askRsc(shop.visitor(), path), `${path} as payload`);
      const shown = await who.ask(path);
      expect([path, shown.status, tellsOfTheShop(shown)]).toEqual([path, 200, true]);
      expect([path, tellsOfTheShop(await askRsc(who, path))]).toEqual([path, true]);
    }
  });

  test("is closed again for a browser whose session was tampered with, ended or is somebody else's kind", async () => {
    const who = await customer();
    const right = who.cookies.get("foyer.sid") ?? "";
    const { visitor: admin } = await signInStaff(shop.product);
    const staffToken = admin.cookies.get("foyer-staff") ?? "none";
    for (const wrong of [`${right}x`, right.slice(1), right.toUpperCase(), staffToken, "true", "null", "undefined", "0"]) {
      const other = shop.visitor();
      other.cookies.set("foyer.sid", wrong);
      const answer = await other.ask("/");
      expect([wrong.slice(0, 4), answer.location]).toEqual([wrong.slice(0, 4), toSignIn("/")]);
      expectNothingOfTheShop(answer, wrong);
    }
    expect((await admin.ask("/")).location, "staff are no customers").toBe(toSignIn("/"));
  });
});

describe("T-F1: no header opens the shop", () => {
  const tree = (leaf: string) =>
    encodeURIComponent(JSON.stringify(["", { children: ["(shop)", { children: [leaf, {}, null, "refetch"] }] }]));
  const tricks: Record<string, string>[] = [
    { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
    { "x-middleware-subrequest": "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware" },
    { "x-middleware-subrequest": "pages/_middleware" },
    { "x-middleware-prefetch": "1" },
    { "x-middleware-rewrite": "/" },
    { "x-middleware-next": "1" },
    { "x-nextjs-data": "1" },
    { "x-matched-path": "/signed-out" },
    { "x-invoke-path": "/", "x-invoke-status": "200", "x-invoke-output": "/" },
    { "x-now-route-matches": "1=astrolabe" },
    { "x-original-url": "/signed-out", "x-rewrite-url": "/signed-out" },
    { "x-forwarded-host": "localhost", "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1" },
    { "next-resume": "1" },
    { purpose: "prefetch", "sec-purpose": "prefetch;prerender" },
    { authorization: "Bearer admin", "x-user": "admin" },
    { cookie: "__prerender_bypass=1; __next_preview_data=1; foyer.sid=; authjs.session-token=x" },
  ];
  const payloads: Record<string, string>[] = [
    {},
    { "next-router-prefetch": "1" },
    { "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
    { "next-router-prefetch": "1", "next-router-segment-prefetch": "/__PAGE__" },
    { "next-router-prefetch": "2", "next-router-segment-prefetch": "/!KHNob3Ap/__PAGE__" },
    { "next-router-state-tree": tree("__PAGE__") },
    { "next-router-state-tree": tree("cart") },
    { "next-url": "/account" },
    { "x-middleware-prefetch": "1" },
    { "x-nextjs-data": "1" },
  ];

  test.each(tricks)("%j", async (headers) => {
    for (const path of shop.paths) {
      const answer = await shop.visitor().ask(path, { headers });
      expect([path, answer.status, answer.location]).toEqual([path, 307, toSignIn(tellable(path))]);
      expectNothingOfTheShop(answer, path);
    }
  });

  test.each(payloads)("payload, %j", async (headers) => {
    for (const path of shop.paths) {
      const answer = await askRsc(shop.visitor(), path, headers);
      expect([path, answer.status < 500]).toEqual([path, true]);
      expectNothingOfTheShop(answer, path);
    }
  });
});

describe("T-F2: no spelling of a path opens the shop", () => {
  const spellings = (path: string) => [
    `/${path}`,
    `//${path}`,
    `${path}/`,
    `${path}//`,
    `/.${path}`,
    `/x/..${path}`,
    `/x/%2e%2e${path}`,
    `/%2e${path}`,
    path.toUpperCase(),
    path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
    path.replace(/\/(?=[^/]*$)/, "%2f"),
    path.replace(/\/(?=[^/]*$)/, "%5c"),
    path.replace(/\//g, "\\"),
    `${path}%2f`,
    `${path}%00`,
    `${path}%20`,
    `${path};x`,
    `${path};/signed-out`,
    `${path}/.`,
    `${path}.rsc`,
    `${path}.html`,
    `${path}.json`,
    `${path}.txt`,
    `${path}.segments/_tree.segment.rsc`,
    `${path}.segments/__PAGE__.segment.rsc`,
    `/en${path}`,
    `/es${path}`,
    `/default${path}`,
    `/_next/data/build${path}.json`,
    `/_next${path}`,
    `/_next/static/..${path}`,
    `/_next/image?url=${encodeURIComponent(path)}&w=64&q=75`,
    `/(shop)${path}`,
    `/(shop)${path}/page`,
    `${path}?_rsc=1`,
    `${path}?nxtPslug=astrolabe&slug=astrolabe&number=1`,
    `${path}?__nextLocale=es&__nextDataReq=1`,
    `${path}#/signed-out`,
    `http://localhost${path}`,
  ];
  const direct = [
    "/index",
    "/index.rsc",
    "/index.segments/_tree.segment.rsc",
    "/.rsc",
    "/_next/data/x/index.json",
    "/[slug]",
    "*",
  ];

  test("however it is written, the answer is a redirect or a refusal, without a word of the shop", async () => {
    const asked = [...new Set([...["/products/astrolabe", "/cart", "/checkout"].flatMap(spellings), ...direct])];
    for (const path of asked) {
      for (const headers of [{}, { rsc: "1", "next-router-prefetch": "1" }]) {
        const answer = await shop.visitor().ask(path, { headers });
        // A payload is 200 whatever it holds: a redirect is one of its lines.
        const isPayload = answer.status === 200 && answer.headers["content-type"] === "text/x-component";
        const isClosed = isPayload || /^(30[378]|4\d\d)$/.test(String(answer.status));
        expect([path, answer.status, isClosed]).toEqual([path, answer.status, true]);
        expectNothingOfTheShop(answer, path);
      }
    }
  });
});

describe("T-F3: no method opens the shop", () => {
  test.each(["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "QUERY"])("%s", async (method) => {
    for (const path of shop.paths) {
      const headers = method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : {};
      for (const more of [{}, { "x-http-method-override": "GET" }, { rsc: "1" }]) {
        const answer = await shop.visitor().ask(path, { method, headers: { ...headers, ...more } });
        expect([307, 400, 405, 409, 501]).toContain(answer.status);
        expectNothingOfTheShop(answer, `${method} ${path}`);
      }
    }
  });
});

test("T-F5: neither pages nor redirects may be kept by anybody, and say what they depend on", async () => {
  const who = await customer();
  for (const path of shop.paths) {
    for (const answer of [
      await shop.visitor().ask(path),
      await who.ask(path),
      await askRsc(shop.visitor(), path),
      await askRsc(who, path),
    ]) {
      expect([path, answer.headers["cache-control"]]).toEqual([path, expect.stringMatching(/^private, .*no-store/)]);
      expect(String(answer.headers.vary)).toMatch(/rsc/i);
      expect(answer.headers.etag).toBeUndefined();
    }
  }
});

describe("P-A2: the wanted page survives", () => {
  const wanted = "/products/astrolabe?from=mail&size=2%2B1";

  test("force login and the password", async () => {
    const who = shop.visitor();
    const door = await who.go(wanted);
    expect(heading(door)).toBe("Sign in");
    const { email: identifier, password } = shop.account;
    expect((await who.submit(door, "Sign in", { identifier, password: "not this one at all" })).status).toBe(401);
    const back = await who.submitAndGo(door, "Sign in", { identifier, password });
    expect([back.status, back.path]).toEqual([200, wanted]);
    expect(tellsOfTheShop(back)).toBe(true);
  });

  test("force login and a registration in the same browser", async () => {
    const who = shop.visitor();
    const door = await who.go(wanted);
    const create = door.page.querySelectorAll("main a").find((link) => link.textContent === "Create account");
    const email = freshEmail("new");
    const typed = { email, password: freshPassword(), firstName: "Nadia", lastName: "New" };
    const waiting = await who.submitAndGo(await who.go(create?.getAttribute("href") ?? ""), "Create account", typed);
    const done = await who.submitAndGo(waiting, "Confirm code", { code: codeIn(await shop.product.mail.newestTo(email)) });
    const next = done.page.querySelectorAll("main a").find((link) => link.textContent === "Continue");
    const back = await who.go(next?.getAttribute("href") ?? "");
    expect([back.status, back.path]).toEqual([200, wanted]);
  });
});

describe("P-A4: no redirect goes in circles", () => {
  async function hops(who: Visitor, path: string): Promise<{ hops: number; end: Answer }> {
    let end = await who.ask(path);
    for (let count = 0; ; count++) {
      if (end.location === null) return { hops: count, end };
      if (count > 4) throw new Error(`${path} leads in circles, last to ${end.location}`);
      const { pathname, search } = new URL(end.location, shop.product.url);
      end = await who.ask(pathname + search);
    }
  }

  test("after signing out a page says so and leads nowhere by itself", async () => {
    const who = await customer();
    const out = await who.submit(await who.ask("/account"), "Sign out");
    expect([out.status, out.location]).toEqual([303, "/signed-out"]);
    const page = await who.ask("/signed-out");
    expect([page.status, heading(page)]).toEqual([200, "Signed out"]);
    expect(page.page.querySelector("meta[http-equiv=refresh]")).toBeNull();
    expect(page.headers.refresh).toBeUndefined();
  });

  test("from every route at most two redirects, for everybody", async () => {
    const deactivated = await customer();
    const gone = await shop.database.sql`update sessions set created_at = created_at - interval '31 days' returning 1`;
    expect(gone.length).toBeGreaterThan(0);
    for (const who of [shop.visitor(), await customer(), deactivated]) {
      for (const route of Object.keys(routes)) {
        const { hops: count, end } = await hops(who, shop.pathOf(route));
        expect([route, count <= 2, end.status < 500]).toEqual([route, true, true]);
      }
    }
  });

  test("signed in, the sign-in page and a wanted page of a door lead nowhere odd", async () => {
    const who = await customer();
    for (const wanted of ["/sign-in", "/sign-out", "/signed-out", "/register", "/sign-in?returnTo=/sign-in"]) {
      const { hops: count } = await hops(who, toSignIn(wanted));
      expect(count).toBeLessThanOrEqual(1);
      const back = await who.submit(await who.ask(toSignIn(wanted)), "Sign in", {
        identifier: shop.account.email,
        password: shop.account.password,
      });
      expect(back.location).toBe("/account");
    }
  });
});

test("P-A10: while force login is on, accounts cannot be switched off", async () => {
  const { visitor: admin } = await signInStaff(shop.product);
  const answer = await admin.submit(await admin.ask("/admin/settings/access"), "Save", { "access.customerAccounts": "false" });
  expect(answer.status).toBe(409);
  expect((await shop.visitor().ask("/")).location).toBe(toSignIn("/"));
});

describe("P-A5: SSO only", () => {
  const localDoors = Object.entries<RouteKind>(routes).flatMap(([route, kind]) => (kind === "local-door" ? [route] : []));

  test("closes every other door for customers, forms opened before it too, and no staff door", async () => {
    const opened = {
      "/register": await shop.visitor().ask("/register"),
      "/forgot-password": await shop.visitor().ask("/forgot-password"),
      "/sign-in": await shop.visitor().ask("/sign-in"),
    };
    const who = await customer();
    onTestFinished(() => changeSettings(shop.product, { "access.ssoOnly": "false" }));
    await changeSettings(shop.product, { "access.ssoOnly": "true" });
    await waitFor(async () => (await shop.visitor().ask("/register")).location === "/sign-in", "SSO only to take effect");

    expect(localDoors.length).toBeGreaterThan(5);
    for (const route of localDoors) {
      const answer = await shop.visitor().ask(shop.pathOf(route));
      expect([route, answer.status, answer.location]).toEqual([route, 307, "/sign-in"]);
    }
    const before = await counts();
    const { email, password } = shop.account;
    const person = { email: freshEmail(), password: freshPassword(), firstName: "Sly", lastName: "Foot" };
    const registered = await shop.visitor().submit(opened["/register"], "Create account", person);
    expect([registered.status, registered.location]).toEqual([303, "/sign-in"]);
    const asked = await shop.visitor().submit(opened["/forgot-password"], "Send reset link", { identifier: email });
    expect([asked.status, asked.location]).toEqual([303, "/sign-in"]);
    const signedIn = await shop.visitor().submit(opened["/sign-in"], "Sign in", { identifier: email, password });
    expect(signedIn.status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(signedIn.headers["set-cookie"] ?? "")).not.toContain("foyer.sid");
    expect(await counts()).toEqual(before);

    const door = await shop.visitor().ask("/sign-in");
    expect(door.page.querySelectorAll("main form, main input")).toHaveLength(0);
    expect((await who.ask("/")).location, "T-X3: who came in by a password is out").toMatch(/^\/sign-in/);
    await signInStaff(shop.product);
    await changeSettings(shop.product, { "access.ssoOnly": "false" });
    await waitFor(async () => (await shop.visitor().ask("/register")).status === 200, "the doors to open again");
  });

  async function counts() {
    const [row] = await shop.database.sql`select
      (select count(*) from sessions) as sessions, (select count(*) from pending_registrations) as pending,
      (select count(*) from proofs) as proofs, (select count(*) from mails) as mails, (select count(*) from accounts) as accounts`;
    return row;
  }
});

describe("T-F7: what breaks closes the shop", () => {
  const isShut = ({ status, location }: Answer) => status >= 500 || location?.startsWith("/sign-in") === true;

  async function everythingIsShut(base?: string): Promise<void> {
    for (const path of shop.paths) {
      for (const cookie of ["", `foyer.sid=${"A".repeat(43)}`]) {
        const answer = await shop.visitor(base).ask(path, { headers: { cookie } });
        expect([path, answer.status, isShut(answer)]).toEqual([path, answer.status, true]);
        expectNothingOfTheShop(answer, path);
        expectNothingOfTheShop(await askRsc(shop.visitor(base), path, { cookie }), path);
      }
    }
  }

  const breaks: [string, string, string][] = [
    ...["sessions", "accounts", "customers", "settings", "settings_version"].map((table): [string, string, string] => [
      `the table ${table}`,
      `alter table ${table} rename to gone`,
      `alter table gone rename to ${table}`,
    ]),
    [
      "the settings' version",
      "create table gone as select * from settings_version; delete from settings_version",
      "insert into settings_version select * from gone; drop table gone",
    ],
  ];

  test.each(breaks)("without %s", async (what, take, giveBack) => {
    const { sql } = shop.database;
    const who = await customer();
    // A process that runs knows its settings; one that starts has to ask.
    const starting = what.includes("settings") ? await shop.product.second() : null;
    await sql.unsafe(take);
    try {
      await everythingIsShut();
      if (starting) await everythingIsShut(starting.url);
      if (what.includes("sessions")) expect(isShut(await who.ask("/"))).toBe(true);
    } finally {
      await sql.unsafe(giveBack);
      await starting?.stop();
    }
    await waitFor(async () => (await who.ask("/")).status === 200, "the shop to be open to customers again");
    await everythingIsShut();
  });

  test("without the database", async () => {
    const who = await customer();
    const name = new URL(shop.product.databaseUrl).pathname.slice(1);
    const allow = (isAllowed: boolean) =>
      withServer(inject("cluster").url, async (server) => {
        await server.unsafe(`alter database "${name}" with allow_connections ${isAllowed}`);
        if (!isAllowed) await server`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
      });
    await allow(false);
    try {
      await everythingIsShut();
      const answer = await who.ask("/");
      expect([answer.status, answer.headers["retry-after"]]).toEqual([503, "3"]);
      expectNothingOfTheShop(answer, "a customer's page");
    } finally {
      await allow(true);
    }
    await waitFor(async () => (await who.ask("/")).status === 200, "the shop to be open to customers again");
  });
});
