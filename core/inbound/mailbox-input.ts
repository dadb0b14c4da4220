import { z } from "zod";
import { emailAddress, line, optionalText, requiredLine } from "@/core/input";

const tick = () =>
  z
    .string()
    .optional()
    .transform((typed) => typed === "true");
/** A whole number; 0 where none was typed. */
const wholeNumber = (max: number) =>
  line(5)
    .transform((typed) => (typed === "" ? "0" : typed))
    .pipe(z.string().regex(/^\d+$/, { error: "settings.number" }))
    .transform(Number)
    .pipe(z.number().max(max, { error: "settings.too-large" }));

/** A name or an address, and nothing around it: with a scheme, a port or a path no server would ever be found. */
const HOST = /^([\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*\.?|\[?[0-9a-f:.]+(%\w+)?\]?)?$/iu;

/** The port that is usual for a kind of encryption, when none was typed. */
export const usualPort = (security: "tls" | "starttls" | "none"): number => (security === "tls" ? 993 : 143);

/** What the form of a mailbox holds. An empty `secret`, the password at the server, is the one that is stored. */
export const mailboxInput = z.object({
  name: requiredLine(60),
  address: emailAddress(),
  kind: z.enum(["imap", "webhook"], { error: "field.invalid" }),
  host: line(253)
    .pipe(z.string().regex(HOST, { error: "mailbox.host" }))
    .default(""),
  /** 0 where none was typed: the one that is usual for the encryption. */
  port: wholeNumber(65_535).default(0),
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
