import type { Ctx } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import type { CaptchaCtx, CaptchaDoor } from "@/core/security/captcha/captcha";
import { getCaptcha } from "@/core/security/captcha/registry";
import { addressSubject, hasRoom, takeLimit } from "@/core/security/limits";

/** What a captcha may answer. */
export type CaptchaFailure = "captcha.missing" | "captcha.wrong";

const EVERYBODY = "everybody";

/**
 * Checks the captcha of one try at a door, as `registration.captcha` wants it (P-R9, T-R10, T-R11): never, always, or when this address
 * or all addresses together try unusually often. Counts the try, so call it once per try and before anything that costs. Unless it is off it
 * is always asked for where access data is mailed (P-R5), and with `registration.tellTaken` at-once: that form tells strangers which addresses
 * have accounts. `isNeeded` asks for it even where it is off: before what is worth guessing (T-Q1). A right answer is spent by this call.
 * Throws when the store is away: closed, never open.
 */
export async function checkCaptcha(
  ctx: CaptchaCtx & Pick<Ctx, "request">,
  door: CaptchaDoor,
  typed: string,
  { isNeeded = false } = {},
): Promise<Result<undefined, CaptchaFailure>> {
  if (ctx.settings.registration.captcha === "off" && !isNeeded) return ok();
  const byAddress = await takeLimit(ctx, "captcha:address", addressSubject(ctx.request.address));
  const byAll = await takeLimit(ctx, "captcha:everybody", EVERYBODY);
  const isAsked = isNeeded || isAlwaysAsked(ctx) || !byAddress.isAllowed || !byAll.isAllowed;
  if (!isAsked) return ok();
  if (typed === "") return fail("captcha.missing", { field: "captcha" });
  return (await getCaptcha(ctx).verify(ctx, door, typed)) ? ok() : fail("captcha.wrong", { field: "captcha" });
}

/** Whether the next try from here will be asked for a captcha, so that the page can have it solved meanwhile. Counts nothing. */
export async function isCaptchaAsked(ctx: Pick<Ctx, "db" | "secrets" | "settings" | "request">): Promise<boolean> {
  if (ctx.settings.registration.captcha === "off") return false;
  if (isAlwaysAsked(ctx)) return true;
  const isQuietHere = await hasRoom(ctx, "captcha:address", addressSubject(ctx.request.address));
  return !isQuietHere || !(await hasRoom(ctx, "captcha:everybody", EVERYBODY));
}

/** Whether everybody is asked, however quiet it is: then waiting helps nobody who cannot answer. */
export const isAlwaysAsked = ({ settings }: Pick<Ctx, "settings">): boolean =>
  settings.registration.captcha === "always" ||
  settings.registration.tellTaken === "at-once" ||
  settings.registration.flow === "access-data";
