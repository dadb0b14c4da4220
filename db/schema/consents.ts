import { sql } from "drizzle-orm";
import { check, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { id, instant } from "./columns";
import { accounts, staff } from "./people";

/**
 * Terms and privacy as they were published, every edition of them; nothing here is ever changed or removed. A higher `version` asks
 * everybody again, a higher `revision` of one version does not. An edition without texts withdraws what was there.
 */
export const legalTexts = pgTable(
  "legal_texts",
  {
    id: id(),
    kind: text("kind").notNull(),
    version: integer("version").notNull(),
    revision: integer("revision").notNull(),
    /** By language, in the plain markup of core/consents/markup.ts. */
    texts: jsonb("texts").$type<Record<string, string>>().notNull(),
    staffId: uuid("staff_id").references(() => staff.id, { onDelete: "set null" }),
    publishedAt: instant("published_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("legal_texts_edition").on(t.kind, t.version, t.revision),
    check("legal_texts_kind", sql`${t.kind} in ('terms','privacy')`),
  ],
);

/** What an account has accepted: which edition, in which language, when, and from where. It goes with the account. */
export const consents = pgTable(
  "consents",
  {
    id: id(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    kind: text("kind").notNull(),
    version: integer("version").notNull(),
    revision: integer("revision").notNull(),
    language: text("language").notNull(),
    /** Where the box was ticked: registration, activation, a connection, or the page that asks again. */
    door: text("door").notNull(),
    address: text("address").notNull(),
    acceptedAt: instant("accepted_at").notNull().defaultNow(),
  },
  (t) => [uniqueIndex("consents_account_version").on(t.accountId, t.kind, t.version)],
);
