import { countedIdOf, oneOf, type Query, queryOf, supportCodeOf, typedLine } from "@/core/query";
import { type AuditAction, auditActions } from "@/core/security/audit";

/** Kinds of actors, as the log keeps them. */
export const actorKinds = ["visitor", "customer", "staff", "system"] as const;
/** How things ended, as agents ask for it. */
export const outcomes = ["ok", "failed"] as const;

/** What an agent asked the audit log for. */
export type AuditFilter = {
  readonly action?: AuditAction | undefined;
  readonly actorKind?: (typeof actorKinds)[number] | undefined;
  /** Who did it, as typed: a staff member's name or e-mail, a customer's number or e-mail. */
  readonly by?: string | undefined;
  /** Whom or what it was done to, as typed: besides those, an order's number, a setting, a connection. */
  readonly about?: string | undefined;
  readonly outcome?: (typeof outcomes)[number] | undefined;
  readonly fromDay?: string | undefined;
  readonly toDay?: string | undefined;
  readonly supportCode?: string | undefined;
  readonly before?: number | undefined;
};

/** Longest name that is looked for: an address is no longer. */
const LONGEST_NAME = 254;

/**
 * Reads a page's query as a filter. Whatever is not exactly one of the values offered counts as not asked for: the page shows the
 * filter it worked with, and nothing of the query reaches the database as it stands (T-A11), but for the two names, which are compared.
 */
export function readAuditFilter(params: Query): AuditFilter {
  return {
    action: oneOf(auditActions, params.action),
    actorKind: oneOf(actorKinds, params.actor),
    by: typedLine(params.by, LONGEST_NAME),
    about: typedLine(params.about, LONGEST_NAME),
    outcome: oneOf(outcomes, params.outcome),
    fromDay: day(params.from),
    toDay: day(params.to),
    supportCode: supportCodeOf(params.code),
    before: countedIdOf(params.before),
  };
}

/** The query that asks for a filter again; the other way round of {@link readAuditFilter}. */
export function auditQuery({ actorKind, fromDay, toDay, supportCode: code, before, ...same }: AuditFilter): string {
  const { action, by, about, outcome } = same;
  return queryOf({ action, actor: actorKind, by, about, outcome, from: fromDay, to: toDay, code, before: before?.toString() });
}

function day(asked: Query[string]): string | undefined {
  if (typeof asked !== "string" || !/^20\d\d-\d\d-\d\d$/.test(asked)) return undefined;
  const at = Date.parse(`${asked}T00:00:00Z`);
  // The 31st of June becomes the 1st of July, which is not what was asked for.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== asked ? undefined : asked;
}
