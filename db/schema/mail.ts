import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "./columns";
import { conversations } from "./conversations";
import { customers, staff } from "./people";

/**
 * What admins wrote instead of a mail of the product (P-M2), one row for every time they saved. The newest of a message and language
 * counts; one without a subject went back to the original.
 */
export const mailTemplates = pgTable(
  "mail_templates",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /** Its name (core/mail/queue.ts). */
    message: text("message").notNull(),
    language: text("language").notNull(),
    /** One line; null, with preview and body, is the original of the product. */
    subject: text("subject"),
    /** What mailboxes show beside the subject. */
    preview: text("preview"),
    /** HTML with variables, as it was typed: it is cleaned after rendering. */
    body: text("body"),
    /** The text part where it was edited; null is made from the body. */
    textBody: text("text_body"),
    savedBy: uuid("saved_by").references(() => staff.id),
    /** When a mail could first not be made from it, and why, as a code: the original was sent instead. */
    failedAt: instant("failed_at"),
    failure: text("failure").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [index("mail_templates_newest").on(t.message, t.language, t.id)],
);

const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** The shop's logo, which every mail carries in itself. At most one row. */
export const shopLogo = pgTable(
  "shop_logo",
  {
    id: smallint("id").primaryKey().default(1),
    contentType: text("content_type").$type<"image/png" | "image/jpeg">().notNull(),
    /** As it was uploaded, at most 100 kB (core/mail-templates/change-logo.ts). */
    content: bytes("content").notNull(),
    savedBy: uuid("saved_by").references(() => staff.id),
    createdAt: createdAt(),
  },
  (t) => [check("shop_logo_one", sql`${t.id} = 1`), check("shop_logo_type", sql`${t.contentType} in ('image/png','image/jpeg')`)],
);

/** Mailboxes that nothing is sent to any more: they bounced for good, or staff said so. */
export const mailSuppressions = pgTable(
  "mail_suppressions",
  {
    /** Canonical address (core/customers/email-address.ts). */
    emailKey: text("email_key").primaryKey(),
    /** bounced or staff. */
    reason: text("reason").$type<"bounced" | "staff">().notNull(),
    /** What the other server said, one printable line. */
    detail: text("detail").notNull().default(""),
    createdAt: createdAt(),
  },
  (t) => [check("mail_suppressions_reason", sql`${t.reason} in ('bounced','staff')`)],
);

/**
 * What mails are signed with (RFC 6376). One row: a new key takes the place of the old one, whose record may stay in DNS for the mails
 * that are on their way.
 */
export const dkimKeys = pgTable("dkim_keys", {
  id: id(),
  /** The domain of the sender address when it was made; mails from another one are not signed. */
  domain: text("domain").notNull(),
  selector: text("selector").notNull(),
  /** As it stands in DNS: SPKI, base64. */
  publicKey: text("public_key").notNull(),
  /** Encrypted PEM. */
  privateKey: text("private_key").notNull(),
  isSigning: boolean("is_signing").notNull().default(false),
  /** What DNS had when it was last asked: right, missing, different or unreachable. */
  found: text("found").$type<"right" | "missing" | "different" | "unreachable">(),
  lookedAt: instant("looked_at"),
  createdAt: createdAt(),
});

/** How tries of the mail server ended that staff made. */
export const mailTrials = pgTable("mail_trials", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  at: instant("at").notNull().defaultNow(),
  staffId: uuid("staff_id").references(() => staff.id, { onDelete: "set null" }),
  /** host:port, nothing else of its address. */
  server: text("server").notNull(),
  /** Where it stopped (core/mail/transports/diagnosis.ts); null when the server took the mail. */
  stoppedAt: text("stopped_at"),
  /** What was said there, one printable line. */
  reason: text("reason").notNull().default(""),
});

/** An address that people may write to, and how its mail comes in (P-R16). */
export const mailboxes = pgTable(
  "mailboxes",
  {
    id: id(),
    /** What staff call it: "Support", "Wholesale". */
    name: text("name").notNull(),
    /** In the one form in which addresses are compared; answers come from it. */
    address: text("address").notNull(),
    /** imap: Foyer fetches. webhook: a mail service posts to /api/inbound-mail. */
    kind: text("kind").$type<"imap" | "webhook">().notNull(),
    host: text("host").notNull().default(""),
    port: integer("port").notNull().default(993),
    /** tls: from the first byte; starttls: must follow; none only to this machine. */
    security: text("security").$type<"tls" | "starttls" | "none">().notNull().default("tls"),
    userName: text("user_name").notNull().default(""),
    /** Encrypted: the mailbox's password, or the key that the webhook's signature is made with. */
    secret: text("secret"),
    isEnabled: boolean("is_enabled").notNull().default(false),
    /** Whether the first mail of a stranger leads to an activation link. */
    registers: boolean("registers").notNull().default(false),
    /** Whether a sender counts only with a DMARC-aligned signature or address; off only with a warning. */
    requiresAuthentication: boolean("requires_authentication").notNull().default(true),
    /**
     * How many servers of our own wrote a Received line, the outermost last: it names the sender's server, which SPF is about. 0 is nobody:
     * then only signatures count.
     */
    ownHops: integer("own_hops").notNull().default(0),
    /** How far the IMAP mailbox was read: UIDs mean something only under this UIDVALIDITY. */
    uidValidity: bigint("uid_validity", { mode: "number" }),
    lastUid: bigint("last_uid", { mode: "number" }).notNull().default(0),
    /** The mail that is worked on, and who does. Still there when somebody else begins: that process came to its end over this mail. */
    workingUid: bigint("working_uid", { mode: "number" }),
    workingBy: text("working_by"),
    /** While one process listens to it; when this passes, any may. */
    leasedUntil: instant("leased_until"),
    leasedBy: text("leased_by"),
    lastSeenAt: instant("last_seen_at"),
    lastError: text("last_error"),
    lastErrorAt: instant("last_error_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("mailboxes_address").on(t.address),
    check("mailboxes_kind", sql`${t.kind} in ('imap','webhook')`),
    check("mailboxes_security", sql`${t.security} in ('tls','starttls','none')`),
  ],
);

/** Every mail that came in, once, and what became of it. What it said stands in the conversation, or here until there is one. */
export const inboundMails = pgTable(
  "inbound_mails",
  {
    id: id(),
    mailboxId: uuid("mailbox_id")
      .notNull()
      .references(() => mailboxes.id, { onDelete: "cascade" }),
    /** SHA-256 of Message-ID, author and body, or of the whole mail where it has no Message-ID: the same mail counts once (T-I7, T-FX33). */
    fingerprint: text("fingerprint").notNull(),
    /** The one authenticated or claimed author. Null when there was none that could be read. */
    fromEmail: text("from_email"),
    fromName: text("from_name").notNull().default(""),
    subject: text("subject").notNull().default(""),
    /** What it said, as far as it stands in no conversation; never HTML. */
    text: text("text").notNull().default(""),
    /** How many files came along; they are not kept. */
    attachments: integer("attachments").notNull().default(0),
    /** registered, threaded, kept, bounce, automatic, unauthenticated, refused, broken (core/inbound). */
    outcome: text("outcome").notNull(),
    /** Why, as a code of the outcome's own. */
    detail: text("detail").notNull().default(""),
    customerId: uuid("customer_id").references(() => customers.id, { onDelete: "set null" }),
    conversationId: uuid("conversation_id").references(() => conversations.id, { onDelete: "set null" }),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("inbound_mails_once").on(t.mailboxId, t.fingerprint),
    index("inbound_mails_created").on(t.createdAt, t.id),
    index("inbound_mails_from").on(t.fromEmail, t.createdAt),
  ],
);
