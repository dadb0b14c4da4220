import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db";
import { connectionTexts } from "@/tests/support/connection-texts";
import { changeConnections, connect } from "@/tests/support/connections";
import { CHEAP_HASH } from "@/tests/support/context";
import { startDirectory, type TestDirectory } from "@/tests/support/directory";
import { freshEmail, makeAccount } from "@/tests/support/make";
import { makeProduct } from "@/tests/support/make-shop";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings, openRegistration } from "@/tests/support/settings";
import { readForm, Visitor } from "@/tests/support/visitor";
import { waitFor } from "@/tests/support/wait-for";

let product: Product;
let database: Database;
let slapd: TestDirectory;
const FORM = "/sign-in/directory/ldap-house";

beforeAll(async () => {
  slapd = await startDirectory();
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  await openRegistration(product);
  const label = "Sign in with your house account";
  await connect(
    product,
    { id: "ldap-house", provider: "ldap", texts: { ...slapd.texts, label, trustEmail: "true", domains: "house.example" } },
    { id: "oidc-work", texts: { ...connectionTexts.oidc } },
    { id: "ldap-off", provider: "ldap", texts: slapd.texts, isEnabled: false },
  );
});
afterAll(async () => {
  await database.end();
  await product.stop();
  await slapd.stop();
});

const visitor = () => new Visitor(product.url);
const whoIs = async (who: Visitor) => JSON.parse((await who.ask("/api/auth/session")).body)?.user?.id ?? null;

/** Somebody of the directory, and what they type. */
async function person(uid: string, mail = freshEmail(uid).replace(/@.*/, "@house.example")) {
  const password = `${uid}'s own`;
  const dn = await slapd.addPerson({ uid, password, mail });
  return { dn, mail, typed: { identifier: uid, password } };
}

/** Signs in for the first time, and accepts. */
async function newcomer(uid: string) {
  const someone = await person(uid);
  const who = visitor();
  const accept = await who.submitAndGo(await who.go(FORM), "Sign in", someone.typed);
  expect(accept.path).toBe("/register/accept");
  await who.submitAndGo(accept, "Accept and continue");
  expect(await whoIs(who)).not.toBeNull();
  return { ...someone, who };
}

describe("the form of a directory", () => {
  test("P-R17, P-A2: from the sign-in page to Accept, and to the wanted page with the cart; the next time without Accept", async () => {
    const [{ slug }, another] = [await makeProduct({ db: database.db }), await makeProduct({ db: database.db })];
    const { typed, mail } = await person("nora");
    const who = visitor();
    await who.submit(await who.go(`/products/${slug}`), "Add to cart", { quantity: "2" });
    const door = await who.go("/sign-in?returnTo=%2Fcart%3Ffrom%3Dmail");
    const way = door.page.querySelector(`a[href^="${FORM}"]`);
    expect(way?.textContent.trim()).toBe("Sign in with your house account");
    const form = await who.go(way?.getAttribute("href") ?? "");
    expect(form.page.querySelector("h1")?.textContent).toBe("Sign in with your house account");
    expect(form.page.querySelector("main a")?.getAttribute("href")).toBe("/sign-in?returnTo=%2Fcart%3Ffrom%3Dmail");
    const accept = await who.submitAndGo(form, "Sign in", typed);
    expect([accept.path, await whoIs(who)]).toEqual(["/register/accept", null]);
    expect(accept.page.querySelector("main")?.textContent).toContain(mail);
    await who.submitAndGo(accept, "Accept and continue");
    const accountId = await whoIs(who);
    expect(accountId).not.toBeNull();

    const later = visitor();
    await later.submit(await later.go(`/products/${another.slug}`), "Add to cart", { quantity: "1" });
    const landed = await later.submit(await later.go(`${FORM}?returnTo=%2Fcart%3Ffrom%3Dmail`), "Sign in", typed);
    expect([landed.status, landed.location]).toEqual([303, "/cart?from=mail"]);
    expect(await whoIs(later)).toBe(accountId);
    const [kept] = await database.sql`select sum(quantity)::int as sum from cart_lines where account_id = ${accountId}`;
    expect(kept?.sum).toBe(3);
  });

  test("T-LD1, T-LD2, T-S7: refused in one sentence, with what was typed kept but for the password", async () => {
    const { typed } = await person("olaf");
    const sentences = new Set<string>();
    for (const [identifier, password] of [
      ["nobody", typed.password],
      ["ola*", typed.password],
      [typed.identifier, "wrong"],
      [typed.identifier, "  "],
    ] as const) {
      const who = visitor();
      const answer = await who.submit(await who.go(FORM), "Sign in", { identifier, password });
      expect([identifier, answer.status]).toEqual([identifier, 401]);
      sentences.add(answer.page.querySelector("[role=alert]")?.textContent.replace(/[2-9A-Z]{4}-[2-9A-Z]{4}/, "") ?? "");
      const { data } = readForm(answer, "Sign in");
      expect([data.get("identifier"), data.get("password"), data.get("connection")]).toEqual([identifier, "", "ldap-house"]);
      expect(await whoIs(who)).toBeNull();
    }
    expect([...sentences]).toEqual([expect.stringContaining("That did not work.")]);
    // Nothing that the shop could do about a password of theirs.
    expect([...sentences].join()).not.toMatch(/registered|new password/);
    const who = visitor();
    const empty = await who.submit(await who.go(FORM), "Sign in", { identifier: "", password: "" });
    expect([empty.status, empty.body.includes("Enter your user name."), empty.body.includes("customer number")]).toEqual([
      422,
      true,
      false,
    ]);
  });

  test("P-S1: an unknown or disabled connection has no page; a provider's leads to where its way begins", async () => {
    for (const id of ["ldap-off", "never-was", "__proto__"])
      expect([id, (await visitor().ask(`/sign-in/directory/${id}`)).status]).toEqual([id, 404]);
    const elsewhere = await visitor().ask("/sign-in/directory/oidc-work?returnTo=%2Fcart");
    expect(elsewhere.location).toBe("/sign-in/go/oidc-work?returnTo=%2Fcart");
    expect((await visitor().ask("/sign-in/go/ldap-house?returnTo=%2Fcart")).location).toBe(`${FORM}?returnTo=%2Fcart`);
    const who = visitor();
    const open = await who.go(FORM);
    for (const connection of ["ldap-off", "oidc-work"])
      expect((await who.submit(open, "Sign in", { connection, identifier: "a", password: "b" })).status).toBe(404);
  });

  test("P-S5: an address of the directory's domain leads to its form, with nothing compared", async () => {
    const who = visitor();
    const typed = { identifier: "anybody@house.example", password: "whatever" };
    const sent = await who.submit(await who.go("/sign-in?returnTo=%2Fcart"), "Sign in", typed);
    expect(sent.location?.startsWith(`${FORM}?returnTo=%2Fcart&`)).toBe(true);
    expect(sent.location, "what is typed stands in no address").not.toContain("house.example");
    const { data } = readForm(await who.go(sent.location ?? ""), "Sign in");
    expect([data.get("identifier"), data.get("password"), data.get("returnTo")]).toEqual([typed.identifier, "", "/cart"]);
    const forged = await who.go(`${FORM}?typed=${encodeURIComponent(typed.identifier)}`);
    expect(readForm(forged, "Sign in").data.get("identifier")).toBe("");
  });

  test("T-LD7: an address that has an account here opens it to nobody without its mailbox", async () => {
    const local = await makeAccount({ db: database.db, hash: CHEAP_HASH });
    const { typed } = await person("same", local.email);
    const who = visitor();
    const accept = await who.submitAndGo(await who.go(FORM), "Sign in", typed);
    const next = await who.submitAndGo(accept, "Accept and continue");
    expect([next.path, await whoIs(who)]).toEqual(["/register/accept", null]);
    expect(readForm(next, "Confirm code").data.has("code")).toBe(true);
    expect(await database.sql`select 1 from identities where account_id = ${local.accountId}`).toHaveLength(0);
  });

  test("P-A5: under SSO only its form works, and every local door is closed", async () => {
    const { typed } = await newcomer("paul");
    await changeSettings(product, { "access.ssoOnly": "true" });
    await waitFor(async () => !(await visitor().ask("/sign-in")).body.includes('name="password"'), "SSO only to take effect");
    try {
      const who = visitor();
      expect((await who.ask("/register")).location).toBe("/sign-in");
      expect((await who.submit(await who.go(FORM), "Sign in", typed)).location).toBe("/account");
      expect((await who.ask("/account")).status).toBe(200);
      expect((await who.go("/account/security")).page.querySelector("main")?.textContent).not.toContain("What you sign in with");
    } finally {
      await changeSettings(product, { "access.ssoOnly": "false" });
      await waitFor(async () => (await visitor().ask("/sign-in")).body.includes('name="password"'), "the form to be back");
    }
  });

  test("T-LD6: who was removed from the directory is signed out by the next look; while it is away nobody is", async () => {
    const [removed, stays] = [await newcomer("rita"), await newcomer("stan")];
    await slapd.change((client) => client.del(removed.dn));
    await slapd.pause();
    // A process looks as soon as it begins, and then every five minutes.
    const first = await product.second();
    await waitFor(async () => first.output().includes("whether people still are in a directory"), "a look at what is away");
    expect([await whoIs(removed.who), await whoIs(stays.who)]).not.toContain(null);
    await first.stop();
    await slapd.resume();
    const second = await product.second();
    await waitFor(async () => (await whoIs(removed.who)) === null, "the removed person to be signed out");
    expect(await whoIs(stays.who)).not.toBeNull();
    await second.stop();
  });

  test("T-FX32: while the directory is down the form says so within ten seconds, and other ways are offered", async () => {
    const { typed } = await person("dora");
    await slapd.pause();
    const who = visitor();
    const began = Date.now();
    const answer = await who.submit(await who.go(`${FORM}?returnTo=%2Fcart`), "Sign in", typed);
    expect(answer.status).toBe(503);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(answer.page.querySelector("[role=alert]")?.textContent).toMatch(/does not answer at the moment/);
    const other = await who.go(answer.page.querySelector('main a[href^="/sign-in?"]')?.getAttribute("href") ?? "");
    expect(other.page.querySelector("input[name=password]")).not.toBeNull();
    expect(product.output()).toContain("nobody can sign in at a directory");
    await slapd.resume();
    expect((await who.submit(await who.go(FORM), "Sign in", typed)).location).toBe("/register/accept");
  });

  test("T-O20: a connection that is disabled while its form is open lets nobody in", async () => {
    const { typed, who } = await newcomer("lena");
    const late = visitor();
    const open = await late.go(FORM);
    await changeConnections(product, "update connections set is_enabled = false where id = 'ldap-house'");
    await waitFor(async () => (await visitor().ask(FORM)).status === 404, "the connection to be off");
    expect((await late.submit(open, "Sign in", typed)).status).toBe(404);
    expect(await whoIs(late)).toBeNull();
    expect(await whoIs(who)).not.toBeNull();
  });
});
