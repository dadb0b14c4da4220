import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPartnerCode } from "@/core/partners/partner-code";
import { type Database, openDatabase } from "@/db";
import { backPath, connect, leadsTo } from "@/tests/support/connections";
import { codeIn } from "@/tests/support/mail-sink";
import { freshEmail, freshPassword } from "@/tests/support/make";
import { type OidcProvider, startOidcProvider } from "@/tests/support/oidc-provider";
import { type PartnerService, type ServiceMood, startPartnerService } from "@/tests/support/partner-service";
import { makePartner, placeOf } from "@/tests/support/partners";
import { type Product, startProduct } from "@/tests/support/product";
import { changeSettings, openRegistration } from "@/tests/support/settings";
import { type Answer, Visitor } from "@/tests/support/visitor";

let product: Product;
let database: Database;
let provider: OidcProvider;
let service: PartnerService;
beforeAll(async () => {
  product = await startProduct();
  database = openDatabase(product.databaseUrl, 2);
  service = await startPartnerService();
  provider = await startOidcProvider({ redirectUris: [`${product.url}/api/auth/callback/oidc-work`] });
  await connect(product, { id: "oidc-work", texts: { ...provider.texts, label: "Sign in at work" } });
  await openRegistration(product, { "registration.captcha": "off", "registration.partnerCodes": "true" });
});
afterAll(async () => {
  await provider.stop();
  await service.stop();
  await database.end();
  await product.stop();
});

const person = { firstName: "Robin", lastName: "Reed" };
const heading = ({ page }: Answer) => page.querySelector("h1")?.textContent;

/** Sends the registration form with a code. Each from an address of the network of its own, since codes are counted by it. */
async function register(partnerCode: string) {
  const [visitor, email] = [new Visitor(product.url), freshEmail()];
  const filled = { ...person, email, password: freshPassword(), registerAs: "partner", partnerCode };
  const sent = await visitor.submitAndGo(await visitor.go("/register"), "Create account", filled);
  return { visitor, email, sent };
}

/** Asserts that no way of writing a code stands in what the product has printed. */
function expectNothingPrinted(code: string) {
  const plain = code.replaceAll("-", "");
  const printed = product.output().toUpperCase();
  for (const written of [code, plain, encodeURIComponent(code)]) expect(printed).not.toContain(written.toUpperCase());
}

describe("T-Q6: the log of the running product has no code of a partner in it", () => {
  test("T-Q6: after a registration with a good, a wrong and a misspelt one", async () => {
    const { code } = await makePartner(database);
    const [wrong, misspelt] = [newPartnerCode(), `${code.slice(0, -1)}*`];
    for (const refused of [wrong, misspelt]) expect((await register(refused)).sent.status).toBe(422);
    const { visitor, email, sent } = await register(code);
    const done = await visitor.submitAndGo(sent, "Confirm code", { code: codeIn(await product.mail.newestTo(email)) });
    expect(heading(done)).toBe("Your account is active");
    for (const typed of [code, wrong, misspelt]) expectNothingPrinted(typed);
  });

  test("T-Q6: after Accept with a good, a wrong and a misspelt one", async () => {
    const { code } = await makePartner(database);
    const [wrong, misspelt] = [newPartnerCode(), `${code.slice(0, -1)}*`];
    const [who, email] = [new Visitor(product.url), freshEmail()];
    await who.ask(backPath(await provider.signIn(leadsTo(await who.ask("/sign-in/go/oidc-work")), "ann")));
    let page = await who.go("/register/accept");
    const filled = { ...person, email, registerAs: "partner" };
    for (const partnerCode of [wrong, misspelt]) {
      page = await who.submit(page, "Accept and continue", { ...filled, partnerCode });
      expect(page.status).toBe(422);
    }
    const step = await who.submitAndGo(page, "Accept and continue", { ...filled, partnerCode: code });
    await who.submitAndGo(step, "Confirm code", { code: codeIn(await product.mail.newestTo(email)) });
    expect(await placeOf(database, email)).toMatchObject({ kind: "partner" });
    for (const typed of [code, wrong, misspelt]) expectNothingPrinted(typed);
  });

  test("T-Q6: after codes about which the directory of the shop could not tell", async () => {
    await changeSettings(product, {
      "partners.directory": "http",
      "partners.directoryUrl": service.url,
      "partners.directorySecret": "the secret of both",
      "partners.directorySeconds": "1",
    });
    const moods: readonly ServiceMood[] = ["silent", "error", "html", "redirect", "wrong-code", "wrong-shape", "evil"];
    for (const mood of moods) {
      const code = newPartnerCode();
      service.know(code, { id: "N-1", name: "Northern Mills" });
      service.be(mood);
      const { sent } = await register(code);
      expect([mood, sent.status]).toEqual([mood, expect.any(Number)]);
      expect(sent.path).not.toContain(code);
      expectNothingPrinted(code);
    }
    const troubles = await database.sql`select trouble from partner_troubles`;
    expect(troubles.length).toBeGreaterThanOrEqual(moods.length - 1);
  });
});
