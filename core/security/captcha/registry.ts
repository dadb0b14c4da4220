import type { Ctx } from "@/core/ctx";
import { altcha } from "@/core/security/captcha/altcha";
import type { Captcha } from "@/core/security/captcha/captcha";
import { hcaptcha } from "@/core/security/captcha/hcaptcha";
import { turnstile } from "@/core/security/captcha/turnstile";

/** Every kind of captcha by its name, which is the value of `captcha.kind`. */
export const captchas = { altcha, turnstile, hcaptcha } as const satisfies Record<string, Captcha>;

/** The kind that this installation uses. One that needs keys which are not there leaves the door to the one that asks no third party. */
export function getCaptcha({ settings }: Pick<Ctx, "settings">): Captcha {
  const { kind, siteKey, secret } = settings.captcha;
  return siteKey === "" || secret === "" ? captchas.altcha : captchas[kind];
}
