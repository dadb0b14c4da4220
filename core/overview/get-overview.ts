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
};

/** Gathers the overview. `environmentSmtp` is SMTP_URL, which goes before the setting. */
export async function getOverview(ctx: Pick<Ctx, "db" | "settings">, environmentSmtp: string | null): Promise<Overview> {
  const [figures, mails, registrationClosed] = await Promise.all([
    readFigures(ctx.db),
    countTroubledMails(ctx.db),
    explainClosed(ctx),
  ]);
  return { figures, mails, hasMailServer: smtpSource(environmentSmtp, ctx.settings) !== null, registrationClosed };
}
