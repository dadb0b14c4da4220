import { BadRow } from "@/core/import/row-problem";

/** One item of an order. */
export type Item = { readonly name: string; readonly quantity: number; readonly priceCents: number };

const BETWEEN = " | ";
const ITEM = /^(\d{1,4}) x (.{1,200}) @ (\d{1,8}(?:\.\d{1,2})?)$/u;
const MOST_ITEMS = 200;
/** What the database can hold: one amount beyond it would stop everybody else's rows. */
const LARGEST_CENTS = 2_000_000_000;

/** The items of an order as one cell holds them: `2 x Teapot @ 24.00 | 1 x Mug @ 9.50`. */
export function readItems(field: string, cell: string): readonly Item[] {
  const texts = cell.trim() === "" ? [] : cell.trim().split(BETWEEN);
  if (texts.length > MOST_ITEMS) throw new BadRow(field, "items-invalid");
  return texts.map((text) => {
    const [, quantity, name, price] = ITEM.exec(text.trim()) ?? [];
    if (quantity === undefined || name === undefined || price === undefined) throw new BadRow(field, "items-invalid");
    if (/\p{Cc}/u.test(name)) throw new BadRow(field, "odd-characters");
    const priceCents = Math.round(Number(price) * 100);
    if (priceCents > LARGEST_CENTS) throw new BadRow(field, "amount-invalid");
    return { name, quantity: Number(quantity), priceCents };
  });
}

/** The cell that {@link readItems} reads. */
export const writeItems = (items: readonly Item[]): string =>
  items
    .map(({ name, quantity, priceCents }) => `${quantity} x ${name.replaceAll("|", "/")} @ ${decimal(priceCents)}`)
    .join(BETWEEN);

/** An amount as a file holds it: 1234.50. */
export const decimal = (cents: number): string => (cents / 100).toFixed(2);
