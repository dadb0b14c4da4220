import { z } from "zod";
import { choice, secret, text } from "@/settings/fields";

/** How the robot check is done; when it is asked for stands among the settings of registration. */
export const captcha = z.object({
  kind: choice("altcha", ["altcha", "turnstile", "hcaptcha"]),
  difficulty: choice("normal", ["easy", "normal", "hard"]),
  siteKey: text(""),
  secret: secret(),
});
