import { describe, expect, test } from "vitest";
import { secretsOf } from "@/emails/_variables";
import { ANY_CODE, ANY_LINK, isMessageName, messageNames, ORIGIN, rendered, textNamesOf } from "@/tests/support/rendered-mail";

const languages = ["en", "es"] as const;
const every = messageNames.flatMap((name) => languages.map((language) => ({ name, language })));

describe.each(every)("$name in $language", ({ name, language }) => {
  test("P-M1: has an HTML part and a text part, both with its link and its code, and no hole left in a sentence", async () => {
    const { subject, html, text } = await rendered(name, { language });
    for (const part of [html, text]) {
      if (secretsOf(name).includes("link")) expect(part).toContain(ANY_LINK);
      if (secretsOf(name).includes("code")) expect(part).toContain(ANY_CODE);
    }
    expect(html).toContain(`lang="${language}"`);
    for (const part of [subject, text, withoutStyle(html)]) expect(part).not.toMatch(/[{}]|undefined|\[object/);
    expect(text.length).toBeGreaterThan(150);
    expect(textNamesOf(name).filter((fact) => !text.includes(fact))).toEqual([]);
  });

  test("T-M8: the code is in no subject and no preview, and no message has room for a password", async () => {
    const { subject, html } = await rendered(name, { language, facts: { password: "my long term password" } });
    expect(subject).not.toContain(ANY_CODE);
    expect(html.slice(0, html.indexOf("<h1"))).not.toContain(ANY_CODE);
    expect(html).not.toContain("my long term password");
  });

  test("T-M5: every link in it leads to our own origin, and nothing is loaded from anywhere", async () => {
    const { html, text } = await rendered(name, { language });
    const hrefs = [...html.matchAll(/\bhref="([^"]*)"/g)].map(([, href = ""]) => new URL(href).origin);
    const printed = [...text.matchAll(/\w+:\/\/[^\s]+/g)].map(([url]) => new URL(url).origin);
    expect([...hrefs, ...printed].filter((origin) => origin !== ORIGIN)).toEqual([]);
    expect(html).not.toMatch(/<(img|script|iframe|form|link|base|object|video)\b|\bsrc=|url\(|@import|background=/i);
  });
});

test.each([
  ["yes", true],
  ["code", false],
])("P-R4: who has no password yet is told what signs in until then, and nothing that does not (%s)", async (choose, isReset) => {
  const { html, text } = await rendered("account-active", { facts: { choose } });
  for (const part of [html, text])
    expect([part.includes("Forgot password?"), part.includes("Sign in with a code")]).toEqual([isReset, !isReset]);
});

const PAYLOADS = [
  "<img src=x onerror=alert(1)>",
  '"><script>alert(1)</script>',
  `{{7*7}} ${"$"}{7*7} {shop}`,
  "http://evil.example click",
  "Win money evil.example/now",
  "javascript:alert(1)",
  "a\r\nBcc: victim@evil.example",
  "\u202Egpj.exe\u0000\u2066",
  "x".repeat(10_000),
];

describe.each(messageNames)("%s with what strangers type", (name) => {
  test.each(PAYLOADS)("T-M2: %# stays text in both parts, and T-M7: never becomes a link", async (payload) => {
    const facts = {
      number: "50001",
      total: "€1",
      address: payload,
      lines: JSON.stringify([{ name: payload, quantity: 1, price: "€1" }]),
    };
    const { subject, html, text } = await rendered(name, { facts, to: { email: "v@example.com", name: payload } });
    expect(html).not.toMatch(/<(img|script)\b/i);
    expect(`${html}${text}`).not.toContain("49");
    for (const part of [html, text]) {
      expect(part).not.toMatch(/evil\.example|javascript:alert\(1\)"|href="javascript|https?:\/\/evil|@evil/);
      expect(["\u202E", "\u2066", "\u0000"].filter((mark) => part.includes(mark))).toEqual([]);
      expect(part).not.toContain("x".repeat(201));
    }
    expect(subject).not.toMatch(/[\r\n]/);
  });
});

test("T-FX03: without a live code the mail has its link and no words about a code", async () => {
  const { html, text } = await rendered("reset-password", { secrets: { link: ANY_LINK } });
  expect(text).toContain(ANY_LINK);
  expect(text).not.toMatch(/code/i);
  expect(withoutStyle(html)).not.toMatch(/\bcode\b/);
});

test("P-O3: news of a place leads to the company's page; who has none is told that account and orders stay", async () => {
  const said = async (notice: string) => (await rendered("company-notice", { facts: { notice } })).text;
  for (const notice of ["letIn", "typeChanged", "asked", "left", "companyReactivated", "companyMerged", "companyGrew"]) {
    expect(await said(notice)).toContain(`${ORIGIN}/account/company`);
    expect(await said(notice)).not.toContain("own orders");
  }
  for (const notice of ["removed", "notLetIn", "deactivated", "removedByStaff", "companyDeactivated"]) {
    expect(await said(notice)).not.toContain("/account/company");
    expect(await said(notice)).toContain("own orders");
  }
});

test.each([
  ["en", "companyMerged", "has merged Nora New into Acme Ltd"],
  ["es", "companyMerged", "ha unido Nora New a Acme Ltd"],
  ["en", "companyGrew", "has merged Nora New into Acme Ltd. Its people"],
  ["es", "companyGrew", "ha unido Nora New a Acme Ltd. Sus personas"],
  ["en", "left", "Nora New has left Acme Ltd"],
  ["es", "left", "Nora New ha dejado Acme Ltd"],
  ["en", "companyDeactivated", "has deactivated Acme Ltd"],
  ["es", "companyDeactivated", "ha desactivado Acme Ltd"],
  ["en", "companyReactivated", "has reactivated Acme Ltd"],
  ["es", "companyReactivated", "ha reactivado Acme Ltd"],
] as const)("P-M1, P-O3 (%s): the mail %s says what happened to the company, in both parts", async (language, notice, words) => {
  const { html, text } = await rendered("company-notice", { language, facts: { notice } });
  for (const part of [withoutStyle(html), text]) expect(part.replace(/\s+/g, " ")).toContain(words);
});

test("T-FX09: a message that does not exist, or whose facts do not fit, throws instead of leaving half drawn", async () => {
  expect(isMessageName("no-such-message")).toBe(false);
  await expect(rendered("no-such-message")).rejects.toThrow("no message");
  await expect(rendered("order-confirmation", { facts: { lines: "not JSON" } })).rejects.toThrow();
});

const withoutStyle = (html: string) => html.replace(/<style>[\s\S]*?<\/style>/g, "");

test.each([
  [{ isWritten: "yes", canAnswer: "yes" }, "You get this mail because Quiet Goods has written to you. You can answer it."],
  [{ isWritten: "yes" }, "You get this mail because Quiet Goods has written to you. Answers to it are not read."],
  [{}, "Quiet Goods sent this mail automatically. Answers to it are not read."],
])("P-M3: a mail that brings what somebody wrote says so, and no other calls itself written: %j", async (facts, foot) => {
  const { text, html } = await rendered("new-message", { facts });
  expect(text).toContain(foot);
  expect(html).toContain(foot);
});
