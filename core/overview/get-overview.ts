import { type ListedConnection, listConnections } from "@/core/connections/list-connections";
import type { Ctx } from "@/core/ctx";
import { smtpSource } from "@/core/mail/smtp-source";
import { type ClosedReason, explainClosed } from "@/core/registration/explain-closed";
import { countTroubledMails } from "@/db/queries/mails";
import { readFigures } from "@/db/queries/overview";

/** What the first page of the back office tells: what needs somebody, and a few figures. */
export type Overview = {
  readonly figures: Awaited<ReturnType<typeof readFigures>>;
  readonly mails: { readonly waiting: number; readonly failed: number };
  readonly hasMailServer: boolean;
  readonly registrationClosed: ClosedReason | null;
  /** Enabled connections that do not work, or that nobody has tested since their last change. */
  readonly troubledConnections: readonly ListedConnection[];
};

/** Gathers the overview. `environmentSmtp` is SMTP_URL, which goes before the setting. */
export async function getOverview(
  ctx: Pick<Ctx, "db" | "settings" | "secrets">,
  environmentSmtp: string | null,
): Promise<Overview> {
  const [figures, mails, registrationClosed, connections] = await Promise.all([
    readFigures(ctx.db),
    countTroubledMails(ctx.db),
    explainClosed(ctx),
    listConnections(ctx),
  ]);
  const troubledConnections = connections.filter(({ isEnabled, state }) => isEnabled && state !== "tested");
  return {
    figures,
    mails,
    hasMailServer: smtpSource(environmentSmtp, ctx.settings) !== null,
    registrationClosed,
    troubledConnections,
  };
}
