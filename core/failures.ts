import { companyFailures } from "@/core/company-failures";

/**
 * What each expected failure means to a machine: the HTTP status, whether an operator must hear of it, and which figures its sentence names;
 * `otherwise` stands for those that are not always known.
 */
type Meaning = {
  readonly status: number;
  readonly isAlarm?: true;
  readonly vars?: readonly string[];
  readonly otherwise?: Readonly<Record<string, string | number>>;
};

/**
 * The one catalogue of expected failures. Codes are public and stay as they are (pinned by a test); the sentence of each stands under
 * the same code in messages/, and docs/failures.md is generated from both.
 */
export const failures = {
  // Any field
  "field.required": { status: 422 },
  "field.too-long": { status: 422, vars: ["max"], otherwise: { max: 0 } },
  "field.odd-characters": { status: 422 },
  "field.invalid": { status: 400 },
  "field.repeated": { status: 400 },
  "form.out-of-date": { status: 409 },
  "form.changed": { status: 409 },

  // Terms and privacy
  "consent.changed": { status: 409 },
  "consent.needed": { status: 403 },
  "legal.changed": { status: 409 },
  "legal.unchanged": { status: 422 },

  // Particular fields
  "email.invalid": { status: 422 },
  "email.same": { status: 422 },
  "email.taken": { status: 409 },
  "email.other-account": { status: 403 },
  "email.sign-in-off": { status: 409 },
  "password.too-short": { status: 422, vars: ["min"] },
  "password.too-long": { status: 422, vars: ["max"] },
  "password.common": { status: 422 },
  "password.personal": { status: 422 },
  "password.wrong-current": { status: 422 },
  "password.same": { status: 422 },
  "quantity.invalid": { status: 422 },
  "quantity.too-many": { status: 422 },
  "country.invalid": { status: 422 },
  "postcode.invalid": { status: 422 },
  "address.invalid": { status: 422 },
  "address.not-allowed": { status: 422 },
  "domain.invalid": { status: 422 },

  // Doors
  "access.sign-in-first": { status: 401 },
  "access.not-found": { status: 404 },
  "access.sso-only": { status: 403 },
  "access.accounts-off": { status: 404 },
  "sign-in.refused": { status: 401 },
  "captcha.missing": { status: 422 },
  "captcha.wrong": { status: 422 },

  // Registration and proofs
  "registration.closed": { status: 403 },
  "registration.full": { status: 403 },
  "registration.link-only": { status: 403 },
  "registration.link-gone": { status: 410 },
  "registration.not-yet": { status: 403 },
  "registration.over": { status: 403 },
  "registration.not-waiting": { status: 409 },
  "registration.taken": { status: 409 },
  "registration.domain": { status: 403 },
  "registration.disposable": { status: 403 },
  "registration.sub-address": { status: 403 },
  "approval.not-waiting": { status: 409 },
  "approval.has-account": { status: 409 },
  "approval.code-ended": { status: 409, vars: ["why", "partner", "hint"] },
  "registration.signed-in": { status: 409 },
  "proof.invalid": { status: 410 },
  "proof.other-browser": { status: 410 },
  "code.wrong": { status: 422 },
  "code.ended": { status: 410 },
  "code.refused": { status: 422 },
  "code.gone": { status: 410 },

  // Single sign-on
  "sso.refused": { status: 403 },
  "sso.failed": { status: 400 },
  "sso.cancelled": { status: 400 },
  "sso.unavailable": { status: 503 },
  "sso.expired": { status: 410 },
  "sso.loop": { status: 409 },
  "sso.gone": { status: 404 },
  "sso.taken": { status: 409 },
  "sso.address-taken": { status: 409 },
  "sso.confirm-first": { status: 403 },
  "sso.last-way": { status: 409 },

  // Shop
  "cart.empty": { status: 409 },
  "cart.full": { status: 409 },
  "cart.product-gone": { status: 409 },
  "cart.changed": { status: 409 },
  "checkout.other-customer": { status: 409 },
  "product.gone": { status: 409 },
  "claim.no-match": { status: 404 },

  // Settings, and what customers are asked
  "settings.invalid": { status: 422 },
  "settings.colour": { status: 422 },
  "settings.number": { status: 422 },
  "settings.too-small": { status: 422, vars: ["min"] },
  "settings.too-large": { status: 422, vars: ["max"] },
  "settings.no-variables": { status: 422 },
  "settings.unknown": { status: 404 },
  "settings.changed": { status: 409, vars: ["label", "kind", "value"] },
  "settings.force-login-needs-accounts": { status: 409 },
  "settings.accounts-needed-by-force-login": { status: 409 },
  "settings.sso-only-needs-connection": { status: 409 },
  "settings.person-in-charge": { status: 422 },
  "settings.person-in-charge-needed": { status: 409 },
  "settings.moment": { status: 422 },
  "settings.time-zone": { status: 422 },
  "settings.captcha-keys": { status: 409 },
  "settings.partner-directory": { status: 409 },
  "settings.apple-app-id": { status: 422 },
  "settings.android-package": { status: 422 },
  "settings.fingerprint": { status: 422 },
  "settings.closes-before-opens": { status: 409 },
  "settings.smtp-url": { status: 422 },
  "settings.web-address": { status: 422 },
  "settings.hour-above-day": { status: 422 },
  "fields.not-found": { status: 404 },
  "fields.changed": { status: 409 },
  "fields.key-invalid": { status: 422 },
  "fields.key-taken": { status: 409 },
  "fields.too-many": { status: 409, vars: ["max"] },
  "fields.choices-missing": { status: 422 },
  "fields.choice-invalid": { status: 422, vars: ["line"] },
  "seats.full": { status: 409, vars: ["max"] },
  "logo.invalid": { status: 422 },

  // Connections and directories
  "directory.url": { status: 422 },
  "directory.plain": { status: 422 },
  "directory.certificate": { status: 422 },
  "directory.filter": { status: 422 },
  "directory.user-filter": { status: 422 },
  "directory.attribute": { status: 422 },
  "connection.not-found": { status: 404 },
  "connection.unusable": { status: 422 },
  "connection.issuer-fixed": { status: 409 },
  "connection.secret-again": { status: 422 },
  "connection.last-enabled": { status: 409 },
  "connection.domain-taken": { status: 409, vars: ["domain", "label"] },

  // Customers
  "customer.not-found": { status: 404 },
  "customer.no-account": { status: 409 },
  "customer.name-missing": { status: 422 },
  "customer.changed": { status: 409 },
  "customer.number-mismatch": { status: 422 },
  "phone.invalid": { status: 422 },
  "number.invalid": { status: 422 },
  "date.invalid": { status: 422 },
  "customer.last-administrator": { status: 409 },

  // Merging
  "merge.same": { status: 409 },
  "merge.gone": { status: 409 },
  "merge.erased": { status: 409 },
  "merge.keep-account": { status: 409 },
  "merge.changed": { status: 409 },
  "merge.not-found": { status: 404 },
  "merge.too-late": { status: 409 },
  "merge.later-first": { status: 409, vars: ["number"] },
  "merge.two-companies": { status: 409 },
  "merge.last-administrator": { status: 409 },

  // Orders
  "order.not-found": { status: 404 },
  "order.has-owner": { status: 409, vars: ["number"] },
  "order.origin-merged": { status: 409 },
  "order.elsewhere": { status: 409 },

  // Activation and import
  "activation.closed": { status: 409 },
  "activation.has-account": { status: 409 },
  "activation.no-email": { status: 422 },
  "activation.address-taken": { status: 409, vars: ["email", "number"] },
  "activation.none": { status: 409 },
  "activation.nobody": { status: 422 },
  "import.not-found": { status: 404 },
  "import.not-now": { status: 409 },
  "import.column-missing": { status: 422 },

  // Conversations
  "conversation.not-found": { status: 404 },
  "conversation.contact-changed": { status: 409 },
  "conversation.not-colleague": { status: 409 },

  // Outgoing mail
  "mail.not-found": { status: 404 },
  "mail.sent-already": { status: 409 },
  "mail.mailbox-full": { status: 429 },
  "mail.suppressed-already": { status: 409 },
  "mail.staff-address": { status: 403 },
  "mail.not-suppressed": { status: 404 },
  "mail.no-server": { status: 409 },
  "mail-template.not-found": { status: 404 },
  "mail-template.changed": { status: 409 },
  "mail-template.unknown-variable": { status: 422, vars: ["line", "column", "name"] },
  "mail-template.secret-in-subject": { status: 422, vars: ["line", "column", "name"] },
  "mail-template.unknown-tag": { status: 422, vars: ["line", "column", "name"] },
  "mail-template.unknown-filter": { status: 422, vars: ["line", "column", "name"] },
  "mail-template.not-closed": { status: 422, vars: ["line", "column"] },
  "mail-template.unreadable": { status: 422, vars: ["line", "column"] },
  "mail-template.too-much": { status: 422 },
  "mail-template.missing": { status: 422, vars: ["name"] },
  "mail-template.text-not-empty": { status: 422 },
  "mail-template.tests": { status: 429 },
  "dkim.none": { status: 404 },
  "dkim.no-domain": { status: 422 },
  "dkim.not-in-dns": { status: 409 },

  // Companies, their people and partners
  ...companyFailures,

  // Staff
  "staff.exists": { status: 409 },
  "staff.confirm-needed": { status: 403 },
  "staff.not-permitted": { status: 403 },
  "staff.not-found": { status: 404 },
  "staff.not-yourself": { status: 409 },
  "staff.last-admin": { status: 409 },
  "staff.beyond-own": { status: 403 },
  "staff.not-invited": { status: 409 },
  "staff.no-password-link": { status: 409 },
  "staff.other-session": { status: 409 },
  "staff.code-refused": { status: 401 },
  "staff.code-wrong": { status: 422 },
  "staff.second-factor-on": { status: 409 },
  "staff.second-factor-off": { status: 409 },
  "staff.setup-ended": { status: 410 },
  "staff.second-factor-needed": { status: 403 },
  "staff.no-admin": { status: 404 },
  "staff.several-admins": { status: 409 },

  // Incoming mail
  "mailbox.not-found": { status: 404 },
  "mailbox.taken": { status: 409 },
  "mailbox.plain": { status: 422 },
  "mailbox.host": { status: 422 },
  "mailbox.key-in-use": { status: 409 },
  "mailbox.secret-again": { status: 422 },
  "webhook.refused": { status: 401 },
  "webhook.unavailable": { status: 503 },

  // Load and outages
  "limits.too-many": { status: 429, vars: ["hours", "minutes"], otherwise: { hours: 0, minutes: 0 } },
  "server.busy": { status: 503 },
  "server.unavailable": { status: 503, isAlarm: true },
} as const satisfies Record<string, Meaning>;

/** The code of an expected failure. */
export type FailureCode = keyof typeof failures;

/** What a code means. */
export const meaningOf = (code: FailureCode): Meaning => failures[code];

/** Whether a text is a failure code: schemas carry codes as plain strings. */
export const isFailureCode = (code: string): code is FailureCode => Object.hasOwn(failures, code);
