import { z } from "zod";
import { email, printedLines, secret, text, toggle, wholeNumber } from "@/settings/fields";

/** What all mails have in common, how they leave the house when SMTP_URL is not set in the environment, and how many. */
export const mail = z.object({
  sender: email(),
  senderName: text("", { max: 60 }),
  replyTo: email(),
  footer: printedLines(600),
  messageText: toggle(true),
  smtpUrl: secret(),
  /** Of mails that anybody can cause: links and codes. At least two an hour, so that one stays for the way back into an account. */
  perAddressHour: wholeNumber(5, { min: 2, max: 60 }),
  perAddressDay: wholeNumber(10, { min: 4, max: 200 }),
  /** Of everything together; 0 is as many as there are. */
  perHour: wholeNumber(0, { min: 0, max: 1_000_000 }),
});
