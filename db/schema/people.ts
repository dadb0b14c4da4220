import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
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
import { createdAt, id, instant } from "./columns";

/** Customer numbers that Foyer gives out; imported ones may have any form. */
export const customerNumbers = pgSequence("customer_numbers", { startWith: 10001 });

/**
 * A person the shop knows, with or without an account: guests of the checkout, people whom staff entered, people who registered.
 * `email` is where the shop writes to; several customers may share one (a household), and nobody has proven it.
 */
export const customers = pgTable(
  "customers",
  {
    id: id(),
    /** As it is printed on invoices. */
    number: text("number").notNull(),
    /** Canonical form of the number (core/customers/customer-number.ts): what sign-in and search compare. */
    numberKey: text("number_key").notNull(),
    firstName: text("first_name").notNull().default(""),
    lastName: text("last_name").notNull().default(""),
    email: text("email"),
    /** Canonical form of the address (core/customers/email-address.ts). Not unique. */
    emailKey: text("email_key"),
    phone: text("phone"),
    /** The admin's own fields by their key. */
    fields: jsonb("fields").$type<Record<string, string>>().notNull().default({}),
    /** How the shop met this person: guest (checkout), registration, staff, import, mail. */
    origin: text("origin").notNull().default("guest"),
    /** Set when this record was merged into another. */
    mergedInto: uuid("merged_into"),
    /**
     * guest (no account), pending (staff sent an activation), active or deactivated; kept by triggers (migrations 0006 and 0007), so that
     * lists by it need no look at accounts.
     */
    standing: text("standing").notNull().default("guest"),
    /** Set when the person was erased: nothing personal is left in the row, the number stays for the shop's books. */
    erasedAt: instant("erased_at"),
    lastOrderAt: instant("last_order_at"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("customers_number_key").on(t.numberKey),
    index("customers_email_key").on(t.emailKey),
    index("customers_name").on(t.lastName, t.firstName),
    index("customers_created_at").on(t.createdAt, t.id),
    index("customers_standing").on(t.standing, t.createdAt, t.id),
    check("customers_origin", sql`${t.origin} in ('guest','registration','staff','import','mail')`),
  ],
);

// Compared byte by byte: what begins with a text is then one range of the index, whatever the database's locale.
const searchKey = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

/**
 * By what a customer is found: each word of the name, the addresses, the number, and, with a space before it, each two words of the name
 * in either order. Triggers alone write here (migration 0006).
 */
export const customerKeys = pgTable(
  "customer_keys",
  {
    standing: text("standing").notNull(),
    key: searchKey("key").notNull(),
    /** No foreign key: a check for each of a customer's keys would cost more than the keys. */
    customerId: uuid("customer_id").notNull(),
  },
  (t) => [
    primaryKey({ name: "customer_keys_pkey", columns: [t.standing, t.key, t.customerId] }),
    index("customer_keys_customer").on(t.customerId, t.key),
  ],
);

/** How an account came to be. */
export type CameBy = "registration" | "activation" | "import";

/**
 * What signs in. Made only once its mailbox was proven, or by a link that staff handed over (then the address is unproven or absent
 * and opens nothing). An address belongs to one account at most.
 */
export const accounts = pgTable(
  "accounts",
  {
    id: id(),
    customerId: uuid("customer_id")
      .notNull()
      .references(() => customers.id),
    email: text("email"),
    emailKey: text("email_key"),
    emailVerifiedAt: instant("email_verified_at"),
    signsInWithEmail: boolean("signs_in_with_email").notNull().default(true),
    signsInWithNumber: boolean("signs_in_with_number").notNull().default(true),
    /** How the account came to be: registration (any flow or provider), activation, import. Only the first takes a seat (P-R13). */
    cameBy: text("came_by").$type<CameBy>().notNull().default("registration"),
    language: text("language"),
    deactivatedAt: instant("deactivated_at"),
    lastSignInAt: instant("last_sign_in_at"),
    /** Keys of the fields that were asked for after a sign-in, answered or skipped: nobody is asked twice. */
    askedFields: text("asked_fields").array().notNull().default(sql`'{}'::text[]`),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("accounts_email_key").on(t.emailKey),
    uniqueIndex("accounts_customer").on(t.customerId),
    check("accounts_came_by", sql`${t.cameBy} in ('registration','activation','import')`),
  ],
);

/**
 * An account that staff prepared and nobody has activated yet: pending. At most one a customer; withdrawn or activated, the row goes. Its
 * links are proofs of purpose `activation` about the customer.
 */
export const activations = pgTable("activations", {
  customerId: uuid("customer_id")
    .primaryKey()
    .references(() => customers.id, { onDelete: "cascade" }),
  /** Who pressed the button last. */
  staffId: uuid("staff_id")
    .notNull()
    .references(() => staff.id),
  /** Where the link was mailed last. */
  email: text("email").notNull(),
  sentAt: instant("sent_at").notNull().defaultNow(),
  /** When the link that was mailed last ends; the row outlives it, so that staff see what came to nothing. */
  expiresAt: instant("expires_at").notNull(),
  /** When staff last copied a link, and who: the customer is told on activation. */
  copiedAt: instant("copied_at"),
  copiedBy: uuid("copied_by").references(() => staff.id),
  createdAt: createdAt(),
});

/**
 * Activation mails to many customers at once. A process works on it for a moment at a time; `nextAt` is when it may go on, so that any
 * number of processes keep to one rate.
 */
export const activationBatches = pgTable(
  "activation_batches",
  {
    id: id(),
    staffId: uuid("staff_id")
      .notNull()
      .references(() => staff.id),
    total: integer("total").notNull(),
    nextAt: instant("next_at").notNull().defaultNow(),
    createdAt: createdAt(),
    finishedAt: instant("finished_at"),
    stoppedAt: instant("stopped_at"),
    stoppedBy: uuid("stopped_by").references(() => staff.id),
  },
  (t) => [index("activation_batches_created").on(t.createdAt)],
);

/** One customer of such a sending. `outcome` is null while the mail waits, then "ok" or the code of the failure that kept it back. */
export const activationBatchCustomers = pgTable(
  "activation_batch_customers",
  {
    batchId: uuid("batch_id")
      .notNull()
      .references(() => activationBatches.id, { onDelete: "cascade" }),
    customerId: uuid("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    outcome: text("outcome"),
    doneAt: instant("done_at"),
  },
  (t) => [
    primaryKey({ columns: [t.batchId, t.customerId] }),
    index("activation_batch_customers_waiting").on(t.batchId, t.customerId).where(sql`${t.outcome} is null`),
    index("activation_batch_customers_customer").on(t.customerId),
  ],
);

/** An account's password, apart from the account so that no reader of accounts can ever hand it out. */
export const passwords = pgTable("passwords", {
  accountId: uuid("account_id")
    .primaryKey()
    .references(() => accounts.id, { onDelete: "cascade" }),
  /** PHC string with its own parameters (argon2id). */
  hash: text("hash").notNull(),
  changedAt: instant("changed_at").notNull().defaultNow(),
});

/** One person at one connection (SSO provider). `subject` is the provider's own id of the person, never an address. */
export const identities = pgTable(
  "identities",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    connection: text("connection").notNull(),
    subject: text("subject").notNull(),
    kind: text("kind").notNull(),
    createdAt: createdAt(),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [uniqueIndex("identities_connection_subject").on(t.connection, t.subject), index("identities_account").on(t.accountId)],
);

/** People who run the shop. They have nothing in common with accounts: other table, other cookie, other door. */
export const staff = pgTable(
  "staff",
  {
    id: id(),
    name: text("name").notNull(),
    email: text("email").notNull(),
    emailKey: text("email_key").notNull(),
    role: text("role").notNull(),
    /** Null until the person has set one through a one-time link. */
    passwordHash: text("password_hash"),
    passwordChangedAt: instant("password_changed_at"),
    language: text("language"),
    /** Names of permissions of the role that an admin took away from this person. */
    withheld: text("withheld").array().notNull().default(sql`'{}'::text[]`),
    deactivatedAt: instant("deactivated_at"),
    lastSignInAt: instant("last_sign_in_at"),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("staff_email_key").on(t.emailKey), check("staff_role", sql`${t.role} in ('agent','admin')`)],
);

/** A staff member's authenticator (RFC 6238). It counts once `confirmedAt` is set. */
export const staffTotp = pgTable("staff_totp", {
  staffId: uuid("staff_id")
    .primaryKey()
    .references(() => staff.id, { onDelete: "cascade" }),
  /** Encrypted with the key of secrets. */
  secret: text("secret").notNull(),
  confirmedAt: instant("confirmed_at"),
  /** The time step of the last code that was taken: no code counts twice. */
  lastStep: bigint("last_step", { mode: "number" }),
  createdAt: createdAt(),
});

/** One-time codes for a lost authenticator; only hashes. */
export const staffRecoveryCodes = pgTable(
  "staff_recovery_codes",
  {
    id: id(),
    staffId: uuid("staff_id")
      .notNull()
      .references(() => staff.id, { onDelete: "cascade" }),
    codeHash: text("code_hash").notNull().unique(),
    usedAt: instant("used_at"),
    createdAt: createdAt(),
  },
  (t) => [index("staff_recovery_codes_staff").on(t.staffId)],
);

/** Failures since the last success, one row per account or per name that no account has; see core/security/guess-limit.ts. */
export const guessCounters = pgTable("guess_counters", {
  key: text("key").primaryKey(),
  recent: integer("recent").notNull(),
  consecutive: integer("consecutive").notNull(),
  lockedUntil: instant("locked_until"),
  lastAt: instant("last_at").notNull(),
});
