import type { z } from "zod";
import { canonicalNumber } from "@/core/customers/customer-number";
import { canonicalEmail } from "@/core/customers/email-address";
import { BadRow, type RowProblem } from "@/core/import/row-problem";
import { line } from "@/core/input";

// Each reads one cell; what cannot be is thrown as BadRow. An empty cell is an empty text.

const lines = new Map<number, z.ZodType<string>>();
const CODES: Readonly<Record<string, RowProblem["code"]>> = {
  "field.too-long": "too-long",
  "field.odd-characters": "odd-characters",
};

/** One line of text, composed and trimmed. */
export function readLine(field: string, cell: string, longest: number): string {
  const schema = lines.get(longest) ?? line(longest);
  lines.set(longest, schema);
  const read = schema.safeParse(cell);
  if (read.success) return read.data;
  throw new BadRow(field, CODES[read.error.issues[0]?.message ?? ""] ?? "odd-characters");
}

/** One line that must not be empty. */
export function readRequired(field: string, cell: string | undefined, longest: number): string {
  const text = readLine(field, cell ?? "", longest);
  if (text === "") throw new BadRow(field, "missing");
  return text;
}

/** A customer number as it is printed, and its canonical form. */
export function readNumber(field: string, cell: string | undefined): { readonly printed: string; readonly key: string } {
  const printed = readRequired(field, cell, 32);
  const key = canonicalNumber(printed);
  if (key === null) throw new BadRow(field, "number-invalid");
  return { printed, key };
}

/** An address in canonical form, or null for an empty cell. */
export function readEmail(field: string, cell: string): string | null {
  const text = readLine(field, cell, 254);
  const email = text === "" ? null : canonicalEmail(text);
  if (email === null && text !== "") throw new BadRow(field, "email-invalid");
  return email;
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(Z|[+-]\d\d:?\d\d)?)?$/;
const DOTTED = /^(\d\d?)\.(\d\d?)\.(\d{4})(?: (\d\d:\d\d(?::\d\d)?))?$/;

/** A day or an instant of the past, as ISO 8601; without a zone it is UTC. 2026-02-01, 2026-02-01 14:30, 1.2.2026. */
export function readInstant(field: string, cell: string): string | null {
  const text = cell
    .trim()
    .replace(DOTTED, (_all, day: string, month: string, year: string, time?: string) =>
      [`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`, ...(time ? [time] : [])].join(" "),
    );
  if (text === "") return null;
  const [, year, month, day, time = "00:00", zone = "Z"] = DATE.exec(text) ?? [];
  const at = new Date(`${year}-${month}-${day}T${time}${zone}`);
  const isReal = !Number.isNaN(at.getTime()) && new Date(`${year}-${month}-${day}T00:00Z`).getUTCDate() === Number(day);
  // A day in hand, for shops east of here.
  if (!isReal || at.getUTCFullYear() < 1900 || at.getTime() > Date.now() + 86_400_000) throw new BadRow(field, "date-invalid");
  return at.toISOString();
}

const LARGEST_CENTS = 2_000_000_000;

/** An amount in cents: 1234.5, 1,234.50 and 1.234,50 are all the same. */
export function readCents(field: string, cell: string | undefined): number {
  const text = (cell ?? "").replace(/[\s\u00A0'’]|[€$£]|EUR|USD|GBP/g, "");
  if (text === "") throw new BadRow(field, "missing");
  const [, whole = "", point = " ", fraction = ""] = /^(\d{1,3}(?:[.,]?\d{3})*|\d+)(?:([.,])(\d{1,2}))?$/.exec(text) ?? [];
  const cents = Number(whole.replace(/[.,]/g, "")) * 100 + Number(fraction.padEnd(2, "0"));
  if (whole === "" || whole.includes(point) || cents > LARGEST_CENTS) throw new BadRow(field, "amount-invalid");
  return cents;
}
