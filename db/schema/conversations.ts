import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "./columns";
import { customers, staff } from "./people";

/** A customer and the staff member who is the contact (P-R15). At most one a customer. */
export const conversations = pgTable(
  "conversations",
  {
    id: id(),
    customerId: uuid("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    /** Who looks after this customer; null once that person is gone and nobody took over. */
    staffId: uuid("staff_id").references(() => staff.id),
    /** Up to which message each side has read. */
    readByCustomer: bigint("read_by_customer", { mode: "number" }).notNull().default(0),
    readByStaff: bigint("read_by_staff", { mode: "number" }).notNull().default(0),
    /** The newest message of each side, so that what is unread is found without looking at messages. */
    lastByCustomer: bigint("last_by_customer", { mode: "number" }).notNull().default(0),
    lastByStaff: bigint("last_by_staff", { mode: "number" }).notNull().default(0),
    /** When the last message was written, the welcome aside; how far the mail notices to each side have come, so that nothing is told twice. */
    lastMessageAt: instant("last_message_at"),
    toldCustomer: bigint("told_customer", { mode: "number" }).notNull().default(0),
    toldStaff: bigint("told_staff", { mode: "number" }).notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("conversations_customer").on(t.customerId),
    index("conversations_staff").on(t.staffId),
    index("conversations_last").on(t.lastMessageAt, t.id),
    index("conversations_unread_by_staff").on(t.lastMessageAt, t.id).where(sql`last_by_customer > read_by_staff`),
    index("conversations_untold_customer")
      .on(t.lastMessageAt, t.id)
      .where(sql`last_by_staff > read_by_customer and told_customer <= read_by_customer`),
  ],
);

/** What was said, in its order. Ids rise, so that a window that was away knows what it missed. */
export const conversationMessages = pgTable(
  "conversation_messages",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    conversationId: uuid("conversation_id")
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    /** customer, or staff: then `staffId` says who. */
    author: text("author").$type<"customer" | "staff">().notNull(),
    staffId: uuid("staff_id").references(() => staff.id),
    /** How it came. */
    origin: text("origin").$type<"welcome" | "portal" | "mail">().notNull(),
    text: text("text").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index("conversation_messages_order").on(t.conversationId, t.id),
    check("conversation_messages_author", sql`${t.author} in ('customer','staff')`),
  ],
);
