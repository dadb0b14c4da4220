import { boolean, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "./columns";
import { accounts, staff } from "./people";

/** A customer's session. */
export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    /** SHA-256 of the token in the cookie. */
    tokenHash: text("token_hash").notNull().unique(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** The absolute limit; the idle limit is lastSeenAt plus the setting. */
    expiresAt: instant("expires_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    authenticatedAt: instant("authenticated_at").notNull().defaultNow(),
    /** How the person signed in: password, registration, or a connection's id. */
    method: text("method").notNull().default("password"),
    /** The provider's ID token, encrypted: only a hint for signing out there. */
    idToken: text("id_token"),
    /** Whether terms or privacy had changed at the sign-in, and this person has not accepted them since: then nothing opens before. */
    asksConsent: boolean("asks_consent").notNull().default(false),
    address: text("address"),
    userAgent: text("user_agent"),
    createdAt: createdAt(),
  },
  (t) => [index("sessions_account").on(t.accountId), index("sessions_expires").on(t.expiresAt)],
);

/** A staff session: shorter limits, never opens anything of a customer's. */
export const staffSessions = pgTable(
  "staff_sessions",
  {
    id: id(),
    tokenHash: text("token_hash").notNull().unique(),
    staffId: uuid("staff_id")
      .notNull()
      .references(() => staff.id, { onDelete: "cascade" }),
    expiresAt: instant("expires_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    authenticatedAt: instant("authenticated_at").notNull().defaultNow(),
    address: text("address"),
    userAgent: text("user_agent"),
    createdAt: createdAt(),
  },
  (t) => [index("staff_sessions_staff").on(t.staffId)],
);
