import { LONGEST_COMPANY_NAME } from "@/core/companies/company-name";
import { canonicalEmail } from "@/core/customers/email-address";
import { isCountryCode } from "@/core/fields/every-country";
import { isDay } from "@/core/fields/is-day";
import { LONGEST_NAME, line } from "@/core/input";
import { type FieldDefinition, type FieldType, isBuiltIn } from "@/settings/form-definition";

/** Why what was typed into a field cannot be its value. */
export type ValueFailure =
  | "field.too-long"
  | "field.odd-characters"
  | "field.invalid"
  | "email.invalid"
  | "phone.invalid"
  | "number.invalid"
  | "date.invalid";

/** The value as it is stored, or why it is none; with what is longest where it was too long. */
export type ReadValue = { readonly value: string } | { readonly failure: ValueFailure; readonly max?: number };

/** Longest answer of several lines. */
const LONGEST_TEXT = 2000;
const LONGEST_LINE = 200;

// Digits as they stand on a card: groups, brackets, a plus in front.
const PHONE = /^\+?[\d\s()./-]{4,}$/;
const NUMBER = /^[+-]?\d{1,12}([.,]\d{1,6})?$/;
const ODD_IN_TEXT = /[^\P{Cc}\n\t]|[\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/** What is typed twice is one text: line ends of any system, accents however they were composed. */
export const plainText = (typed: string): string => typed.replaceAll("\r\n", "\n").normalize("NFC").trim();

/** Reads one answer by the type of its field. Empty stays empty: whether it may be is another question. */
export function readValue(field: FieldDefinition, typed: string): ReadValue {
  if (field.type === "long-text") return readText(typed);
  const max = longestOf(field);
  const read = line(max).safeParse(typed);
  if (!read.success)
    return read.error.issues[0]?.message === "field.too-long" ? tooLong(max) : { failure: "field.odd-characters" };
  return read.data === "" ? { value: "" } : readers[field.type](read.data, field);
}

function longestOf({ key, type }: FieldDefinition): number {
  if (key === "companyName") return LONGEST_COMPANY_NAME;
  return isBuiltIn(key) && type === "text" ? LONGEST_NAME : LONGEST_LINE;
}

type Reader = (text: string, field: FieldDefinition) => ReadValue;

/** One for each type. A new type is one line here, one in settings/form-definition.ts, and its control. */
const readers: Readonly<Record<Exclude<FieldType, "long-text">, Reader>> = {
  text: (value) => ({ value }),
  email: (text) => asValue(canonicalEmail(text), "email.invalid"),
  phone: (text) => asValue(PHONE.test(text) && text.length <= 40 ? text : null, "phone.invalid"),
  number: (text) => asValue(NUMBER.test(text) ? text.replace(",", ".").replace(/^\+/, "") : null, "number.invalid"),
  date: (text) => asValue(isDay(text) ? text : null, "date.invalid"),
  choice: (text, { choices }) => asValue(choices.some(({ value }) => value === text) ? text : null, "field.invalid"),
  // Whatever a browser sends for a ticked box means that it was ticked.
  checkbox: (text) => asValue(["true", "on"].includes(text) ? "true" : null, "field.invalid"),
  country: (text) => asValue(isCountryCode(text) ? text : null, "field.invalid"),
};

const asValue = (value: string | null, failure: ValueFailure): ReadValue => (value === null ? { failure } : { value });

function readText(typed: string): ReadValue {
  if (typed.length > LONGEST_TEXT * 4) return tooLong(LONGEST_TEXT);
  const value = plainText(typed);
  if (value.length > LONGEST_TEXT) return tooLong(LONGEST_TEXT);
  return ODD_IN_TEXT.test(value) ? { failure: "field.odd-characters" } : { value };
}

const tooLong = (max: number): ReadValue => ({ failure: "field.too-long", max });
