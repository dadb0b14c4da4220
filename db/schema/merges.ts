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
  /** The merged customer's place in a company; absent where there was none. */
  readonly place?: MovedPlace | undefined;
  /** What the two asked companies for before the merge. Merges from before there were companies have none. */
  readonly requests?: readonly MovedRequest[];
};

/** A place in a company that went to the kept customer, or ended because that one has its own there. Instants as PostgreSQL writes them. */
export type MovedPlace = {
  readonly companyId: string;
  readonly userTypeId: string;
  readonly joinedAt: string;
  readonly deactivatedAt: string | null;
  readonly isMoved: boolean;
  /** The user type that the kept customer had at that moment, where the place ended. */
  readonly keptUserTypeId?: string;
  /** Invitations that were waiting and went along. */
  readonly invitations: readonly string[];
};

/** A request to be let into a company. It went to the kept customer if `isMoved`, and ended or stayed where it was if not. */
export type MovedRequest = {
  readonly customerId: string;
  readonly companyId: string;
  readonly createdAt: string;
  /** Since when it is more than an offer; absent in merges from before there were offers. */
  readonly askedAt?: string | null;
  /** Since when it has ended; absent in merges from before ended ones stayed. */
  readonly endedAt?: string | null;
  readonly isMoved: boolean;
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
