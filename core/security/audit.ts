import type { Ctx } from "@/core/ctx";
import { newSupportCode } from "@/core/security/token";
import { insertAuditRow } from "@/db/queries/audit";

/** Who did it. A visitor is somebody without a session. */
export type Actor =
  | { readonly kind: "visitor" | "system" }
  | { readonly kind: "customer"; readonly accountId: string }
  | { readonly kind: "staff"; readonly staffId: string };

/** What can be done. Names are stable: agents search by them, and each has its words in messages (admin.audit.actions). */
export const auditActions = [
  "sign-in",
  "sign-out",
  "code.requested",
  "first-password.used",
  "staff.sign-in",
  "staff.sign-out",
  "staff.created",
  "staff.password-set",
  "staff.confirmed",
  "staff.unlock-link",
  "staff.unlocked",
  "staff.invited",
  "staff.invited-again",
  "staff.withdrawn",
  "staff.role-changed",
  "staff.permissions-changed",
  "staff.deactivated",
  "staff.reactivated",
  "staff.session-ended",
  "staff.password-changed",
  "staff.password-link",
  "staff.second-factor-on",
  "staff.second-factor-off",
  "staff.second-factor-reset",
  "staff.recovery-codes",
  "registration.started",
  "registration.resent",
  "registration.completed",
  "registration.discarded",
  "registration.waiting",
  "registration.approved",
  "registration.refused",
  "registration.link-renewed",
  "waiting-list.joined",
  "waiting-list.told",
  "reset.requested",
  "reset.completed",
  "password.changed",
  "email.change-asked",
  "email.changed",
  "email.restored",
  "email.sign-in-asked",
  "email.sign-in-on",
  "identity.connected",
  "identity.disconnected",
  "identity.code-sent",
  "activation.sent",
  "activation.link-copied",
  "activation.withdrawn",
  "activation.code-sent",
  "activation.completed",
  "activation.many-started",
  "activation.many-stopped",
  "customer.same-address",
  "customer.created",
  "customer.changed",
  "customer.exported",
  "customer.erased",
  "customer.merged",
  "customer.merge-undone",
  "customer.told-apart",
  "consent.given",
  "account.deactivated",
  "account.reactivated",
  "session.ended",
  "session.withdrawn",
  "order.placed",
  "order.attached",
  "order.attachment-undone",
  "order.claimed",
  "settings.changed",
  "legal.published",
  "legal.withdrawn",
  "form.changed",
  "conversation.handed-over",
  "company.founded",
  "company.joined",
  "company.from-directory",
  "partner-codes.guessed",
  "connection.added",
  "connection.changed",
  "connection.moved",
  "connection.deleted",
  "connection.checked",
  "connection.tested",
  "company.created",
  "company.changed",
  "company.routed",
  "company.deactivated",
  "company.reactivated",
  "company.person-added",
  "company.person-changed",
  "company.person-removed",
  "company.merged",
  "company.invited",
  "company.invited-again",
  "company.invitation-withdrawn",
  "company.type-changed",
  "company.person-deactivated",
  "company.person-reactivated",
  "company.left",
  "company.handed-over",
  "company.addresses-changed",
  "company.request-declined",
  "company.shut",
  "company.asked",
  "partner-code.made",
  "partner-code.withdrawn",
  "user-type.created",
  "user-type.changed",
  "user-type.deleted",
  "user-type.defaults",
  "import.started",
  "import.stopped",
  "import.finished",
  "import.discarded",
  "export.made",
  "mail.read-whole",
  "mail.retried",
  "mail.failed",
  "mail.bounced",
  "mail.suppressed",
  "mail.unsuppressed",
  "mail.tested",
  "mail-template.changed",
  "mail-template.reset",
  "mail-template.tested",
  "mail-template.failed",
  "logo.changed",
  "logo.removed",
  "dkim.made",
  "dkim.switched",
  "mailbox.added",
  "mailbox.changed",
  "mailbox.deleted",
  "mailbox.tested",
  "mailbox.key-renewed",
  "audit.exported",
  "audit.trimmed",
] as const;

/** What was done. */
export type AuditAction = (typeof auditActions)[number];

/** What a row may be about, as the log keeps it. */
export const targetKinds = [
  "account",
  "customer",
  "staff",
  "order",
  "registration",
  "setting",
  "connection",
  "mail",
  "mailbox",
  "user-type",
  "name",
  "company",
] as const;

/** One row of the audit log. `detail` holds masked values only. */
export type AuditEntry = {
  readonly actor: Actor;
  readonly action: AuditAction;
  readonly target?: {
    readonly kind: (typeof targetKinds)[number];
    readonly id: string;
  };
  /** "ok", or the code of the failure. */
  readonly outcome: string;
  readonly detail?: Readonly<Record<string, string>>;
  /** The code that finds the row, where it had to be known before; else a new one. */
  readonly supportCode?: string;
};

/** Writes to the audit log, in the open transaction if there is one, and answers the support code that finds the row. */
export async function audit(ctx: Pick<Ctx, "db" | "request">, entry: AuditEntry): Promise<string> {
  const { actor, action, target, outcome, detail, supportCode = newSupportCode() } = entry;
  await insertAuditRow(ctx.db, {
    actorKind: actor.kind,
    actorId: actor.kind === "customer" ? actor.accountId : actor.kind === "staff" ? actor.staffId : null,
    action,
    targetKind: target?.kind ?? null,
    targetId: target?.id ?? null,
    outcome,
    supportCode,
    address: printable(ctx.request.address, 64),
    userAgent: printable(ctx.request.userAgent, 200),
    detail: Object.fromEntries(Object.entries(detail ?? {}).map(([key, value]) => [key, printable(value, 300)])),
  });
  return supportCode;
}

// Control characters could forge a line of the log (T-G3).
const printable = (text: string, max: number): string => text.replace(/\p{C}/gu, " ").slice(0, max);
