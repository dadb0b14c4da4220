import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "./columns";

/** Settings that differ from their default: `group.name` and the value as text (secrets encrypted). */
export const settings = pgTable("settings", {
  key: text("key").primaryKey(),
  value: text("value").notNull(),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});

/** One row. Its version rises with every change, so that each process sees within half a second that it must read anew. */
export const settingsVersion = pgTable("settings_version", {
  id: integer("id").primaryKey().default(1),
  version: bigint("version", { mode: "number" }).notNull().default(1),
});

/** Sliding windows of every limit, in slots; see core/security/limits.ts. Keys are hashed where they name a person. */
export const limits = pgTable(
  "limits",
  {
    key: text("key").notNull(),
    slotAt: instant("slot_at").notNull(),
    count: integer("count").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.slotAt] }), index("limits_expires").on(t.expiresAt)],
);

/**
 * Every mail, the one truth about it. `secrets` (link, code) is encrypted and erased once the mail is sent; the rest is rendered
 * anew when somebody looks.
 */
export const mails = pgTable(
  "mails",
  {
    id: id(),
    message: text("message").notNull(),
    language: text("language").notNull(),
    toEmail: text("to_email").notNull(),
    toName: text("to_name").notNull().default(""),
    customerId: uuid("customer_id"),
    facts: jsonb("facts").$type<Record<string, string>>().notNull().default({}),
    secrets: text("secrets"),
    /** After this instant the code in it has ended and is left out (T-FX03). */
    codeExpiresAt: instant("code_expires_at"),
    state: text("state").notNull().default("queued"),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
    nextAttemptAt: instant("next_attempt_at").notNull().defaultNow(),
    /** While somebody is sending it; when this passes, anybody may (T-FX07). */
    leasedUntil: instant("leased_until"),
    sentAt: instant("sent_at"),
    /** When a mailbox told us that it had not taken the mail after all. */
    bouncedAt: instant("bounced_at"),
    /** The conversation that it tells about: an answer to it belongs there. */
    conversationId: uuid("conversation_id"),
    createdAt: createdAt(),
  },
  (t) => [
    index("mails_due").on(t.state, t.nextAttemptAt),
    index("mails_created").on(t.createdAt, t.id),
    index("mails_customer").on(t.customerId, t.createdAt),
    // So that the mail room finds an address by how it begins.
    index("mails_to").on(sql`lower(${t.toEmail}) text_pattern_ops`),
    index("mails_bounced").on(t.createdAt, t.id).where(sql`${t.bouncedAt} is not null`),
    index("mails_of_nobody").on(t.toEmail).where(sql`${t.customerId} is null`),
  ],
);

/** Who did what to whom, when, from where, and how it ended. A trigger refuses every change (migration 0001). */
export const auditLog = pgTable(
  "audit_log",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant("at").notNull().defaultNow(),
    /** visitor, customer, staff or system. */
    actorKind: text("actor_kind").notNull(),
    actorId: uuid("actor_id"),
    action: text("action").notNull(),
    targetKind: text("target_kind"),
    targetId: text("target_id"),
    /** "ok" or the failure's code. */
    outcome: text("outcome").notNull(),
    supportCode: text("support_code"),
    address: text("address"),
    userAgent: text("user_agent"),
    /** Masked values only, so that erasing a person needs no change here. */
    detail: jsonb("detail").$type<Record<string, string>>().notNull().default({}),
  },
  (t) => [
    index("audit_log_at").on(t.at),
    index("audit_log_action").on(t.action, t.at),
    index("audit_log_target").on(t.targetId, t.id),
    index("audit_log_actor").on(t.actorId, t.id),
    index("audit_log_support").on(t.supportCode),
    index("audit_log_person").on(sql`(${t.detail} ->> 'person')`, t.id).where(sql`${t.detail} ? 'person'`),
    index("audit_log_company").on(sql`(${t.detail} ->> 'company')`, t.id).where(sql`${t.detail} ? 'company'`),
  ],
);

/** Captcha challenges that were answered already; an answer counts once. */
export const spentChallenges = pgTable(
  "spent_challenges",
  {
    signature: text("signature").primaryKey(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index("spent_challenges_expires").on(t.expiresAt)],
);
