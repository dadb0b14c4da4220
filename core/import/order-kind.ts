import { decideOrder } from "@/core/import/decide-order";
import { cellOf, type ImportField } from "@/core/import/field";
import type { ImportKind } from "@/core/import/import-kind";
import { type Item, readItems } from "@/core/import/order-items";
import { readCents, readEmail, readInstant, readLine, readNumber, readRequired } from "@/core/import/read-cell";
import { BadRow } from "@/core/import/row-problem";
import { canonicalPostcode } from "@/core/orders/postcode";
import { findOrdersForImport, writeImportedOrders } from "@/db/queries/import-orders";
import { isLanguage } from "@/messages/translator";

/** What a file says about an order. Undefined is what no column of it says. */
export type OrderRow = {
  readonly number: string;
  readonly customerKey: string;
  readonly placedAt: string;
  readonly totalCents: number;
  readonly currency?: string | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly street?: string | undefined;
  readonly postcode?: string | undefined;
  readonly city?: string | undefined;
  readonly country?: string | undefined;
  readonly items?: readonly Item[] | undefined;
  readonly language: string;
};

const fields: readonly ImportField[] = [
  {
    key: "number",
    isRequired: true,
    headings: ["ordernumber", "orderno", "ordernr", "orderid", "order", "bestellnummer", "numerodepedido", "pedido", "number"],
  },
  {
    key: "customer",
    isRequired: true,
    headings: ["customernumber", "customerno", "customernr", "customer", "kundennummer", "numerodecliente", "cliente"],
  },
  {
    key: "placedAt",
    isRequired: true,
    headings: ["placedat", "orderdate", "date", "createdat", "bestelldatum", "datum", "fecha", "fechadelpedido"],
  },
  { key: "total", isRequired: true, headings: ["total", "grandtotal", "ordertotal", "amount", "summe", "gesamt", "importe"] },
  { key: "currency", headings: ["currency", "wahrung", "moneda"] },
  { key: "name", headings: ["name", "recipient", "shippingname", "empfanger", "destinatario"] },
  { key: "email", headings: ["email", "emailaddress", "mail", "correo", "correoelectronico"] },
  { key: "street", headings: ["street", "address", "strae", "strasse", "calle", "direccion"] },
  { key: "postcode", headings: ["postcode", "zip", "zipcode", "postalcode", "plz", "codigopostal"] },
  { key: "city", headings: ["city", "town", "stadt", "ort", "ciudad"] },
  { key: "country", headings: ["country", "countrycode", "land", "pais"] },
  { key: "language", headings: ["language", "sprache", "idioma"] },
  { key: "items", headings: ["items", "lines", "positionen", "articulos"] },
];

/** Orders, by their number, each of a customer whom the shop knows. What was ordered in this shop itself is never changed by a file. */
export const orderKind: ImportKind<OrderRow> = {
  fields,
  read: ({ settings }, mapping, cells) => {
    const cell = (field: string) => cellOf(mapping, cells, field);
    const text = (field: string, longest: number) => {
      const typed = cell(field);
      return typed === undefined ? undefined : readLine(field, typed, longest);
    };
    const placedAt = readInstant("placedAt", cell("placedAt") ?? "");
    if (placedAt === null) throw new BadRow("placedAt", "missing");
    const email = cell("email");
    const items = cell("items");
    const number = readRequired("number", cell("number"), 40);
    const row: OrderRow = {
      number,
      customerKey: readNumber("customer", cell("customer")).key,
      placedAt,
      totalCents: readCents("total", cell("total")),
      currency: readCode("currency", text("currency", 8), /^[A-Z]{3}$/, "currency-invalid"),
      country: readCode("country", text("country", 8), /^[A-Z]{2}$/, "country-invalid"),
      name: text("name", 140),
      email: email === undefined ? undefined : (readEmail("email", email) ?? ""),
      street: text("street", 120),
      postcode: text("postcode", 16),
      city: text("city", 80),
      items: items === undefined ? undefined : readItems("items", items),
      language: readLanguage(text("language", 8)) ?? settings.shop.language,
    };
    return { row, keys: [`order ${number}`] };
  },
  work: async (ctx, rows, isReal) => {
    const facts = await findOrdersForImport(ctx.db, rows, isReal);
    const decided = rows.flatMap((row, at) => (facts[at] ? [decideOrder(row, facts[at])] : []));
    const writes = decided.flatMap(({ write }) => (write ? [{ ...write, postcodeKey: canonicalPostcode(write.postcode) }] : []));
    if (isReal) await writeImportedOrders(ctx.db, writes);
    return decided.map(({ outcome }) => outcome);
  },
};

function readCode(field: string, text: string | undefined, form: RegExp, code: "currency-invalid" | "country-invalid") {
  const upper = text?.toUpperCase();
  if (upper !== undefined && upper !== "" && !form.test(upper)) throw new BadRow(field, code);
  return upper;
}

function readLanguage(text: string | undefined): string | undefined {
  const language = text?.toLowerCase().split(/[-_]/, 1)[0];
  if (language === undefined || language === "") return undefined;
  if (!isLanguage(language)) throw new BadRow("language", "language-invalid");
  return language;
}
