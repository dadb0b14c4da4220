import { createHash } from "node:crypto";
import { createServer, request } from "node:http";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { storeSettings } from "@/db/queries/settings";
import { CHEAP_HASH, freshAddress } from "@/tests/support/context";
import { codeIn, linkIn } from "@/tests/support/mail-sink";
import { freshEmail, freshPassword, type MadeAccount, makeAccount } from "@/tests/support/make";
import { type Product, startProduct } from "@/tests/support/product";
import { type Answer, readForm, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let database: Database;
let ann: MadeAccount;

beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
});
afterAll(async () => {
  await database.end();
  await product.stop();
});
beforeEach(async () => {
  ann = await makeAccount({ db: database.db, hash: CHEAP_HASH });
});

const visitor = () => new Visitor(product.url);
const LINK = /^\/reset-password\//;
const SID = "foyer.sid";
const newestReset = (email = ann.email) => product.mail.newestTo(email, /new password/i);

async function ask(who: Visitor, identifier: string): Promise<Answer> {
  return who.submitAndGo(await who.go("/forgot-password"), "Send reset link", { identifier });
}

async function signIn(who: Visitor, password: string, identifier = ann.email): Promise<Answer> {
  return who.submit(await who.go("/sign-in"), "Sign in", { identifier, password });
}

const linkFor = async () => new URL(linkIn(await newestReset(), LINK)).pathname;
const heading = ({ page }: Answer) => page.querySelector("h1")?.textContent;
const problems = ({ page }: Answer) => page.querySelectorAll("[data-summary] li").map((one) => one.textContent);

/** A page without what differs from one visit to the next. */
const masked = ({ body }: Answer) =>
  body.replace(/nonce="[^"]*"|"nonce":"[^"]*"|nonce\\":\\"[^\\]*|[\w-]{43}|(?<=\$ACTION_KEY" value=")[^"]*/g, "…");

const digest = (text: string) => createHash("sha256").update(text).digest("hex");

function headersOf({ headers }: Answer): string {
  const { date: _, ...kept } = headers;
  return JSON.stringify(kept).replace(/nonce-[^']*|=[\w-]{43}|Expires=[^;]*/g, "…");
}

test("P-M4: without JavaScript, from the forgotten password by the mailed link to being signed in with the new one", async () => {
  const who = visitor();
  const sent = await ask(who, ann.number);
  expect([sent.status, heading(sent)]).toEqual([200, "Check your mail"]);
  const mail = await newestReset();
  expect(mail.text).toContain(`${ann.email}, ${ann.number}`);
  const elsewhere = visitor();
  const open = await elsewhere.go(new URL(linkIn(mail, LINK)).pathname);
  expect([open.status, heading(open)]).toEqual([200, "Set a new password"]);
  expect(open.body).toContain("a***@example.com");
  expect(open.body).not.toContain(ann.email);
  const newPassword = freshPassword();
  const done = await elsewhere.submit(open, "Set password", { newPassword });
  expect([done.status, done.location]).toEqual([303, "/sign-in?passwordSet"]);
  // T-P12: nobody is signed in by it.
  expect(elsewhere.cookies.has(SID)).toBe(false);
  const door = await elsewhere.go("/sign-in?passwordSet");
  expect(door.page.querySelector("[role=status]")?.textContent).toContain("Your password is set");
  expect((await signIn(elsewhere, ann.password)).status).toBe(401);
  expect((await signIn(elsewhere, newPassword)).location).toBe("/account");
  const told = await product.mail.newestTo(ann.email, /changed/i);
  expect(told.raw).not.toContain(newPassword);
});

test("P-M4: the code works in the browser that asked, T-C6: and in no other", async () => {
  const who = visitor();
  const sent = await ask(who, ann.email);
  const code = codeIn(await newestReset());
  const newPassword = freshPassword();
  const stranger = visitor();
  const refused = await stranger.submit(await stranger.go("/forgot-password?sent"), "Set password", { code, newPassword });
  expect([refused.status, problems(refused).length]).toEqual([422, 1]);
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
  expect((await who.submit(sent, "Set password", { code: spaced, newPassword })).location).toBe("/sign-in?passwordSet");
  expect((await signIn(visitor(), newPassword)).location).toBe("/account");
});

test("T-P1: a known address, a number, an unknown one and nonsense get the same answer, byte for byte", async () => {
  const seen = [];
  for (const identifier of [ann.email, ann.number, freshEmail(), "99887766", "no name at all"]) {
    const who = visitor();
    const posted = await who.submit(await who.go("/forgot-password"), "Send reset link", { identifier });
    const page = await who.go(posted.location ?? "");
    seen.push({
      status: posted.status,
      headers: headersOf(posted),
      page: digest(masked(page)),
      main: page.page.querySelector("main")?.innerText,
    });
  }
  for (const one of seen) expect(one).toEqual(seen[0]);
});

test("T-P2: whatever host a request claims, the link leads to the configured origin", async () => {
  const who = visitor();
  const { data } = readForm(await who.go("/forgot-password"), "Send reset link");
  data.set("identifier", ann.email);
  const encoded = new Response(data);
  const status = await post("/forgot-password", Buffer.from(await encoded.arrayBuffer()), {
    "content-type": encoded.headers.get("content-type") ?? "",
    host: "evil.example",
    "x-forwarded-host": "evil.example",
    forwarded: "host=evil.example;proto=http",
    "x-forwarded-proto": "http",
  });
  // Refused or answered, no mail may carry the claimed host.
  if (status.status === 303) {
    expect(status.location).not.toContain("evil");
    expect(linkIn(await newestReset(), LINK).startsWith(`${product.url}/reset-password/`)).toBe(true);
  }
  await ask(visitor(), ann.number);
  await newestReset();
  expect(product.mail.mails.filter(({ raw }) => /evil\.example/.test(raw))).toEqual([]);
});

test("T-U5: a claimed host is in no redirect", async () => {
  for (const path of ["/account/security", "/.well-known/change-password"]) {
    const answer = await visitor().ask(path, { headers: { "x-forwarded-host": "evil.example", forwarded: "host=evil.example" } });
    expect([303, 307]).toContain(answer.status);
    expect(new URL(answer.location ?? "", product.url).origin).toBe(product.url);
  }
});

test("T-P3: two addresses in one request, or one with a second recipient in it, reach nobody", async () => {
  const before = product.mail.mails.length;
  const who = visitor();
  const { data } = readForm(await who.go("/forgot-password"), "Send reset link");
  data.set("identifier", ann.email);
  data.append("identifier", "mallory@example.com");
  const encoded = new Response(data);
  const twice = await who.ask("/forgot-password", {
    method: "POST",
    headers: { "content-type": encoded.headers.get("content-type") ?? "" },
    body: Buffer.from(await encoded.arrayBuffer()),
  });
  expect(twice.status).toBe(400);
  for (const identifier of [
    `${ann.email},mallory@example.com`,
    `${ann.email}\r\nBcc: mallory@example.com`,
    `${ann.email};m@example.com`,
  ]) {
    await ask(visitor(), identifier);
  }
  const last = freshEmail();
  await ask(visitor(), last);
  await product.mail.newestTo(last);
  // A late mail of an earlier test may be among them; what must not be is one to somebody smuggled in, or to two.
  const since = product.mail.mails.slice(before).map(({ recipients }) => recipients);
  expect(since.filter((recipients) => recipients.length !== 1 || /^(mallory|m)@/.test(recipients[0] ?? ""))).toEqual([]);
});

test("T-V1: a scanner that opens the link three times uses nothing up, T-V2: and gets no cookie", async () => {
  await ask(visitor(), ann.email);
  const link = await linkFor();
  for (const method of ["HEAD", "GET", "GET"]) {
    const seen = await visitor().ask(link, { method });
    expect([seen.status, seen.headers["set-cookie"]]).toEqual([200, undefined]);
  }
  const who = visitor();
  expect((await who.submit(await who.go(link), "Set password", { newPassword: freshPassword() })).status).toBe(303);
});

test("T-V5: unknown, cut off and used links get one page, with a way on", async () => {
  await ask(visitor(), ann.email);
  const link = await linkFor();
  const who = visitor();
  await who.submit(await who.go(link), "Set password", { newPassword: freshPassword() });
  const pages = [];
  for (const path of [
    link,
    link.slice(0, -1),
    `${link.slice(0, -1)}!`,
    `/reset-password/${"x".repeat(43)}`,
    "/reset-password/%00",
  ]) {
    const seen = await visitor().go(path);
    expect([seen.status, heading(seen)]).toEqual([410, "This link is not valid any more"]);
    pages.push(seen.page.querySelector("main")?.textContent);
  }
  expect(new Set(pages).size).toBe(1);
});

test("T-R13: a password that is refused says why, costs nothing and is not sent back", async () => {
  await ask(visitor(), ann.email);
  const who = visitor();
  const open = await who.go(await linkFor());
  const refused = await who.submit(open, "Set password", { newPassword: "password12345678" });
  expect([refused.status, problems(refused).length]).toEqual([422, 1]);
  expect(refused.body).not.toContain("password12345678");
  expect((await who.submit(refused, "Set password", { newPassword: freshPassword() })).status).toBe(303);
});

test("T-P7: a reset ends every session of the account on the next request, T-FX23: also at another process", async () => {
  const other = await product.second();
  const inHere = visitor();
  const inThere = new Visitor(other.url, product.url);
  await signIn(inHere, ann.password);
  await signIn(inThere, ann.password);
  expect([(await inHere.ask("/account")).status, (await inThere.ask("/account")).status]).toEqual([200, 200]);
  await ask(new Visitor(other.url, product.url), ann.email);
  const who = visitor();
  expect((await who.submit(await who.go(await linkFor()), "Set password", { newPassword: freshPassword() })).status).toBe(303);
  for (const one of [inHere, inThere]) {
    const answer = await one.ask("/account");
    expect([answer.status, answer.location]).toEqual([307, "/sign-in?returnTo=%2Faccount"]);
  }
});

test("T-P5: of eight resets at once with one link at two processes one succeeds", async () => {
  const other = await product.second();
  await ask(visitor(), ann.email);
  const link = await linkFor();
  const people = Array.from({ length: 8 }, (_, i) => new Visitor(i % 2 ? other.url : product.url, product.url));
  const opened = await Promise.all(people.map((who) => who.go(link)));
  const passwords = people.map(freshPassword);
  const answers = await Promise.all(
    people.map((who, i) => who.submit(opened[i] ?? unopened(), "Set password", { newPassword: passwords[i] ?? "" })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 7 }, () => 410)]);
  const winner = answers.findIndex(({ status }) => status === 303);
  expect((await signIn(visitor(), passwords[winner] ?? "")).location).toBe("/account");
});

test("T-FX19: a request sent twice at once is answered twice alike and mailed once", async () => {
  const who = visitor();
  const form = await who.go("/forgot-password");
  const twice = await Promise.all([1, 2].map(() => who.submit(form, "Send reset link", { identifier: ann.email })));
  expect(twice.map(({ status, location }) => [status, location])).toEqual([
    [303, "/forgot-password?sent"],
    [303, "/forgot-password?sent"],
  ]);
  const code = codeIn(await newestReset());
  const newPassword = freshPassword();
  const done = await who.submit(await who.go("/forgot-password?sent"), "Set password", { code, newPassword });
  expect(done.location).toBe("/sign-in?passwordSet");
  expect(
    product.mail.mails.filter(({ recipients, subject }) => recipients.includes(ann.email) && /new password/i.test(subject)),
  ).toHaveLength(1);
});

test("T-K6: changing the password keeps this browser in with a new cookie and ends the others", async () => {
  const here = visitor();
  const elsewhere = visitor();
  await signIn(here, ann.password);
  await signIn(elsewhere, ann.password);
  const old = here.cookies.get(SID);
  const page = await here.go("/account/security");
  expect(page.page.querySelector("main")?.textContent).toContain(ann.number);
  const wrong = await here.submit(page, "Save", { password: "not my password", newPassword: freshPassword() });
  expect([wrong.status, problems(wrong)]).toEqual([422, ["This is not your current password."]]);
  const newPassword = freshPassword();
  const done = await here.submitAndGo(wrong, "Save", { password: ann.password, newPassword });
  expect(done.page.querySelector("[role=status]")?.textContent).toContain("Your new password is saved");
  expect(here.cookies.get(SID)).not.toBe(old);
  expect((await elsewhere.ask("/account")).status).toBe(307);
  const replay = visitor();
  replay.cookies.set(SID, old ?? "");
  expect((await replay.ask("/account")).status).toBe(307);
  expect((await signIn(visitor(), newPassword)).location).toBe("/account");
});

test("P-A4: with force login on, signing out ends on a page that stays, and P-A5: SSO only closes the reset's pages", async () => {
  const who = visitor();
  await signIn(who, ann.password);
  await set("access.forceLogin", "true");
  await waitFor(async () => (await visitor().ask("/")).status === 307, "force login");
  const out = await who.submit(await who.go("/account"), "Sign out");
  expect([out.status, out.location]).toEqual([303, "/signed-out"]);
  const page = await who.ask("/signed-out");
  expect([page.status, heading(page), page.headers.refresh]).toEqual([200, "Signed out", undefined]);
  expect(page.page.querySelectorAll("main a").map((link) => link.getAttribute("href"))).toEqual(["/sign-in", "/"]);
  await set("access.ssoOnly", "true");
  await waitFor(async () => (await visitor().ask("/forgot-password")).status === 307, "SSO only");
  for (const path of ["/forgot-password", `/reset-password/${"x".repeat(43)}`]) {
    expect((await visitor().ask(path)).location).toBe("/sign-in");
  }
  await set("access.ssoOnly", null);
  await set("access.forceLogin", null);
  await waitFor(async () => (await visitor().ask("/")).status === 200, "no force login");
});

const set = (key: string, value: string | null) => storeSettings(database.db, [{ key, value }]);

function unopened(): never {
  throw new Error("the page was not opened");
}

/** Posts with headers that no browser sends. */
function post(path: string, body: Buffer, headers: Record<string, string>): Promise<{ status: number; location: string | null }> {
  const { hostname, port } = new URL(product.url);
  const own = { origin: product.url, "sec-fetch-site": "same-origin", "x-forwarded-for": freshAddress() };
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path, method: "POST", headers: { ...own, ...headers } }, (incoming) => {
      incoming.resume();
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, location: incoming.headers.location ?? null }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

test("T-P6: signing in with the old password ends the link on its way", async () => {
  await ask(visitor(), ann.email);
  const link = await linkFor();
  expect((await signIn(visitor(), ann.password)).location).toBe("/account");
  expect((await visitor().go(link)).status).toBe(410);
});

test("T-C8: an expired link is as dead as an unknown one", async () => {
  await ask(visitor(), ann.email);
  const link = await linkFor();
  await database.db.execute(sql`update proofs set expires_at = now() - interval '1 second' where account_id = ${ann.accountId}`);
  expect((await visitor().go(link)).status).toBe(410);
});

test("T-M10: mail services are asked to leave links alone, and a link that one rewrote all the same still works, once, after its redirect", async () => {
  const who = visitor();
  await ask(who, ann.email);
  const mail = await newestReset();
  const headers = mail.raw.slice(0, mail.raw.indexOf("\r\n\r\n"));
  for (const header of [
    /^X-Mailgun-Track: no$/im,
    /^X-PM-TrackLinks: None$/im,
    /^X-MC-Track: none$/im,
    /^X-SMTPAPI: \{"filters":\{"clicktrack":\{"settings":\{"enable":0\}\},"opentrack":\{"settings":\{"enable":0\}\}\}\}$/im,
    /^X-Mailjet-TrackClick: 0$/im,
    /^X-Mailjet-TrackOpen: 0$/im,
    /^X-MSYS-API: \{"options":\{"click_tracking":false,"open_tracking":false\}\}$/im,
  ])
    expect(headers).toMatch(header);
  const link = linkIn(mail, LINK);
  const tracker = createServer((_asked, answer) => answer.writeHead(302, { location: `${link}?utm_source=mail&click=1` }).end());
  const port = await new Promise<number>((resolve) => {
    tracker.listen(0, "127.0.0.1", () => {
      const address = tracker.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  const rewritten = await fetch(`http://127.0.0.1:${port}/c/abc`, { redirect: "manual" });
  tracker.close();
  const arrived = new URL(rewritten.headers.get("location") ?? "");
  const page = await who.go(arrived.pathname + arrived.search);
  expect(page.status).toBe(200);
  const password = freshPassword();
  await who.submitAndGo(page, "Set password", { newPassword: password });
  expect((await signIn(visitor(), password)).status).toBe(303);
  expect((await visitor().go(arrived.pathname)).status).toBe(410);
});
