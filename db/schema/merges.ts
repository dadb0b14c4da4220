import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "./columns";
import { customers, staff } from "./people";

/** What a merge moved, by ids, and what it changed of the kept customer: enough to put everything back. */
export type MovedByMerge = {
  readonly orders: readonly string[];
  readonly attachments: readonly string[];
  readonly mails: readonly string[];
  /** The merged customer's account, if the merge shut it. */
  readonly shutAccount: string | null;
  /** Values of the kept customer that the merge replaced, before and after. Erasing the customer erases them here, too. */
  readonly changed: readonly { readonly field: string; readonly before: string | null; readonly after: string | null }[];
};

/** Two customers made one by staff, and whether that was undone. */
export const customerMerges = pgTable(
  "customer_merges",
  {
    id: id(),
    keptId: uuid("kept_id")
      .notNull()
      .references(() => customers.id),
    mergedId: uuid("merged_id")
      .notNull()
      .references(() => customers.id),
    moved: jsonb("moved").$type<MovedByMerge>().notNull(),
    staffId: uuid("staff_id")
      .notNull()
      .references(() => staff.id),
    createdAt: createdAt(),
    undoneAt: instant("undone_at"),
    undoneBy: uuid("undone_by").references(() => staff.id),
  },
  (t) => [
    index("customer_merges_kept").on(t.keptId),
    index("customer_merges_merged").on(t.mergedId),
    // Whoever is merged is so into one customer.
    uniqueIndex("customer_merges_standing").on(t.mergedId).where(sql`undone_at is null`),
  ],
);

/**
 * Two customers with one address, of whom one joined an account (P-R6): staff are asked whether they are one person. `settledAt` once
 * somebody said that they are not.
 */
export const sameAddress = pgTable(
  "same_address",
  {
    id: id(),
    /** The record that stayed as it was. */
    customerId: uuid("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    /** The one that got the account. */
    joinedId: uuid("joined_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
    settledAt: instant("settled_at"),
    settledBy: uuid("settled_by").references(() => staff.id),
  },
  (t) => [
    uniqueIndex("same_address_pair").on(t.customerId, t.joinedId),
    index("same_address_joined").on(t.joinedId),
    index("same_address_open").on(t.createdAt, t.id).where(sql`settled_at is null`),
  ],
);
