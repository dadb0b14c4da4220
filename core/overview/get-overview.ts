import { type ListedConnection, listConnections } from "@/core/connections/list-connections";
import { countWaiting } from "@/core/conversations/count-waiting";
import type { Ctx } from "@/core/ctx";
import { countMergeCandidates } from "@/core/customers/list-merge-candidates";
import { listMailboxes } from "@/core/inbound/list-mailboxes";
import { smtpSource } from "@/core/mail/smtp-source";
import type { TemplateName } from "@/core/mail-templates/check-template";
import { listFailedTemplates } from "@/core/mail-templates/list-failed-templates";
import { type CodeGuesses, findCodeGuesses } from "@/core/partners/code-guesses";
import { type ClosedReason, explainClosed } from "@/core/registration/explain-closed";
import { isFloodedByNumbers } from "@/core/sign-in/number-flood";
import { countHeld } from "@/db/queries/approvals";
import { countTroubledMails } from "@/db/queries/mails";
import { countBouncedMails, listAwayConnections, readFigures } from "@/db/queries/overview";
import { readTrends, type TrendDay } from "@/db/queries/trends";

/** What the first page of the back office tells: what needs somebody, and a few figures. */
export type Overview = {
  readonly figures: Awaited<ReturnType<typeof readFigures>>;
  /** Day by day, today last. */
  readonly trends: readonly TrendDay[];
  /** Pairs of customers with one address of whom nobody said whether they are one person (P-R6). */
  readonly sameAddress: number;
  /** People who wait until staff have decided about them (P-R11). */
  readonly approvals: number;
  readonly mails: { readonly waiting: number; readonly failed: number };
  /** Mails that came back within a week, after they had left. */
  readonly bounced: number;
  /** Mailboxes that should be read and could not be. */
  readonly troubledMailboxes: readonly { readonly id: string; readonly name: string }[];
  /** Conversations in which a customer has waited too long for somebody to read (P-M3). */
  readonly unread: number;
  /** Mails of which the original is sent, since what an admin wrote for them could not be used (P-M2). */
  readonly failedTemplates: readonly TemplateName[];
  readonly hasMailServer: boolean;
  readonly registrationClosed: ClosedReason | null;
  /** Whether nobody signs in by number for now, since too many tries have failed (decision 0019). */
  readonly areNumbersRefused: boolean;
  /** Where somebody is guessing codes of partners today (T-Q1). */
  readonly codeGuesses: CodeGuesses | null;
  /** Enabled connections that do not work, or that nobody has tested since their last change. */
  readonly troubledConnections: readonly ListedConnection[];
  /** Enabled connections at which people failed within the last hour since nobody answered there, and none got in since. */
  readonly awayConnections: readonly { readonly id: string; readonly label: string; readonly failures: number }[];
};

/** How many days the plots show. */
const TREND_DAYS = 30;

/** Gathers the overview. `environmentSmtp` is SMTP_URL, which goes before the setting. */
export async function getOverview(
  ctx: Pick<Ctx, "db" | "settings" | "secrets">,
  environmentSmtp: string | null,
): Promise<Overview> {
  const [[figures, trends], mails, failedTemplates, sameAddress, approvals, connections, away, ...others] = await Promise.all([
    Promise.all([readFigures(ctx.db), readTrends(ctx.db, TREND_DAYS)]),
    countTroubledMails(ctx.db),
    listFailedTemplates(ctx),
    countMergeCandidates(ctx),
    countHeld(ctx.db),
    listConnections(ctx),
    listAwayConnections(ctx.db),
    explainClosed(ctx),
    isFloodedByNumbers(ctx),
    findCodeGuesses(ctx),
    listMailboxes(ctx),
    countBouncedMails(ctx.db),
    countWaiting(ctx),
  ]);
  const [registrationClosed, areNumbersRefused, codeGuesses, mailboxes, bounced, unread] = others;
  const troubledConnections = connections.filter(({ isEnabled, state }) => isEnabled && state !== "tested");
  return {
    figures,
    trends,
    sameAddress,
    approvals,
    mails,
    bounced,
    troubledMailboxes: mailboxes.filter(({ isEnabled, lastError }) => isEnabled && lastError !== null),
    unread,
    failedTemplates,
    hasMailServer: smtpSource(environmentSmtp, ctx.settings) !== null,
    registrationClosed,
    areNumbersRefused,
    codeGuesses,
    troubledConnections,
    awayConnections: away.map(({ id, failures }) => ({
      id,
      failures,
      label: connections.find((one) => one.id === id)?.label ?? id,
    })),
  };
}
