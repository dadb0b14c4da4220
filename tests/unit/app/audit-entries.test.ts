import { describe, expect, test } from "vitest";
import { auditEntries } from "@/app/admin/(rooms)/audit/entries";
import { getTranslator } from "@/messages/translator";

const line = {
  id: 1,
  at: new Date("2026-11-21T05:03:09Z"),
  actorKind: "staff",
  actorId: null,
  actorName: "Tess",
  action: "staff.permissions-changed",
  targetKind: "staff",
  targetId: null,
  targetName: "Ana",
  outcome: "ok",
  supportCode: "4947-FGWP",
  address: "127.0.0.1",
  userAgent: null,
  besideNames: {},
};
const written = (language: "en" | "es", detail: Record<string, string>) =>
  auditEntries(getTranslator(language), language, [{ ...line, detail }])[0]?.detail;

describe("what stands beside an entry of the log", () => {
  test.each([
    ["en", "E-mail: a***@example.com · Mail sent: Yes"],
    ["es", "Correo: a***@example.com · Correo enviado: Sí"],
  ] as const)("P-M6: is said in the reader's language (%s)", (language, text) => {
    expect(written(language, { email: "a***@example.com", mailed: "yes" })).toBe(text);
  });

  test("P-M6: permissions and roles are told in words, before and after", () => {
    expect(written("en", { withheld: "– → audit.read, mail.read" })).toBe("Withheld: – → read the audit log, read the mail room");
    expect(written("es", { role: "agent → admin" })).toBe("Función: Agente → Administrador");
  });

  test("P-M6: an id that nobody can read is left to the file; a name without words is shown as it is", () => {
    expect(written("en", { merged: "1000", mergedId: "0f0e0d0c-0000-4000-8000-000000000000" })).toBe("Merged customer: 1000");
    expect(written("en", { "later version": "keep", constructor: "toString" })).toBe(
      "later version: Kept · constructor: toString",
    );
  });
});
