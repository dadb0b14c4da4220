import { z } from "zod";
import { emailAddress, line, optionalText, requiredLine } from "@/core/input";

const tick = () =>
  z
    .string()
    .optional()
    .transform((typed) => typed === "true");
const wholeNumber = (max: number) =>
  line(5)
    .pipe(z.string().regex(/^\d+$/, { error: "settings.number" }))
    .transform(Number)
    .pipe(z.number().max(max, { error: "settings.too-large" }));

/** What the form of a mailbox holds. An empty `secret`, the password at the server, is the one that is stored. */
export const mailboxInput = z.object({
  name: requiredLine(60),
  address: emailAddress(),
  kind: z.enum(["imap", "webhook"], { error: "field.invalid" }),
  host: line(253).default(""),
  port: wholeNumber(65_535).default(993),
  security: z.enum(["tls", "starttls", "none"], { error: "field.invalid" }).default("tls"),
  userName: line(254).default(""),
  secret: optionalText(1000),
  isEnabled: tick(),
  registers: tick(),
  requiresAuthentication: tick(),
  ownHops: wholeNumber(9).default(0),
});

/** A mailbox as staff typed it. */
export type TypedMailbox = z.output<typeof mailboxInput>;
