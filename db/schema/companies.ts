import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "./columns";
import { customers, staff } from "./people";

/**
 * What a person may do inside a company: a named set of permissions (core/companies/permissions.ts). One of them is what the first person of
 * a new company gets, and one what people get who join a partner, unless their code says otherwise.
 */
export const userTypes = pgTable(
  "user_types",
  {
    id: id(),
    name: text("name").notNull(),
    permissions: text("permissions").array().notNull(),
    isForCustomers: boolean("is_for_customers").notNull().default(false),
    isForPartners: boolean("is_for_partners").notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("user_types_name").on(sql`lower(${t.name})`),
    uniqueIndex("user_types_for_customers").on(t.isForCustomers).where(sql`${t.isForCustomers}`),
    uniqueIndex("user_types_for_partners").on(t.isForPartners).where(sql`${t.isForPartners}`),
  ],
);

/**
 * A business customer, or a household, with several people: `customer` came by its first person's registration, `partner` was set up by staff
 * or is known to the partner directory. Names are not unique, and none opens anything (T-R15).
 */
export const companies = pgTable(
  "companies",
  {
    id: id(),
    kind: text("kind").$type<CompanyKind>().notNull(),
    name: text("name").notNull(),
    /** Lower case, without accents: what staff search by. */
    nameKey: text("name_key").notNull(),
    /** The shop's own fields about companies, by their key. */
    fields: jsonb("fields").$type<Record<string, string>>().notNull().default({}),
    /** What the partner directory calls it; null for those that live here only. */
    directoryId: text("directory_id").unique(),
    /** Domains that staff know to be its own. */
    domains: text("domains").array().notNull().default(sql`'{}'::text[]`),
    /** The SSO connection that its domains lead to. */
    connectionId: text("connection_id"),
    /** Whether people with an address of its domains may ask its administrators to be let in. */
    takesRequests: boolean("takes_requests").notNull().default(false),
    mergedInto: uuid("merged_into"),
    deactivatedAt: instant("deactivated_at"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    index("companies_name").on(t.nameKey, t.id),
    index("companies_created").on(t.createdAt, t.id),
    index("companies_merged_into").on(t.mergedInto).where(sql`${t.mergedInto} is not null`),
    check("companies_kind", sql`${t.kind} in ('customer','partner')`),
  ],
);

/** Which of the two a company is. */
export type CompanyKind = "customer" | "partner";

/** A person of a company; of one at a time. Deactivated, a person keeps the account and may do nothing in the company's name. */
export const companyPeople = pgTable(
  "company_people",
  {
    customerId: uuid("customer_id")
      .primaryKey()
      .references(() => customers.id, { onDelete: "cascade" }),
    companyId: uuid("company_id")
      .notNull()
      .references(() => companies.id),
    userTypeId: uuid("user_type_id")
      .notNull()
      .references(() => userTypes.id),
    joinedAt: instant("joined_at").notNull().defaultNow(),
    deactivatedAt: instant("deactivated_at"),
  },
  (t) => [index("company_people_company").on(t.companyId, t.joinedAt)],
);

/**
 * Somebody whom a person of the company, or staff, has invited by mail. The link is a proof of purpose `invitation` about this
 * row. Ends once: accepted, withdrawn, or with time.
 */
export const companyInvitations = pgTable(
  "company_invitations",
  {
    id: id(),
    companyId: uuid("company_id")
      .notNull()
      .references(() => companies.id, { onDelete: "cascade" }),
    email: text("email").notNull(),
    emailKey: text("email_key").notNull(),
    userTypeId: uuid("user_type_id")
      .notNull()
      .references(() => userTypes.id),
    /** The colleague who invited; null if staff did. */
    invitedBy: uuid("invited_by").references(() => customers.id, { onDelete: "cascade" }),
    staffId: uuid("staff_id").references(() => staff.id),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    acceptedBy: uuid("accepted_by").references(() => customers.id, { onDelete: "set null" }),
    withdrawnAt: instant("withdrawn_at"),
  },
  (t) => [
    // Nobody is invited twice to one company at the same time; a second invitation is the first one sent again.
    uniqueIndex("company_invitations_open")
      .on(t.companyId, t.emailKey)
      .where(sql`${t.acceptedAt} is null and ${t.withdrawnAt} is null`),
    index("company_invitations_company").on(t.companyId, t.createdAt),
  ],
);

/**
 * Somebody with an address of a company's domain who may ask its administrators to be let in, or has. Waits until one decides; the domain
 * alone lets nobody in. It stays when it has ended, so that nobody asks, or is offered, the same company twice.
 */
export const companyRequests = pgTable(
  "company_requests",
  {
    customerId: uuid("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    companyId: uuid("company_id")
      .notNull()
      .references(() => companies.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
    /** Since they pressed the button. Null is an offer that nobody but the person is shown. */
    askedAt: instant("asked_at").defaultNow(),
    /** Since it was decided, declined or withdrawn, or since who asked came into a company by another way. */
    endedAt: instant("ended_at"),
  },
  (t) => [primaryKey({ columns: [t.customerId, t.companyId] }), index("company_requests_company").on(t.companyId, t.createdAt)],
);

/** Where a company has its goods sent: offered at its people's checkout. */
export const companyAddresses = pgTable(
  "company_addresses",
  {
    id: id(),
    companyId: uuid("company_id")
      .notNull()
      .references(() => companies.id, { onDelete: "cascade" }),
    label: text("label").notNull(),
    name: text("name").notNull(),
    street: text("street").notNull(),
    postcode: text("postcode").notNull(),
    city: text("city").notNull(),
    country: text("country").notNull(),
    createdAt: createdAt(),
  },
  (t) => [index("company_addresses_company").on(t.companyId, t.createdAt)],
);

/** A code by which people join a partner. Shown once; only its hash is kept. */
export const partnerCodes = pgTable(
  "partner_codes",
  {
    id: id(),
    companyId: uuid("company_id")
      .notNull()
      .references(() => companies.id),
    /** Of the canonical form, with a key if it can be guessed (core/partners/partner-code.ts). */
    codeHash: text("code_hash").notNull().unique(),
    /** Its last characters, so that staff can tell codes apart. */
    hint: text("hint").notNull(),
    /** Whether staff chose it: short ones need the captcha and tighter limits (T-Q1). */
    isChosen: boolean("is_chosen").notNull().default(false),
    /** Whether only the partner directory knows it, which is asked again each time: what it told last stands here. */
    isFromDirectory: boolean("is_from_directory").notNull().default(false),
    /** What who joins by it may do; null is what people of partners usually get. */
    userTypeId: uuid("user_type_id").references(() => userTypes.id),
    /** How many may join by it; null is any number. */
    maxUses: integer("max_uses"),
    /** Counted by one conditional update in the transaction that makes the account (T-Q4). */
    uses: integer("uses").notNull().default(0),
    staffId: uuid("staff_id").references(() => staff.id),
    createdAt: createdAt(),
    expiresAt: instant("expires_at"),
    withdrawnAt: instant("withdrawn_at"),
  },
  (t) => [
    index("partner_codes_company").on(t.companyId, t.createdAt),
    check("partner_codes_uses", sql`${t.uses} <= ${t.maxUses}`),
  ],
);

/** Who joined by which code. */
export const partnerCodeUses = pgTable(
  "partner_code_uses",
  {
    codeId: uuid("code_id")
      .notNull()
      .references(() => partnerCodes.id, { onDelete: "cascade" }),
    customerId: uuid("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "cascade" }),
    usedAt: instant("used_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.codeId, t.customerId] })],
);

/** How many codes that can be guessed were tried in vain on each day: staff see whether somebody is guessing. */
export const partnerCodeMisses = pgTable("partner_code_misses", {
  day: text("day").primaryKey(),
  misses: integer("misses").notNull(),
});

/** What the partner directory said about a code a short while ago (partners.cacheMinutes). Never counts where somebody joins. */
export const partnerAnswers = pgTable("partner_answers", {
  codeHash: text("code_hash").primaryKey(),
  answer: jsonb("answer").notNull(),
  expiresAt: instant("expires_at").notNull(),
});

/** The last times that the partner directory could not tell, for staff; neither code nor person stands in it. */
export const partnerTroubles = pgTable(
  "partner_troubles",
  { id: id(), trouble: text("trouble").notNull(), createdAt: createdAt() },
  (t) => [index("partner_troubles_created").on(t.createdAt)],
);
