import { type DecidedCustomer, decideCustomer } from "@/core/import/decide-customer";
import { cellOf, type ImportField } from "@/core/import/field";
import type { ImportKind, RowOutcome } from "@/core/import/import-kind";
import { readEmail, readInstant, readLine, readNumber } from "@/core/import/read-cell";
import { BadRow } from "@/core/import/row-problem";
import { LONGEST_NAME } from "@/core/input";
import { readForeignHash } from "@/core/security/foreign-hash/registry";
import { findCustomersForImport, writeImportedCustomers } from "@/db/queries/import-customers";
import { NUMBER_KEY } from "@/db/queries/imports";
import { isLanguage } from "@/messages/translator";

/** What a file says about a customer. Undefined is what no column of it says. */
export type CustomerRow = {
  readonly number: string;
  readonly numberKey: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly since: string | null;
  readonly language: string;
  /** In the form in which it is stored. */
  readonly passwordHash: string | null;
};

const fields: readonly ImportField[] = [
  {
    key: "number",
    isRequired: true,
    headings: [
      "customernumber",
      "customerno",
      "customernr",
      "kundennummer",
      "numerodecliente",
      "ncliente",
      "clientnumber",
      "number",
    ],
  },
  { key: "firstName", headings: ["firstname", "givenname", "vorname", "nombre"] },
  { key: "lastName", headings: ["lastname", "surname", "familyname", "nachname", "apellido", "apellidos"] },
  { key: "email", headings: ["email", "emailaddress", "mail", "correo", "correoelectronico"] },
  { key: "phone", headings: ["phone", "telephone", "phonenumber", "telefon", "telefono", "mobile"] },
  { key: "since", headings: ["knownsince", "since", "customersince", "createdat", "datecreated", "kundeseit", "clientedesde"] },
  { key: "language", headings: ["language", "sprache", "idioma"] },
  { key: "passwordHash", isPrivileged: true, headings: [] },
];

// Digits as they stand on a card: groups, brackets, a plus in front.
const PHONE = /^\+?[\d\s()./-]{4,40}$/;

/**
 * Customers, by their number. A row with the hash of a password makes an account for who has none; what anybody signs in with already is
 * never changed by a file (docs/decisions/0016).
 */
export const customerKind: ImportKind<CustomerRow> = {
  fields,
  read: ({ settings }, mapping, cells) => {
    const cell = (field: string) => cellOf(mapping, cells, field);
    const optional = <T>(field: string, read: (field: string, text: string) => T): T | undefined => {
      const text = cell(field);
      return text === undefined ? undefined : read(field, text);
    };
    const { printed, key } = readNumber("number", cell("number"));
    const passwordHash = optional("passwordHash", readHash) ?? null;
    const row: CustomerRow = {
      number: printed,
      numberKey: key,
      firstName: optional("firstName", (field, text) => readLine(field, text, LONGEST_NAME)),
      lastName: optional("lastName", (field, text) => readLine(field, text, LONGEST_NAME)),
      email: optional("email", readEmail),
      phone: optional("phone", readPhone),
      since: optional("since", readInstant) ?? null,
      language: optional("language", readLanguage) ?? settings.shop.language,
      passwordHash,
    };
    const email = row.email ?? null;
    const keys = [`${NUMBER_KEY}${key}`, ...(passwordHash === null || email === null ? [] : [`email ${email}`])];
    return { row, keys };
  },
  work: async (ctx, rows, isReal) => {
    const facts = await findCustomersForImport(ctx.db, rows, isReal);
    const taken = new Set<string>();
    const decided = rows.flatMap((row, at) => (facts[at] ? [refuseTwice(taken, decideCustomer(row, facts[at]))] : []));
    if (isReal)
      await writeImportedCustomers(
        ctx.db,
        decided.flatMap(({ write }) => write ?? []),
      );
    return decided.map(({ outcome }): RowOutcome => outcome);
  },
};

/** Of two who would get an account with one address the first gets it: that of rows without an address is known only now. */
function refuseTwice(taken: Set<string>, decided: DecidedCustomer): DecidedCustomer {
  const { passwordHash = null, email = null } = decided.write ?? {};
  if (passwordHash === null || email === null) return decided;
  if (taken.has(email)) return { outcome: { kind: "refused", field: "email", code: "email-twice" }, write: null };
  taken.add(email);
  return decided;
}

function readHash(field: string, text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const read = readForeignHash(trimmed);
  if (read === "unknown") throw new BadRow(field, "hash-unknown");
  if (read === "too-costly") throw new BadRow(field, "hash-too-costly");
  return read.stored;
}

function readPhone(field: string, text: string): string | null {
  const phone = readLine(field, text, 40);
  if (phone !== "" && !PHONE.test(phone)) throw new BadRow(field, "phone-invalid");
  return phone === "" ? null : phone;
}

/** The first part counts: es, es-MX, es_ES. */
function readLanguage(field: string, text: string): string | undefined {
  const language = text.trim().toLowerCase().split(/[-_]/, 1)[0] ?? "";
  if (language === "") return undefined;
  if (!isLanguage(language)) throw new BadRow(field, "language-invalid");
  return language;
}
