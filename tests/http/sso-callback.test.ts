import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealErrand } from "@/core/identities/errand";
import { makeSecrets } from "@/core/security/secrets";
import { askRsc } from "@/tests/support/closed-shop";
import { backPath, changeConnections, leadsTo } from "@/tests/support/connections";
import { TEST_SECRET } from "@/tests/support/product";
import { type HostileShop, problemOf, startHostileShop } from "@/tests/support/sso";
import type { Answer, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let shop: HostileShop;

beforeAll(async () => {
  shop = await startHostileShop(["fine", "also", "iss-parameter-fine", "odd-subject"]);
  await shop.customerOf("fine");
});
afterAll(() => shop.end());

/** To the provider and to the address it sends back to, which is not asked yet. */
const untilBack = async (who: Visitor, fault = "fine", query = "") =>
  backPath(await shop.hostile.authorize(await shop.begin(who, fault, query)));

/** Nothing came of it: a page of ours that says so, nobody signed in, nothing made. */
async function nothingCameOf(who: Visitor, ask: () => Promise<Answer>, problem: string, trouble: string | null): Promise<void> {
  const before = await shop.count();
  const answer = await ask();
  expect([answer.status, problemOf(answer), await shop.troubleOf(answer)]).toEqual([303, problem, trouble]);
  expect(await shop.count()).toEqual(before);
  expect((await who.ask("/api/auth/session")).body).toBe("null");
}

describe("T-O1: the state", () => {
  const changes: [string, (path: string) => string, string][] = [
    [
      "oidcc-client-test-ensure-authorization-response-with-missing-state-fails",
      (path) => path.replace(/&state=[^&]*/, ""),
      "answer.state",
    ],
    [
      "oidcc-client-test-ensure-authorization-response-with-invalid-state-fails",
      (path) => path.replace(/state=[^&]*/, "state=anything"),
      "answer.state",
    ],
    ["a state that comes twice", (path) => `${path}&state=anything`, "answer.repeated"],
    ["a code that comes twice", (path) => `${path}&code=anything`, "answer.repeated"],
  ];

  test.each(changes)("T-O1: %s", async (_module, change, trouble) => {
    const who = shop.visitor();
    const path = await untilBack(who);
    await nothingCameOf(who, () => who.ask(change(path)), "sso.failed", trouble);
  });

  test("T-O1: an answer from another browser is nobody's, whether that one is on a way itself or not", async () => {
    const [attacker, victim, idle] = [shop.visitor(), shop.visitor(), shop.visitor()];
    const path = await untilBack(attacker);
    await untilBack(victim);
    await nothingCameOf(idle, () => idle.ask(path), "sso.expired", null);
    await nothingCameOf(victim, () => victim.ask(path), "sso.failed", "answer.state");
  });
});

describe("cookies of another flow", () => {
  const CHECKS = ["authjs.pkce.code_verifier", "authjs.state", "authjs.nonce"];
  const swap = (to: Visitor, from: Visitor, names: string[]) => {
    for (const name of names) to.cookies.set(name, from.cookies.get(name) ?? "");
  };

  test("T-O2: the verifier of another flow is refused", async () => {
    const [who, other] = [shop.visitor(), shop.visitor()];
    const path = await untilBack(who);
    await untilBack(other);
    swap(who, other, CHECKS.slice(0, 1));
    await nothingCameOf(who, () => who.ask(path), "sso.failed", "token.refused");
  });

  test.each(CHECKS)("T-O3: %s of another provider is refused", async (name) => {
    const [who, other] = [shop.visitor(), shop.visitor()];
    const path = await untilBack(who);
    await untilBack(other, "also");
    swap(who, other, [name]);
    await nothingCameOf(who, () => who.ask(path), "sso.failed", "answer.state");
  });

  test("T-O3, T-O4: begun at one provider and ended at another is refused, and each has an address of its own", async () => {
    const who = shop.visitor();
    const [one, two] = await Promise.all(["fine", "also"].map((fault) => shop.begin(shop.visitor(), fault)));
    const back = (url = "") => new URL(url).searchParams.get("redirect_uri");
    expect([back(one), back(two)]).toEqual([
      `${shop.product.url}/api/auth/callback/oidc-fine`,
      `${shop.product.url}/api/auth/callback/oidc-also`,
    ]);
    const path = await untilBack(who, "also");
    await nothingCameOf(who, () => who.ask(path.replace("oidc-also", "oidc-fine")), "sso.failed", "errand.other");
  });

  test("T-L6: an errand that was changed, or made by somebody else, is none", async () => {
    const who = shop.visitor();
    const path = await untilBack(who);
    const sealed = who.cookies.get("foyer-handshake") ?? "";
    who.cookies.set("foyer-handshake", `${sealed.slice(0, -4)}AAAA`);
    await nothingCameOf(who, () => who.ask(path), "sso.expired", null);
  });
});

test("P-S4: a start asks with PKCE, state and nonce, and its cookies are for the server alone", async () => {
  const who = shop.visitor();
  const answer = await who.ask("/sign-in/go/oidc-fine");
  const asked = new URL(leadsTo(answer)).searchParams;
  expect([asked.get("code_challenge_method"), asked.get("response_type"), asked.get("client_id")]).toEqual([
    "S256",
    "code",
    "foyer",
  ]);
  for (const name of ["code_challenge", "state", "nonce"]) expect((asked.get(name) ?? "").length).toBeGreaterThan(20);
  const lines = [answer.headers["set-cookie"] ?? []]
    .flat()
    .filter((line) => /^(foyer-handshake|authjs\.(pkce|state|nonce))/.test(line));
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(line).toMatch(/; Path=\/.*; HttpOnly; SameSite=lax/i);
});

test("T-O16: the callback loaded twice shows a page and signs nobody in again", async () => {
  const who = shop.visitor();
  const path = await untilBack(who);
  expect((await who.ask(path)).location).toBe("/account");
  const before = await shop.count();
  const again = await who.ask(path);
  expect(problemOf(again)).toBe("sso.expired");
  const page = await who.go(again.location ?? "");
  expect([page.status, page.page.querySelector("[role=alert]")?.textContent]).toEqual([
    410,
    expect.stringContaining("Start again"),
  ]);
  expect(await shop.count()).toEqual(before);
  expect((await who.ask("/api/auth/session")).body).not.toBe("null");
});

test("T-S14, T-L5: whoever comes back replaces who was signed in here before", async () => {
  const who = shop.visitor();
  await who.ask(await untilBack(who));
  const former = who.cookies.get("foyer.sid") ?? "";
  await who.ask(await untilBack(who));
  expect(who.cookies.get("foyer.sid")).not.toBe(former);
  const ghost = shop.visitor();
  ghost.cookies.set("foyer.sid", former);
  expect((await ghost.ask("/api/auth/session")).body).toBe("null");
});

describe("T-O17: an error of the provider", () => {
  const PAYLOAD = "error_description=%3Cscript%3Ealert(1)%3C/script%3E&error_uri=javascript:alert(1)";
  const answers: [string, string, string][] = [
    ["access_denied", "sso.cancelled", "answer.cancelled"],
    ["%3Cscript%3Ealert(1)%3C/script%3E", "sso.failed", "answer.error"],
    ["temporarily_unavailable", "sso.unavailable", "answer.away"],
  ];

  test.each(answers)("T-O17: %s is told in words of ours", async (error, problem, trouble) => {
    const who = shop.visitor();
    const path = await untilBack(who);
    const state = new URL(path, shop.product.url).searchParams.get("state");
    const ask = () => who.ask(`/api/auth/callback/oidc-fine?error=${error}&${PAYLOAD}&state=${encodeURIComponent(state ?? "")}`);
    let answer: Answer | undefined;
    await nothingCameOf(
      who,
      async () => {
        answer = await ask();
        return answer;
      },
      problem,
      trouble,
    );
    const page = await who.ask(answer?.location ?? "");
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(page.body + (answer?.location ?? "")).not.toMatch(/alert\(1\)|javascript:/);
  });

  test("T-O17: an error without our state is nobody's", async () => {
    const who = shop.visitor();
    await untilBack(who);
    await nothingCameOf(who, () => who.ask("/api/auth/callback/oidc-fine?error=access_denied"), "sso.failed", "answer.state");
  });

  test("T-O17: the page tells of nothing but known failures", async () => {
    for (const problem of ["%3Cb%3E", "password.common", "constructor", "sso.", "server.busy"]) {
      const page = await shop.visitor().ask(`/sign-in?problem=${problem}&support=%3Cb%3E`);
      expect([page.status, page.page.querySelector("[role=alert]")]).toEqual([200, null]);
    }
    const known = await shop.visitor().ask("/sign-in?problem=sso.failed&support=evil.example");
    const notice = known.page.querySelector("[role=alert]")?.textContent ?? "";
    expect([known.status, notice.includes("did not work"), notice.includes("evil")]).toEqual([400, true, false]);
  });
});

describe("T-O20: a connection switched off in mid-flow", () => {
  test("T-O20: is refused on the way back, and cannot be begun", async () => {
    const who = shop.visitor();
    const path = await untilBack(who, "also");
    await changeConnections(shop.product, "update connections set is_enabled = false where id = 'oidc-also'");
    await waitFor(async () => !(await shop.visitor().ask("/sign-in")).body.includes("oidc-also"), "the button to go");
    await nothingCameOf(who, () => who.ask(path), "sso.gone", "connection.gone");
    const late = shop.visitor();
    expect(problemOf(await late.ask("/sign-in/go/oidc-also"))).toBe("sso.gone");
    expect([late.cookies.has("foyer-handshake"), late.cookies.has("authjs.state")]).toEqual([false, false]);
    await changeConnections(shop.product, "update connections set is_enabled = true where id = 'oidc-also'");
    await waitFor(async () => (await shop.visitor().ask("/sign-in")).body.includes("oidc-also"), "the button to come back");
  });
});

describe("T-O22, T-U1: where a sign-in leads", () => {
  const ODD = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/%5cevil.example",
    "/%2f%2fevil.example",
    "/%09/evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/..//evil.example",
    "/\r\nSet-Cookie: a=b",
    "",
    "http://",
    "/sign-out",
    "/sign-in/go/oidc-fine",
    "/api/auth/callback/oidc-fine",
  ];

  test.each(ODD)("T-U1: %j leads to the account page", async (wanted) => {
    const who = shop.visitor();
    const answer = await shop.roundTrip(who, "fine", `?returnTo=${encodeURIComponent(wanted)}`);
    expect([answer.status, answer.location]).toEqual([303, "/account"]);
  });

  test("T-U1: an address without end leads to the account page", async () => {
    expect((await shop.roundTrip(shop.visitor(), "fine", `?returnTo=/${"a".repeat(8000)}`)).location).toBe("/account");
  });

  test("T-U1: an errand that names another place leads nowhere else, at once or by way of Accept", async () => {
    const sealed = (connection: string) => {
      const errand = { kind: "sign-in", connection, returnTo: "https://evil.example/cart" } as const;
      return sealErrand({ secrets: makeSecrets([TEST_SECRET]), now: new Date() }, errand);
    };
    const who = shop.visitor();
    const path = await untilBack(who);
    who.cookies.set("foyer-handshake", sealed("oidc-fine"));
    expect((await who.ask(path)).location).toBe("/account");
    const stranger = shop.visitor();
    const back = await untilBack(stranger, "odd-subject");
    stranger.cookies.set("foyer-handshake", sealed("oidc-odd-subject"));
    expect((await stranger.ask(back)).location).toBe("/register/accept");
    expect((await stranger.ask("/register/accept")).body).not.toContain("evil.example");
    const waiting = await shop.database.sql`select return_to from pending_identities where connection = 'oidc-odd-subject'`;
    expect(waiting.map((row) => row.return_to)).toEqual([null]);
  });

  test("T-O22: what Auth.js would follow counts for nothing: parameters and cookies of its own", async () => {
    for (const value of ["https://evil.example", "//evil.example", "%", "javascript:alert(1)"]) {
      const who = shop.visitor();
      who.cookies.set("authjs.callback-url", encodeURIComponent(value));
      const path = await untilBack(
        who,
        "fine",
        `?callbackUrl=${encodeURIComponent(value)}&redirectTo=${encodeURIComponent(value)}`,
      );
      const answer = await who.ask(path);
      expect([answer.status, answer.location]).toEqual([303, "/account"]);
      const other = shop.visitor();
      const changed = await other.ask(`${await untilBack(other)}&callbackUrl=${encodeURIComponent(value)}`);
      expect([changed.status, changed.location]).toEqual([
        303,
        expect.stringMatching(/^\/(account|sign-in\?problem=sso\.failed.*)$/),
      ]);
    }
  });
});

describe("T-O24: only somebody who looks for themselves is sent to a provider", () => {
  const foreign: [string, Record<string, string>][] = [
    ["an image", { "sec-fetch-dest": "image", "sec-fetch-mode": "no-cors", "sec-fetch-site": "cross-site" }],
    ["a frame", { "sec-fetch-dest": "iframe", "sec-fetch-mode": "navigate", "sec-fetch-site": "cross-site" }],
    ["a script", { "sec-fetch-dest": "empty", "sec-fetch-mode": "cors" }],
    ["a prefetch of Next's", { "next-router-prefetch": "1" }],
    ["a prefetch", { "sec-purpose": "prefetch" }],
    ["a prerender", { "sec-purpose": "prefetch;prerender" }],
    ["an old prefetch", { purpose: "prefetch" }],
  ];

  test.each(foreign)("T-O24: not %s", async (_what, headers) => {
    const who = shop.visitor();
    const answer = await who.ask("/sign-in/go/oidc-fine", { headers });
    expect([answer.status, answer.location, answer.headers["set-cookie"]]).toEqual([403, null, undefined]);
  });

  test("T-O24: nor a page's payload", async () => {
    const answer = await askRsc(shop.visitor(), "/sign-in/go/oidc-fine");
    expect([answer.status, answer.location, answer.headers["set-cookie"]]).toEqual([403, null, undefined]);
  });

  test("T-O24: nor by HEAD or POST", async () => {
    for (const method of ["HEAD", "POST"]) {
      const answer = await shop.visitor().ask("/sign-in/go/oidc-fine", { method });
      expect([method, answer.status >= 400, answer.location]).toEqual([method, true, null]);
    }
  });

  test("T-O24: a browser's own look is", async () => {
    const headers = {
      "sec-fetch-dest": "document",
      "sec-fetch-mode": "navigate",
      "sec-fetch-site": "none",
      "sec-fetch-user": "?1",
    };
    const answer = await shop.visitor().ask("/sign-in/go/oidc-fine", { headers });
    expect([answer.status, answer.location?.startsWith(shop.hostile.issuer("fine"))]).toEqual([303, true]);
  });

  test("T-L6: nobody begins an errand of a form by a link", async () => {
    for (const kind of ["connect", "test", "sign-in", "x"]) {
      const who = shop.visitor();
      expect(problemOf(await who.ask(`/sign-in/go/oidc-fine?errand=${kind}`))).toBe("sso.expired");
      await untilBack(who);
      expect(problemOf(await who.ask(`/sign-in/go/oidc-fine?errand=${kind}`))).toBe("sso.expired");
    }
  });
});

test("T-K9, T-O23: nothing a provider sent is told to the browser, stored in the clear, or logged", async () => {
  const who = shop.visitor();
  const answer = await who.ask(await untilBack(who));
  const { user, ...rest } = JSON.parse((await who.ask("/api/auth/session")).body);
  expect([Object.keys(user), Object.keys(rest)]).toEqual([["id", "name", "email"], ["expires"]]);
  const [row] = await shop.database
    .sql`select row_to_json(sessions)::text as stored from sessions order by created_at desc limit 1`;
  const everything = [JSON.stringify(answer.headers), row?.stored, shop.product.output()].join("\n");
  expect(row?.stored).toContain("id_token");
  expect(everything).not.toMatch(/an access token|eyJhbGciOiJSUzI1NiI|a client secret of the tests/);
});
