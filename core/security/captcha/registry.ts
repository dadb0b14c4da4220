import { altcha } from "@/core/security/captcha/altcha";
import type { Captcha } from "@/core/security/captcha/captcha";

/** Every kind of captcha by its name. */
export const captchas = { altcha } as const satisfies Record<string, Captcha>;

/** The kind that this installation uses: the one that asks no third party. */
export const getCaptcha = (): Captcha => captchas.altcha;
