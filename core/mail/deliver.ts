import { randomInt } from "node:crypto";
import { type Ctx, inTransaction } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { inSeconds, minutes } from "@/core/duration";
import { enqueueJob } from "@/core/jobs/enqueue";
import { backOffSeconds, TRIES_AT_MOST } from "@/core/mail/back-off";
import { findSigningKey } from "@/core/mail/dkim";
import { harmless } from "@/core/mail/harmless";
import { mayLeave } from "@/core/mail/may-mail";
import { messageIdOf } from "@/core/mail/message-id";
import { openSecrets, type RenderedMail, renderMail } from "@/core/mail/render";
import { senderOf } from "@/core/mail/sender";
import type { Letter, MailTransport } from "@/core/mail/transports/transport";
import { readTroubleLine } from "@/core/mail/trouble-line";
import { noteUnused } from "@/core/mail-templates/note-unused";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { isOutage } from "@/db";
import { type ClaimedMail, claimMail, endMail, markMailSent, postponeMail, releaseMail } from "@/db/queries/mails";
import { findReplyAddress } from "@/db/queries/reply-address";
import { findSuppression } from "@/db/queries/suppressions";

/** What delivering needs: `smtpUrl` is null while nobody has said where mail leaves the house. */
export type DeliverCtx = Pick<Ctx, "db" | "settings" | "secrets" | "origin" | "request"> & {
  readonly transport: MailTransport;
  readonly smtpUrl: string | null;
};

/** Longer than any try can last (SMTP_PATIENCE.whole), so that nobody takes over what is still being sent (T-FX07). */
export const MAIL_LEASE = minutes(2);
/** A mail that cannot be drawn is set aside after so many tries; the others go on (T-FX09). */
const DRAWING_TRIES = 3;

/**
 * Sends one mail, if it is due and nobody else has it. The row is the truth: claimed for two minutes, then sent, put back, or given up.
 * A crash before the server took the mail means another try; one between that and our note means the same mail twice, with the same
 * Message-ID; never none. Without an SMTP server nothing is tried and nothing counted.
 */
export async function deliverMail(ctx: DeliverCtx, mailId: string): Promise<void> {
  if (ctx.smtpUrl === null) return;
  const mail = await claimMail(ctx.db, mailId, inSeconds(MAIL_LEASE));
  if (mail) await deliverClaimed(ctx, ctx.smtpUrl, mail);
}

async function deliverClaimed(ctx: DeliverCtx, smtpUrl: string, mail: ClaimedMail): Promise<void> {
  const emailKey = canonicalEmail(mail.toEmail);
  // At the last moment, so that it holds for what waits already, security mails included: a mailbox that is none cannot be warned.
  if (emailKey !== null && (await findSuppression(ctx.db, emailKey))) return giveUp(ctx, mail, "suppressed");
  const secrets = openSecrets(ctx, mail);
  if (secrets === null) return giveUp(ctx, mail, "secrets-lost");
  const rendered = await draw(ctx, mail, secrets);
  if (rendered === null) return (mail.attempts >= DRAWING_TRIES ? giveUp : putBack)(ctx, mail, "not-rendered");
  if (rendered.unused) await noteUnused(ctx, rendered.unused, { message: mail.message, language: mail.language });
  if (!(await mayLeave(ctx))) return release(ctx, mail);
  const letter = addressed(ctx, mail, rendered);
  const more = { ...(await threadOf(ctx, mail)), ...(await findSigningKey(ctx, letter.from)) };
  const outcome = await ctx.transport.send(smtpUrl, { ...letter, ...more });
  if (outcome.kind === "sent") return untilNoted(() => markMailSent(ctx.db, mail.id));
  const isOver = outcome.kind === "refused" || mail.attempts >= TRIES_AT_MOST;
  await untilNoted(() => (isOver ? giveUp(ctx, mail, outcome.reason) : putBack(ctx, mail, outcome.reason)));
}

/** The mail as it is sent, or null if it cannot be drawn. A database that is away is not the mail's fault: its lease ends, and it is tried again. */
async function draw(ctx: DeliverCtx, mail: ClaimedMail, secrets: Parameters<typeof renderMail>[2]): Promise<RenderedMail | null> {
  try {
    return await renderMail(ctx, mail, secrets);
  } catch (error) {
    if (isOutage(error)) throw error;
    return null;
  }
}

function addressed(ctx: DeliverCtx, mail: ClaimedMail, { unused: _unused, ...rendered }: RenderedMail): Letter {
  const { settings } = ctx;
  return {
    ...rendered,
    messageId: messageIdOf(mail.id, ctx.origin),
    from: senderOf(ctx),
    ...(settings.mail.replyTo ? { replyTo: { name: harmless(settings.shop.name), address: settings.mail.replyTo } } : {}),
    to: { name: harmless(mail.toName), address: mail.toEmail },
  };
}

/**
 * What makes an answer to a mail about a conversation come back into it: an address that is read, and one thread for all of them. The
 * first Message-ID of that thread is none of a mail; programs that show mails together need only that it is the same.
 */
async function threadOf(ctx: DeliverCtx, { conversationId }: ClaimedMail): Promise<Pick<Letter, "replyTo" | "references">> {
  if (conversationId === null) return {};
  const address = await findReplyAddress(ctx.db, conversationId);
  return {
    references: [messageIdOf(`conversation-${conversationId}`, ctx.origin)],
    ...(address === null ? {} : { replyTo: { name: harmless(ctx.settings.shop.name), address } }),
  };
}

/** Back into the queue for some minutes, uncounted: the shop has sent as many mails within the hour as it may. */
async function release(ctx: DeliverCtx, mail: ClaimedMail): Promise<void> {
  const delaySeconds = inSeconds(minutes(2)) + randomInt(inSeconds(minutes(6)));
  await inTransaction(ctx, async (tx) => {
    await releaseMail(tx.db, mail, "hourly-limit", delaySeconds);
    await enqueueJob(tx, { name: "deliver-mail", data: { mailId: mail.id } }, delaySeconds);
  });
}

async function putBack(ctx: DeliverCtx, mail: ClaimedMail, reason: string): Promise<void> {
  const delaySeconds = backOffSeconds(mail.attempts);
  await inTransaction(ctx, async (tx) => {
    if (!(await postponeMail(tx.db, mail, reason, delaySeconds))) return;
    await enqueueJob(tx, { name: "deliver-mail", data: { mailId: mail.id } }, delaySeconds);
  });
}

async function giveUp(ctx: DeliverCtx, mail: ClaimedMail, reason: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (!(await endMail(tx.db, mail, reason === "suppressed" ? "suppressed" : "failed", reason))) return;
    await audit(tx, {
      actor: { kind: "system" },
      action: "mail.failed",
      target: { kind: "mail", id: mail.id },
      outcome: readTroubleLine(reason).code,
      detail: { message: mail.message, to: maskEmail(mail.toEmail) },
    });
  });
}

const NOTING_TRIES = 10;

/** What a mail server took must be noted even if the database restarts in that very moment, or it would be sent once more. */
async function untilNoted(note: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await note();
    } catch (error) {
      if (!isOutage(error) || tries === NOTING_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}
