import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { emailAddress, optionalText } from "@/core/input";
import { type Closed, findClosed } from "@/core/registration/policy";
import { ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { type CaptchaFailure, checkCaptcha } from "@/core/security/captcha/check-captcha";
import { maskEmail } from "@/core/security/mask";
import { refuseTooMany } from "@/core/security/refuse-too-many";
import { insertWaiting } from "@/db/queries/waiting-list";

/** What the form on a full shop's page holds. */
export const waitingListInput = z.object({ email: emailAddress(), captcha: optionalText(8000) });

type Input = z.output<typeof waitingListInput> & { readonly link: string | null };

/** On the list; or a seat became free meanwhile, so that nobody has to wait. */
export type Joined = { readonly kind: "waiting" | "free" };

/**
 * Puts an address on the waiting list of a full shop, behind captcha and limits. The answer is the same for every address, whether it
 * waits already or has an account: nobody learns about others here (T-T6).
 */
export async function joinWaitingList(
  ctx: Pick<Ctx, "db" | "settings" | "secrets" | "request" | "origin">,
  { email, captcha, link }: Input,
): Promise<Result<Joined, Closed | CaptchaFailure | "limits.too-many">> {
  const closed = await findClosed(ctx, { email, link });
  if (!closed) return ok({ kind: "free" });
  if (closed.code !== "registration.full" || !ctx.settings.registration.waitingList) return closed;
  const checked = await checkCaptcha(ctx, "waiting-list", captcha);
  if (!checked.ok) return checked;
  const refused = await refuseTooMany(ctx, "register:address");
  if (refused) return refused;
  await insertWaiting(ctx.db, { email, emailKey: email, language: ctx.request.language });
  await audit(ctx, {
    actor: { kind: "visitor" },
    action: "waiting-list.joined",
    outcome: "ok",
    detail: { email: maskEmail(email) },
  });
  return ok({ kind: "waiting" });
}
