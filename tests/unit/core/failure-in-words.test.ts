import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LONGEST_LEGAL_TEXT } from "@/core/consents/markup";
import { publishLegalInput } from "@/core/consents/publish-legal-text";
import { LONGEST_MESSAGE, messageText } from "@/core/conversations/message-text";
import { failureInWords, waitInWords } from "@/core/failure-in-words";
import { failures, isFailureCode, meaningOf } from "@/core/failures";
import { readAnswers } from "@/core/fields/read-answers";
import { mailboxInput } from "@/core/inbound/mailbox-input";
import { line, passwordAsTyped } from "@/core/input";
import { issueVars } from "@/core/issue-vars";
import { LONGEST_PASSWORD } from "@/core/security/password-rule";
import { readSetting } from "@/core/settings/read-setting";
import { en } from "@/messages/en";
import { getTranslator } from "@/messages/translator";
import { findText } from "@/scripts/docs/catalogue";
import { getSetting } from "@/settings/registry";
import { ownField, withFields } from "@/tests/support/fields";

const codes = Object.keys(failures).filter(isFailureCode);
const RAW = /^failures\.|[{}]/;

/** What a sentence has to be told: `{name}` and `{count, …}`. */
const figuresOf = (sentence: string): string[] => {
  const names = [...sentence.matchAll(/(?<!\b(?:zero|one|two|few|many|other) )\{(\w+)(?:\}|,)/g)].map(([, name = ""]) => name);
  return [...new Set(names)].sort();
};

test("UX-N7: the catalogue knows every figure that a failure's sentence names", () => {
  const wrong = codes.filter(
    (code) => `${figuresOf(findText(`failures.${code}`) ?? "")}` !== `${[...(meaningOf(code).vars ?? [])].sort()}`,
  );
  expect(wrong).toEqual([]);
});

test.each(["en", "es"] as const)(
  "UX-N7: no failure is ever told by its bare key, whatever its thrower forgot (%s)",
  (language) => {
    const t = getTranslator(language);
    for (const code of codes) expect(failureInWords(t, code), code).not.toMatch(RAW);
  },
);

function read(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return read(path);
    return /\.tsx?$/.test(entry.name) ? [{ path, text: readFileSync(path, "utf8") }] : [];
  });
}

const sources = ["app", "auth", "core", "providers", "scripts", "settings"].flatMap(read);

test("UX-N7: sentences of failures are drawn in one place, and by name only where they need no figure", () => {
  const elsewhere = sources.filter(({ path }) => path !== "core/failure-in-words.ts");
  expect(elsewhere.filter(({ text }) => /\bt\(`failures\.\$/.test(text)).map(({ path }) => path)).toEqual([]);
  const named = elsewhere.flatMap(({ text }) => [...text.matchAll(/\bt\("failures\.([\w.-]+)"\)/g)].map(([, code = ""]) => code));
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((code) => isFailureCode(code) && meaningOf(code).vars)).toEqual([]);
});

test("UX-N7: who throws a failure whose sentence names figures gives them", () => {
  const needy = codes.filter((code) => meaningOf(code).vars && !meaningOf(code).otherwise);
  const thrown = sources.flatMap(({ path, text }) =>
    needy.flatMap((code) =>
      [...text.matchAll(new RegExp(`(?:fail\\(|code: |refine\\([^;{]*\\{ error: )"${code}"([^;]*)`, "g"))].map(
        ([, rest = ""]) => ({
          path,
          code,
          rest,
        }),
      ),
    ),
  );
  expect(thrown.length).toBeGreaterThan(10);
  expect(thrown.filter(({ rest }) => !/\b(vars|params)\b/.test(rest)).map(({ path, code }) => `${path}: ${code}`)).toEqual([]);
});

test("P-R16: a port or a count beyond its bound is told by the bound", () => {
  const t = getTranslator("en");
  const typed = { name: "Support", address: "s@example.com", kind: "imap", port: "99999", ownHops: "999" };
  const said = (mailboxInput.safeParse(typed).error?.issues ?? []).map((issue) =>
    failureInWords(t, isFailureCode(issue.message) ? issue.message : "field.invalid", issueVars(issue)),
  );
  expect(said).toEqual(["Enter 65535 or less.", "Enter 9 or less."]);
});

test("UX-N7: what is too long is told by how long it may be, whether by one or by a megabyte", () => {
  const t = getTranslator("en");
  for (const typed of ["x".repeat(61), "x".repeat(1_000_000)]) {
    const [issue] = line(60).safeParse(typed).error?.issues ?? [];
    expect(issue && failureInWords(t, "field.too-long", issueVars(issue))).toBe("This is too long. Shorten it to 60 characters.");
  }
  const footer = readSetting(getSetting("mail.footer"), "x".repeat(601));
  expect(footer).toMatchObject({ problems: [{ code: "field.too-long", vars: { max: 600 } }] });
  expect(failureInWords(t, "field.too-long")).toBe("This is too long. Shorten it.");
  expect(en.failures.field["too-long"]).toContain("max");
});

test("UX-N7: so is a password", () => {
  for (const length of [LONGEST_PASSWORD + 1, 5000]) {
    const [issue] = passwordAsTyped().safeParse("x".repeat(length)).error?.issues ?? [];
    expect(issue?.message).toBe("password.too-long");
    expect(issue && failureInWords(getTranslator("en"), "password.too-long", issueVars(issue))).toBe(
      "Use at most 128 characters.",
    );
  }
});

test.each([
  ["a message", LONGEST_MESSAGE, messageText()],
  ["a legal text", LONGEST_LEGAL_TEXT, publishLegalInput.shape["text.en"]],
])("UX-N7: so is %s, however much too long it is", (_, max, schema) => {
  for (const length of [max + 1, max * 5]) {
    const issues = schema.safeParse("x".repeat(length)).error?.issues ?? [];
    expect(issues.map((issue) => [issue.message, issueVars(issue)])).toEqual([["field.too-long", { max }]]);
  }
});

test("UX-N7: and so is what a shop asks for itself", () => {
  const [note, vat] = [ownField({ key: "note", type: "long-text" }), ownField({ key: "vat" })];
  const sent = { firstName: "x".repeat(65), lastName: "B", "field.note": "x".repeat(9000), "field.vat": "x".repeat(201) };
  const read = readAnswers({ form: { version: 1, fields: withFields(note, vat) } }, "form", sent);
  expect(read).toMatchObject({
    problems: [
      { field: "firstName", vars: { max: 64 } },
      { field: "field.note", vars: { max: 2000 } },
      { field: "field.vat", vars: { max: 200 } },
    ],
  });
});

const said = (language: "en" | "es", seconds: number | undefined) =>
  failureInWords(getTranslator(language), "limits.too-many", waitInWords(seconds));

describe("T-R19: who is stopped by a limit is told about how long", () => {
  test.each([
    [undefined, "Too many tries from here. Wait a few minutes and try again."],
    [1, "Too many tries from here. Wait a minute and try again."],
    [61, "Too many tries from here. Wait about 2 minutes and try again."],
    [3300, "Too many tries from here. Wait about 55 minutes and try again."],
    [7201, "Too many tries from here. Wait about 3 hours and try again."],
  ])("%s seconds", (seconds, sentence) => expect(said("en", seconds)).toBe(sentence));

  test("in Spanish, too", () => {
    expect(said("es", undefined)).toContain("Espere unos minutos e");
    expect(said("es", 30)).toContain("Espere un minuto e");
    expect(said("es", 3300)).toContain("Espere unos 55 minutos e");
    expect(said("es", 80_000)).toContain("Espere unas 23 horas e");
  });
});
