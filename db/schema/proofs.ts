import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "./columns";
import { companyInvitations } from "./companies";
import { accounts, customers, staff } from "./people";

/**
 * A registration that nobody has proven yet. It is no account and opens nothing; it expires. Bound to the browser that made it:
 * only there do its password and its code count (nobody can plant a password on a stranger's address).
 */
export const pendingRegistrations = pgTable(
  "pending_registrations",
  {
    id: id(),
    flow: text("flow").notNull(),
    /** Which door it came through: form, mail, sso … */
    door: text("door").notNull().default("form"),
    /** SHA-256 of the browser's attempt cookie; null once completed or when no browser made it. */
    browserHash: text("browser_hash").unique(),
    email: text("email").notNull(),
    emailKey: text("email_key").notNull(),
    firstName: text("first_name").notNull().default(""),
    lastName: text("last_name").notNull().default(""),
    /** The admin's own fields, consents, company, partner: what later steps need, by their name. */
    answers: jsonb("answers").$type<Record<string, string>>().notNull().default({}),
    passwordHash: text("password_hash"),
    language: text("language").notNull(),
    returnTo: text("return_to"),
    supportCode: text("support_code").notNull(),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    completedAt: instant("completed_at"),
    discardedAt: instant("discarded_at"),
    /** Set where the mailbox was proven and staff decide (P-R11); the record then belongs to no browser any more. */
    provenAt: instant("proven_at"),
    decidedAt: instant("decided_at"),
    decidedBy: uuid("decided_by").references(() => staff.id, { onDelete: "set null" }),
    /** approved or refused. */
    decision: text("decision"),
    /** What the person was told. */
    refusalReason: text("refusal_reason"),
  },
  (t) => [
    index("pending_registrations_email").on(t.emailKey),
    index("pending_registrations_created").on(t.createdAt),
    index("pending_registrations_approval").on(t.provenAt).where(sql`${t.provenAt} is not null`),
    check("pending_registrations_decision", sql`${t.decision} in ('approved','refused')`),
  ],
);

/**
 * A link and, where the browser is known, a 6-digit code for one purpose and one subject. Both end with the first use, with the
 * next proof of the same attempt, and with time. The table keeps only hashes.
 */
export const proofs = pgTable(
  "proofs",
  {
    id: id(),
    purpose: text("purpose").notNull(),
    pendingId: uuid("pending_id").references(() => pendingRegistrations.id, { onDelete: "cascade" }),
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "cascade" }),
    customerId: uuid("customer_id").references(() => customers.id, { onDelete: "cascade" }),
    staffId: uuid("staff_id").references(() => staff.id, { onDelete: "cascade" }),
    invitationId: uuid("invitation_id").references(() => companyInvitations.id, { onDelete: "cascade" }),
    /** Where the proof was sent. */
    email: text("email"),
    emailKey: text("email_key"),
    tokenHash: text("token_hash").unique(),
    codeHash: text("code_hash"),
    codeTries: integer("code_tries").notNull().default(0),
    codeExpiresAt: instant("code_expires_at"),
    /** The browser in which the code counts. */
    browserHash: text("browser_hash"),
    data: jsonb("data").$type<Record<string, string>>().notNull().default({}),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    supersededAt: instant("superseded_at"),
  },
  (t) => [
    index("proofs_pending").on(t.pendingId),
    index("proofs_account").on(t.accountId, t.purpose),
    index("proofs_customer").on(t.customerId, t.purpose).where(sql`${t.customerId} is not null`),
    index("proofs_invitation").on(t.invitationId).where(sql`${t.invitationId} is not null`),
    index("proofs_browser").on(t.browserHash, t.purpose),
    index("proofs_expires").on(t.expiresAt),
    check(
      "proofs_purpose",
      sql`${t.purpose} in ('registration','first-password','activation','reset','email-change','email-undo','email-sign-in','code-sign-in','invitation','connect','staff-setup','staff-second-factor','unlock')`,
    ),
  ],
);
