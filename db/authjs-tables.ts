import { integer, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

// Not in db/schema: these are views (migration 0002) and a second look at `sessions`, drizzle-kit must not make tables of them.

const nothing = () => text("no_text");

/** Active accounts as the Auth.js adapter wants to see users. A view over two tables: the database refuses to write to it. */
export const authjsUsers = pgTable("authjs_users", {
  id: uuid("id").primaryKey(),
  name: text("name"),
  email: text("email"),
  emailVerified: timestamp("email_verified_at", { mode: "date", withTimezone: true }),
  image: text("image"),
});

/** Identities as the Auth.js adapter wants to see accounts. Providers' tokens are never kept, so those columns are always empty. */
export const authjsAccounts = pgTable("authjs_accounts", {
  userId: uuid("account_id").notNull(),
  type: text("kind").$type<"oauth" | "oidc">().notNull(),
  provider: text("connection").notNull(),
  providerAccountId: text("subject").notNull(),
  refresh_token: nothing(),
  access_token: nothing(),
  expires_at: integer("no_number"),
  token_type: nothing(),
  scope: nothing(),
  id_token: nothing(),
  session_state: nothing(),
});
