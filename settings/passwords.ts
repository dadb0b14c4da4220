import { z } from "zod";
import { wholeNumber } from "@/settings/fields";

/** Rules for new passwords; NIST SP 800-63B-4: 15 where the password is the only factor, never below 8. */
export const passwords = z.object({
  minLength: wholeNumber(15, { min: 8, max: 64, unit: "characters" }),
});
