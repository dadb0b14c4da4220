import { z } from "zod";
import { choice, email, toggle } from "@/settings/fields";

/** Who may register and how. */
export const registration = z.object({
  open: toggle(true),
  flow: choice("form", ["form"]),
  tellTaken: choice("after-proof", ["after-proof", "at-once"]),
  personInCharge: email(),
  captcha: choice("suspicious", ["off", "suspicious", "always"]),
});
