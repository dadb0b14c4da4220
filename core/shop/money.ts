import type { Language } from "@/core/ctx";

const formats = new Map<string, Intl.NumberFormat>();

/** An amount in cents as a language writes it, with its currency. Made once per language: building a format costs more than using it. */
export function money(language: Language, cents: number, currency = "EUR"): string {
  const key = `${language} ${currency}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(language, { style: "currency", currency });
  formats.set(key, format);
  return format.format(cents / 100);
}
