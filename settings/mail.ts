import { z } from "zod";
import { email, secret } from "@/settings/fields";

/** How mail leaves the house when SMTP_URL is not set in the environment. */
export const mail = z.object({
  sender: email(),
  smtpUrl: secret(),
});
