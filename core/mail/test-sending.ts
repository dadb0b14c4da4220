import { randomUUID } from "node:crypto";
import type { Ctx } from "@/core/ctx";
import type { Duration } from "@/core/duration";
import { escapeText } from "@/core/escape-html";
import { findSigningKey } from "@/core/mail/dkim";
import { harmless } from "@/core/mail/harmless";
import { messageIdOf } from "@/core/mail/message-id";
import { senderOf } from "@/core/mail/sender";
import { type DiagnosisStep, diagnoseSmtp, diagnosisSteps } from "@/core/mail/transports/diagnosis";
import type { SmtpOptions } from "@/core/mail/transports/smtp-options";
import type { Letter } from "@/core/mail/transports/transport";
import { oneOf } from "@/core/query";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { takeLimit } from "@/core/security/limits";
import { actorOf, type StaffOperator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { findLastMailTrial, insertMailTrial } from "@/db/queries/mail-trials";
import { findStaff } from "@/db/queries/staff";
import { getTranslator } from "@/messages/translator";

type TestCtx = Pick<Ctx, "db" | "secrets" | "settings" | "origin" | "request">;

/**
 * Hands one mail to the mail server, to the address of who asks and to nobody else, and keeps where it stopped, if it did. Its parts are
 * those of every mail: sender, signature, way. It passes the queue by, so that the answer is there at once.
 * @param patience for each step
 */
export async function testSending(
  ctx: TestCtx,
  { smtpUrl, by, patience }: { readonly smtpUrl: string | null; readonly by: StaffOperator; readonly patience?: Duration },
): Promise<Result<{ isGood: boolean }, "staff.not-permitted" | "mail.no-server" | "limits.too-many">> {
  const refused = await refuseUnpermitted(ctx, actorOf(by), "settings.edit");
  if (refused) return refused;
  const person = await findStaff(ctx.db, by.staffId);
  if (!person) return fail("staff.not-permitted");
  if (smtpUrl === null) return fail("mail.no-server");
  if (!(await takeLimit(ctx, "mail-trial:staff", by.staffId)).isAllowed) return fail("limits.too-many");
  const { server, stoppedAt, reason } = await diagnoseSmtp(smtpUrl, await write(ctx, person), patience);
  await insertMailTrial(ctx.db, { staffId: by.staffId, server, stoppedAt, reason });
  await audit(ctx, {
    actor: actorOf(by),
    action: "mail.tested",
    outcome: stoppedAt ?? "ok",
    detail: { server },
  });
  return ok({ isGood: stoppedAt === null });
}

async function write(ctx: TestCtx, person: { readonly name: string; readonly email: string }): Promise<Letter> {
  const t = getTranslator(ctx.request.language);
  const from = senderOf(ctx);
  const shop = harmless(ctx.settings.shop.name);
  const text = t("adminSending.letter.text", { shop });
  return {
    ...(await findSigningKey(ctx, from)),
    messageId: messageIdOf(randomUUID(), ctx.origin),
    from,
    to: { name: harmless(person.name), address: person.email },
    subject: t("adminSending.letter.subject", { shop }),
    text,
    html: `<p>${escapeText(text)}</p>`,
  };
}

/** How a step of a try ended: what comes after the one that failed was not reached, and some are not asked of this server. */
type StepOutcome = "good" | "bad" | "not-reached" | "not-asked";

/** The last try of the mail server, step by step; null if there was none. `options` tell what is asked of the server that there is now. */
export async function findLastTrial(ctx: Pick<Ctx, "db">, options: SmtpOptions | null = null) {
  const trial = await findLastMailTrial(ctx.db);
  if (!trial) return null;
  const stoppedAt = oneOf(diagnosisSteps, trial.stoppedAt ?? undefined) ?? null;
  const end = stoppedAt === null ? diagnosisSteps.length : diagnosisSteps.indexOf(stoppedAt);
  const isSame = options !== null && trial.server === `${options.host}:${options.port}`;
  const spared = isSame ? sparedBy(options) : [];
  const steps = diagnosisSteps.map((step, at) => {
    const outcome = outcomeAt(at, end);
    return { step, outcome: outcome === "good" && spared.includes(step) ? "not-asked" : outcome } as const;
  });
  return { ...trial, stoppedAt, steps };
}

const sparedBy = ({ secure, requireTLS, auth }: SmtpOptions): readonly DiagnosisStep[] => [
  ...(secure || requireTLS ? [] : (["encryption"] as const)),
  ...(auth ? [] : (["sign-in"] as const)),
];

const outcomeAt = (at: number, end: number): StepOutcome => (at < end ? "good" : at === end ? "bad" : "not-reached");

/** What {@link findLastTrial} tells. */
export type LastTrial = NonNullable<Awaited<ReturnType<typeof findLastTrial>>>;
