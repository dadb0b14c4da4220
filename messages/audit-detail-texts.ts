import { en } from "@/messages/en";
import { es } from "@/messages/es";

type Words = Readonly<Record<string, string>>;

const catalogues: Readonly<Record<"en" | "es", { readonly names: Words; readonly values: Words }>> = {
  en: en.auditDetails,
  es: es.auditDetails,
};

const find = (words: Words, code: string): string => (Object.hasOwn(words, code) ? words[code] : undefined) ?? code;

/** What a fact of an audit entry is called; its bare name where there are no words for it. */
export const detailName = (language: "en" | "es", name: string): string => find(catalogues[language].names, name);

/** The value of such a fact, in words if it is a code that has some. */
export const detailValue = (language: "en" | "es", value: string): string => find(catalogues[language].values, value);
