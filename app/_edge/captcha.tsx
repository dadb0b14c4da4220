import type { Visit } from "@/app/_edge/visit";
import { CaptchaField } from "@/components/forms/captcha-field";
import { captchaTexts } from "@/components/forms/texts";
import type { CaptchaDoor } from "@/core/security/captcha/captcha";
import { isAlwaysAsked, isCaptchaAsked } from "@/core/security/captcha/check-captcha";
import { getCaptcha } from "@/core/security/captcha/registry";
import { allowSources } from "@/server/request-store";

/**
 * The captcha of a form; at the door of partners' codes only for who was refused without it, since most codes cost none. A page that has
 * one, and only such a page, may show what the shop's captcha provider sends: whether this visitor will be asked is known only when the
 * form is sent.
 */
export async function Captcha({ t, ctx, door }: Pick<Visit, "t" | "ctx"> & { readonly door: CaptchaDoor }) {
  const { sources } = getCaptcha(ctx);
  if (sources !== null && isEverAsked(ctx)) allowSources(sources);
  return (
    <CaptchaField
      door={door}
      isAsked={door !== "partner-code" && (await isCaptchaAsked(ctx))}
      texts={captchaTexts(t, isAlwaysAsked(ctx))}
    />
  );
}

const isEverAsked = ({ settings }: Visit["ctx"]): boolean =>
  settings.registration.captcha !== "off" || settings.registration.partnerCodes;
