import { statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { findRunningEmbedded } from "@/db/embedded/running";
import { DEMO_CONNECTION } from "@/server/demo-connection";
import { runScript } from "@/tests/support/command";
import { changeConnections, leadsTo } from "@/tests/support/connections";
import { cleanUp, newDataDir } from "@/tests/support/embedded";
import { beginProduct, freePort, type Launched } from "@/tests/support/product";
import { type Answer, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let demo: Launched & { readonly url: string };
let dataDir: string;
let database: Database;
let issuer: string;

beforeAll(async () => {
  dataDir = newDataDir();
  const port = await freePort();
  demo = { ...beginProduct(port, { DATA_DIR: dataDir }), url: `http://localhost:${port}` };
  await waitFor(() => demo.output().includes("Foyer is ready at"), "the demo to be ready", 60_000);
  const url = await waitFor(findDatabaseUrl, "the demo's database");
  database = openDatabase(url, 1);
  const [row] = await database.sql`select fields->>'issuer' as issuer from connections where id = ${DEMO_CONNECTION}`;
  issuer = String(row?.issuer);
});
afterAll(async () => {
  await demo.stop();
  await cleanUp();
});

const findDatabaseUrl = () => findRunningEmbedded(join(dataDir, "postgres"));

const pathOf = (url: string) => new URL(url).pathname + new URL(url).search;

/** Where the provider sends a browser of its own back to, from an address the shop sent it to; whoever is asked there is this person. */
async function throughProvider(browser: Visitor, url: string, person?: RegExp): Promise<string> {
  let answer = await browser.ask(pathOf(url));
  for (let hops = 0; hops < 10; hops++) {
    const to = answer.location === null ? null : new URL(answer.location, issuer);
    if (to && to.origin !== issuer) return pathOf(to.href);
    answer = to ? await browser.ask(to.pathname + to.search) : await press(browser, answer, person);
  }
  throw new Error("the provider sends its visitor in circles");
}

function press(browser: Visitor, page: Answer, person: RegExp | undefined): Promise<Answer> {
  const button = page.page.querySelectorAll("form button").find((one) => person?.test(one.textContent));
  if (!button) throw new Error(`nobody to press at ${page.path}: ${page.page.textContent.slice(0, 300)}`);
  return browser.submit(page, button.textContent.trim());
}

async function switchOn(): Promise<void> {
  const offered = async () => (await new Visitor(demo.url).ask("/sign-in")).body.includes(`/sign-in/go/${DEMO_CONNECTION}`);
  expect(await offered()).toBe(false);
  const change = "update connections set is_enabled = true, tested_at = now()";
  await changeConnections({ databaseUrl: findDatabaseUrl() ?? "" }, change);
  await waitFor(offered, "the connection to be offered");
}

test("its output is the cast and nothing of how its provider is made", async () => {
  expect(demo.output()).toContain("Wren ID");
  await new Visitor(issuer).ask("/.well-known/openid-configuration");
  expect(demo.output()).not.toMatch(/warning|quick start|unsupported/i);
});

test("its provider answers to its own name only, and keeps its keys to this user", async () => {
  const misled = new Visitor(issuer).ask("/.well-known/openid-configuration", { headers: { host: "shop.example.com" } });
  expect((await misled).status).toBe(421);
  expect(statSync(join(dataDir, "sign-in-provider.json")).mode & 0o777).toBe(0o600);
});

test("a page of its provider without a sign-in that waits leads back to the shop", async () => {
  const lost = await new Visitor(issuer).ask("/choose/nothing");
  expect([lost.status, lost.page.querySelector("a")?.getAttribute("href")]).toEqual([410, demo.url]);
});

test("P-S2, P-S4: switched on, its new person accepts and gets to the wanted page; signing out ends the session there too", async () => {
  await switchOn();
  const [who, there] = [new Visitor(demo.url), new Visitor(issuer)];
  const start = "/sign-in/go/oidc-wren-id?returnTo=%2Fproducts%2Ftea-tin%3Fx%3D1";
  const back = await throughProvider(there, leadsTo(await who.ask(start)), /Lena/);
  const accepted = await who.submit(await who.go(back), "Accept and continue");
  expect(accepted.location).toBe("/register/welcome?returnTo=%2Fproducts%2Ftea-tin%3Fx%3D1");
  const signedOut = await who.submit(await who.go("/account"), "Sign out");
  expect(await throughProvider(there, leadsTo(signedOut))).toBe("/signed-out");
  await expect(throughProvider(there, leadsTo(await who.ask(start)))).rejects.toThrow("nobody to press at /choose/");
  // Known to the shop now: nothing is asked there any more.
  const again = await throughProvider(there, leadsTo(await who.ask(start)), /Lena/);
  expect((await who.ask(again)).location).toBe("/products/tea-tin?x=1");
});

test("P-S3: an account that exists is not opened by the provider's word, only by a code to its mailbox", async () => {
  const [who, there] = [new Visitor(demo.url), new Visitor(issuer)];
  const back = await throughProvider(there, leadsTo(await who.ask("/sign-in/go/oidc-wren-id")), /Marta/);
  await who.submitAndGo(await who.go(back), "Accept and continue");
  expect((await who.ask("/account")).location).toMatch(/^\/sign-in/);
  const codeIn = (mails: { to: string; text: string }[]) =>
    mails.find(({ to }) => to === "marta@example.com")?.text.match(/\b\d{6}\b/);
  const [code] = await waitFor(async () => codeIn(JSON.parse((await who.ask("/demo/mail.json")).body)), "the code");
  await who.submit(await who.go("/register/accept"), "Confirm code", { code });
  expect((await who.ask("/account")).status).toBe(200);
});

test("P-A6: a command that prints a link finds where it answers, without being told its port", async () => {
  const { output } = await runScript("admin-unlock.ts", [], { DATA_DIR: dataDir });
  const link = output.split("\n").find((line) => line.startsWith("http")) ?? "";
  expect(new URL(link).origin).toBe(demo.url);
  expect((await new Visitor(demo.url).ask(pathOf(link))).status).toBe(200);
});

test("told to stop, it ends with 0, and shop and provider listen no more", async () => {
  await database.end();
  expect(await demo.stop()).toBe(0);
  for (const url of [demo.url, issuer]) await expect(new Visitor(url).ask("/")).rejects.toThrow("ECONNREFUSED");
});
