import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "./columns";
import { staff } from "./people";

/**
 * One row: how many active accounts came by registration (P-R13), as far as the changes below are added in. Whoever takes a seat holds this
 * row until the transaction ends, so that two never take the last one.
 */
export const seats = pgTable(
  "seats",
  {
    id: integer("id").primaryKey().default(1),
    taken: integer("taken").notNull().default(0),
  },
  (t) => [check("seats_one_row", sql`${t.id} = 1`)],
);

/**
 * What became of seats since: triggers on accounts alone write here. Rows of their own, since whoever frees a seat must not wait for
 * whoever takes one; the next who takes one adds them in.
 */
export const seatChanges = pgTable("seat_changes", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  delta: integer("delta").notNull(),
});

/**
 * Addresses that want to be told when a seat frees, one for each mailbox (a unique index over mailbox_of, in the migrations). Nobody has proven
 * them; the row goes when its offer is used or has lapsed.
 */
export const waitingList = pgTable(
  "waiting_list",
  {
    id: id(),
    email: text("email").notNull(),
    emailKey: text("email_key").notNull().unique(),
    language: text("language").notNull(),
    createdAt: createdAt(),
    /** SHA-256 of the link that was mailed: it holds a seat until the offer ends. */
    offerHash: text("offer_hash").unique(),
    offerEndsAt: instant("offer_ends_at"),
  },
  (t) => [
    index("waiting_list_turn").on(t.createdAt, t.id).where(sql`${t.offerHash} is null`),
    index("waiting_list_offers").on(t.offerEndsAt).where(sql`${t.offerHash} is not null`),
  ],
);

/** The one address by which people come to register, and the ones before it. It is handed out, so staff can always see it. */
export const registrationLinks = pgTable(
  "registration_links",
  {
    id: id(),
    tokenHash: text("token_hash").notNull().unique(),
    /** The token, encrypted. */
    sealed: text("sealed").notNull(),
    /** Who made it by renewing the one before; null for the first. */
    staffId: uuid("staff_id").references(() => staff.id),
    createdAt: createdAt(),
    endedAt: instant("ended_at"),
  },
  (t) => [uniqueIndex("registration_links_current").on(sql`(true)`).where(sql`${t.endedAt} is null`)],
);
