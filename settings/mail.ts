import { z } from "zod";
import { email, printedLines, secret, text } from "@/settings/fields";

/** What all mails have in common, and how they leave the house when SMTP_URL is not set in the environment. */
export const mail = z.object({
  sender: email(),
  senderName: text("", { max: 60 }),
  replyTo: email(),
  footer: printedLines(600),
  smtpUrl: secret(),
});
