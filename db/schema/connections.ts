import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "./columns";

/** The result of a look at a provider: a line for each thing that was looked at. */
export type ConnectionChecks = {
  /** ISO 8601. */
  readonly at: string;
  readonly lines: readonly {
    readonly check: string;
    readonly outcome: "good" | "warning" | "bad";
    readonly detail?: string;
  }[];
};

/** One configured SSO provider. What its fields mean is its kind's to say (providers/); secrets among them are encrypted. */
export const connections = pgTable(
  "connections",
  {
    /** Stands in its callback's address and in every identity, so it never changes. */
    id: text("id").primaryKey(),
    /** Its kind: an id of providers/registry.ts. */
    provider: text("provider").notNull(),
    /** Texts by the name of their field, as typed. */
    fields: jsonb("fields").$type<Record<string, string>>().notNull().default({}),
    isEnabled: boolean("is_enabled").notNull().default(false),
    /** The one that people are sent to by themselves, where there are several. */
    isDefault: boolean("is_default").notNull().default(false),
    position: integer("position").notNull().default(0),
    /** When somebody last came back through it in a test; null again with every change of how it connects (P-A6). */
    testedAt: instant("tested_at"),
    /** What the last look at the provider found (core/connections/check-connection.ts), and when. */
    checks: jsonb("checks").$type<ConnectionChecks>(),
    /** Encrypted: who came back in the last test sign-in, for the admin who made it. */
    trial: text("trial"),
    trialAt: instant("trial_at"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [uniqueIndex("connections_one_default").on(t.isDefault).where(sql`${t.isDefault}`)],
);

/**
 * Somebody who came back from a provider, whom no account knows, and who has not accepted yet (P-S2). Bound to the browser, gone with
 * the acceptance, with "no", and with time.
 */
export const pendingIdentities = pgTable(
  "pending_identities",
  {
    id: id(),
    /** SHA-256 of the browser's attempt cookie. */
    browserHash: text("browser_hash").notNull().unique(),
    connection: text("connection").notNull(),
    subject: text("subject").notNull(),
    /** As the provider said; proves nothing by itself. */
    email: text("email"),
    isEmailVerified: boolean("is_email_verified").notNull(),
    /** Whether the provider itself runs the mailbox (Google: gmail.com, Workspace). */
    isOwnMailbox: boolean("is_own_mailbox").notNull(),
    firstName: text("first_name").notNull().default(""),
    lastName: text("last_name").notNull().default(""),
    /** Encrypted; kept for the session that may follow. */
    idToken: text("id_token"),
    returnTo: text("return_to"),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index("pending_identities_expires").on(t.expiresAt)],
);
