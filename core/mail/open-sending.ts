import type { Ctx } from "@/core/ctx";
import { openDkim, senderDomain } from "@/core/mail/dkim";
import { senderOf } from "@/core/mail/sender";
import { smtpSource } from "@/core/mail/smtp-source";
import { findLastTrial } from "@/core/mail/test-sending";
import { readSmtpUrl } from "@/core/mail/transports/smtp-options";
import { countSentLastHour } from "@/db/queries/mails";
import { countSuppressions } from "@/db/queries/suppressions";

/**
 * How mail leaves, for the back office. `server` is host:port without user and password, "" where it cannot be read, null where there is
 * none. `domain` is that of the sender, null where it is none that DNS could know.
 */
export async function openSending(ctx: Pick<Ctx, "db" | "secrets" | "settings" | "origin">, fromEnvironment: string | null) {
  const source = smtpSource(fromEnvironment, ctx.settings);
  const options = source === null ? null : readSmtpUrl(source);
  const [trial, dkim, sentLastHour, suppressed] = await Promise.all([
    findLastTrial(ctx, options),
    openDkim(ctx),
    countSentLastHour(ctx.db),
    countSuppressions(ctx.db),
  ]);
  const { perHour, perAddressHour, perAddressDay } = ctx.settings.mail;
  return {
    server: source === null ? null : options ? `${options.host}:${options.port}` : "",
    isFromEnvironment: fromEnvironment !== null,
    sender: senderOf(ctx),
    domain: senderDomain(ctx),
    limits: { perHour, perAddressHour, perAddressDay },
    trial,
    dkim,
    sentLastHour,
    suppressed,
  };
}

/** What {@link openSending} tells. */
export type OpenedSending = Awaited<ReturnType<typeof openSending>>;
