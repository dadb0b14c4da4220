import type { Ctx } from "@/core/ctx";
import { findRegistrationClosed, type RegistrationClosed } from "@/core/overview/find-registration-closed";
import { readFigures } from "@/db/queries/overview";

/** What the first page of the back office tells: what needs somebody, and a few figures. */
export type Overview = {
  readonly figures: Awaited<ReturnType<typeof readFigures>>;
  readonly hasMailServer: boolean;
  readonly registrationClosed: RegistrationClosed | null;
};

/** Gathers the overview. `environmentSmtp` is SMTP_URL, which goes before the setting. */
export async function getOverview(ctx: Pick<Ctx, "db" | "settings">, environmentSmtp: string | null): Promise<Overview> {
  const [figures, registrationClosed] = await Promise.all([readFigures(ctx.db), findRegistrationClosed(ctx)]);
  return { figures, hasMailServer: hasMailServer(ctx, environmentSmtp), registrationClosed };
}

/** Whether mail can leave the house. */
export const hasMailServer = ({ settings }: Pick<Ctx, "settings">, environmentSmtp: string | null): boolean =>
  environmentSmtp !== null || settings.mail.smtpUrl !== "";
