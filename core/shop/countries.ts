import type { Language } from "@/core/ctx";

/** Where the shop delivers to: ISO 3166-1 codes. Europe, and where its two languages are spoken. */
const codes = [
  ...["AD", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IS", "IT"],
  ...["LI", "LT", "LU", "LV", "MC", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "SM"],
  ...["AR", "AU", "CA", "CL", "CO", "CR", "DO", "EC", "GT", "MX", "NZ", "PA", "PE", "PR", "PY", "US", "UY"],
];

/** Whether the shop delivers to a country. */
export const isCountry = (code: string): boolean => codes.includes(code);

/** A country's name in a language; nothing for none, which orders of another shop may have. */
export const countryName = (language: Language, code: string): string =>
  code === "" ? "" : (new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code);

type Country = { readonly code: string; readonly name: string };
const lists = new Map<Language, readonly Country[]>();

/** Every country the shop delivers to, by name as the language sorts it. */
export function listCountries(language: Language): readonly Country[] {
  const list =
    lists.get(language) ??
    codes.map((code) => ({ code, name: countryName(language, code) })).sort((a, b) => a.name.localeCompare(b.name, language));
  lists.set(language, list);
  return list;
}
