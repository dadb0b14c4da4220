import type { Language } from "@/core/ctx";
import type { ProductRow } from "@/db/queries/products";

/** A product as one visitor sees it: words in their language, price in euro cents with tax. */
export type Product = {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly priceCents: number;
  readonly drawing: ProductRow["drawing"];
  readonly tone: ProductRow["tone"];
};

/** A stored product in a language; what is not translated is shown in English, else in any language there is. */
export function productIn(language: Language, row: ProductRow): Product {
  const { slug, priceCents, drawing, tone } = row;
  return { slug, priceCents, drawing, tone, name: pick(row.name, language), description: pick(row.description, language) };
}

const pick = (texts: Readonly<Record<string, string>>, language: Language): string =>
  texts[language] ?? texts.en ?? Object.values(texts)[0] ?? "";
