import { judgeWays } from "@/core/connections/judge-ways";
import type { ListedConnection } from "@/core/connections/list-connections";
import type { Ctx } from "@/core/ctx";
import { smtpSource } from "@/core/mail/smtp-source";
import { explainClosed } from "@/core/registration/explain-closed";
import { listWarnings } from "@/core/settings/warnings";

/** What warnings depend on besides settings: connections, and what only this process and its environment know. */
export type Surroundings = {
  readonly connections: readonly ListedConnection[];
  /** SMTP_URL, which goes before the setting. */
  readonly environmentSmtp: string | null;
  /** Whether a connection's provider is taken to be away just now. */
  readonly isAway: (id: string) => boolean;
};

/** The warnings that the settings deserve as things are; for settings that are not saved, pass them in `ctx`. */
export async function findWarnings(ctx: Pick<Ctx, "db" | "settings">, around: Surroundings) {
  const closedBecause = await explainClosed(ctx);
  return listWarnings(ctx.settings, {
    isRegistrationOpen: closedBecause === null,
    closedBecause,
    hasMailServer: smtpSource(around.environmentSmtp, ctx.settings) !== null,
    ways: judgeWays(around.connections, around.isAway),
  });
}
