import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { SeedDrawing, SeedTone } from "../seed/products";
import { createdAt, id, instant } from "./columns";
import { companies } from "./companies";
import { accounts, customers, staff } from "./people";

/** Order numbers, given in turn. */
export const orderNumbers = pgSequence("order_numbers", { startWith: 50001 });

/** What the shop sells. Names and descriptions by language. */
export const products = pgTable("products", {
  id: id(),
  slug: text("slug").notNull().unique(),
  name: jsonb("name").$type<Record<string, string>>().notNull(),
  description: jsonb("description").$type<Record<string, string>>().notNull(),
  priceCents: integer("price_cents").notNull(),
  drawing: text("drawing").$type<SeedDrawing>().notNull(),
  tone: text("tone").$type<SeedTone>().notNull(),
  position: integer("position").notNull().default(0),
  isOffered: boolean("is_offered").notNull().default(true),
});

/** The cart of a signed-in customer; a guest's cart lives in a cookie. */
export const cartLines = pgTable(
  "cart_lines",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    productId: uuid("product_id")
      .notNull()
      .references(() => products.id),
    quantity: integer("quantity").notNull(),
    addedAt: instant("added_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.productId] }), check("cart_lines_quantity", sql`${t.quantity} between 1 and 99`)],
);

/** A purchase on invoice. Name, address and e-mail are as given then and never change with the customer. */
export const orders = pgTable(
  "orders",
  {
    id: id(),
    number: text("number").notNull().default(sql`nextval('order_numbers')::text`),
    customerId: uuid("customer_id")
      .notNull()
      .references(() => customers.id),
    /** Null for a guest's order: only those can be attached by a proven address or claimed. */
    accountId: uuid("account_id").references(() => accounts.id),
    /** The company in whose name it was placed; its people with the permission see it. */
    companyId: uuid("company_id").references(() => companies.id),
    /** Who takes the parcel in where that is not the buyer: a department, a warehouse. */
    recipient: text("recipient"),
    name: text("name").notNull(),
    /** The part of the name that comes first; null where only the whole is known. */
    firstName: text("first_name"),
    email: text("email").notNull(),
    emailKey: text("email_key").notNull(),
    street: text("street").notNull(),
    postcode: text("postcode").notNull(),
    /** Upper case, no spaces: what a claim compares. */
    postcodeKey: text("postcode_key").notNull(),
    city: text("city").notNull(),
    country: text("country").notNull(),
    language: text("language").notNull(),
    currency: text("currency").notNull().default("EUR"),
    totalCents: integer("total_cents").notNull(),
    /** The checkout form's own key: the same form posted twice makes one order. */
    submission: text("submission").unique(),
    placedAt: instant("placed_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("orders_number").on(t.number),
    index("orders_customer").on(t.customerId, t.placedAt),
    index("orders_email").on(t.emailKey),
    index("orders_account").on(t.accountId),
    index("orders_company").on(t.companyId, t.placedAt).where(sql`${t.companyId} is not null`),
  ],
);

/** One line of an order, with the product's name and price of that day. */
export const orderLines = pgTable(
  "order_lines",
  {
    orderId: uuid("order_id")
      .notNull()
      .references(() => orders.id, { onDelete: "cascade" }),
    line: integer("line").notNull(),
    productId: uuid("product_id").references(() => products.id),
    name: text("name").notNull(),
    priceCents: integer("price_cents").notNull(),
    quantity: integer("quantity").notNull(),
  },
  (t) => [primaryKey({ columns: [t.orderId, t.line] })],
);

/** Why an order shows under a customer it was not placed by: proven address, claim, or an agent. Can be undone by an agent. */
export const orderAttachments = pgTable(
  "order_attachments",
  {
    id: id(),
    orderId: uuid("order_id")
      .notNull()
      .references(() => orders.id, { onDelete: "cascade" }),
    customerId: uuid("customer_id")
      .notNull()
      .references(() => customers.id),
    fromCustomerId: uuid("from_customer_id")
      .notNull()
      .references(() => customers.id),
    reason: text("reason").notNull(),
    staffId: uuid("staff_id").references(() => staff.id),
    createdAt: createdAt(),
    undoneAt: instant("undone_at"),
    undoneBy: uuid("undone_by").references(() => staff.id),
  },
  (t) => [
    index("order_attachments_customer").on(t.customerId),
    index("order_attachments_order").on(t.orderId),
    check("order_attachments_reason", sql`${t.reason} in ('proven-address','claim','agent')`),
  ],
);
