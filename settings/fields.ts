import { z } from "zod";
import { canonicalDomain } from "@/settings/domain";

/** What the back office needs to draw a setting. Texts (label, help) stand in messages under the setting's key. */
export type FieldInfo = {
  readonly kind:
    | "toggle"
    | "text"
    | "colour"
    | "email"
    | "address"
    | "choice"
    | "number"
    | "list"
    | "long-text"
    | "moment"
    | "secret";
  /** The default, as text. */
  readonly fallback: string;
  /** For choices. */
  readonly options?: readonly string[];
  /** For numbers. */
  readonly min?: number;
  readonly max?: number;
  readonly unit?: "days" | "hours" | "characters";
};

/** Where each field's info is found by its schema. A field is a zod schema from stored text to typed value, plus this. */
export const fieldInfo = z.registry<FieldInfo>();

/** On or off. */
export const toggle = (fallback: boolean) =>
  z
    .enum(["true", "false", "on", "off", ""], { error: "settings.invalid" })
    .transform((typed) => typed === "true" || typed === "on")
    .prefault(fallback ? "true" : "false")
    .register(fieldInfo, { kind: "toggle", fallback: String(fallback) });

/**
 * One line of text. No address, unless it is said that it is never printed: in a mail it would be a link that leads away from us (T-U3).
 */
export const text = (fallback: string, { max = 200, isRequired = false, isPrinted = true } = {}) =>
  line(max)
    .refine((typed) => !isPrinted || !typed.includes("://"), { error: "settings.web-address" })
    .refine((typed) => !isRequired || typed !== "", { error: "field.required" })
    .prefault(fallback)
    .register(fieldInfo, { kind: "text", fallback });

/** A colour as #rrggbb. */
export const colour = (fallback: string) =>
  z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, { error: "settings.colour" })
    .prefault(fallback)
    .register(fieldInfo, { kind: "colour", fallback });

/** One e-mail address, or empty. Case does not count, as everywhere. */
export const email = () =>
  z
    .string()
    .trim()
    .toLowerCase()
    .refine((typed) => typed === "" || (typed.length <= 254 && z.email().safeParse(typed).success), { error: "email.invalid" })
    .prefault("")
    .register(fieldInfo, { kind: "email", fallback: "" });

/**
 * The address of another server, kept byte for byte: https, or http on this very machine (whether that is allowed is asked where it is
 * saved). Without user, query and fragment: what could be read in two ways, or carries a secret, is none (T-O19).
 */
export const webAddress = ({ isRequired = false } = {}) =>
  line(300)
    .refine((typed) => !isRequired || typed !== "", { error: "field.required" })
    .refine((typed) => typed === "" || isWebAddress(typed), { error: "address.invalid" })
    .prefault("")
    .register(fieldInfo, { kind: "address", fallback: "" });

function isWebAddress(typed: string): boolean {
  if (!/^https?:\/\/[^\s\\?#@]+$/i.test(typed) || !URL.canParse(typed)) return false;
  const { protocol, hostname } = new URL(typed);
  return hostname !== "" && (protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname));
}

/** Where a directory is asked: ldaps:// or ldap://, host and port only, since what more an LDAP URL can hold nobody would read. */
export const directoryAddress = () =>
  line(300)
    .refine((typed) => typed !== "", { error: "field.required" })
    .refine((typed) => /^ldaps?:\/\/[^\s/?#@\\]+\/?$/i.test(typed) && URL.canParse(typed) && new URL(typed).hostname !== "", {
      error: "directory.url",
    })
    .prefault("")
    .register(fieldInfo, { kind: "address", fallback: "" });

/** One of a closed list. */
export const choice = <const Option extends string>(fallback: Option, options: readonly [Option, ...Option[]]) =>
  z
    .string()
    .transform((typed, context) => {
      const known = options.find((option) => option === typed);
      if (known === undefined) context.addIssue({ code: "custom", message: "settings.invalid" });
      return known ?? fallback;
    })
    .prefault(fallback)
    .register(fieldInfo, { kind: "choice", fallback, options });

type Bounds = { min: number; max: number; unit?: "days" | "hours" | "characters" };

/** A whole number within bounds. */
export const wholeNumber = (fallback: number, { min, max, unit }: Bounds) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, { error: "settings.number" })
    .transform(Number)
    .pipe(z.number().min(min, { error: "settings.too-small" }).max(max, { error: "settings.too-large" }))
    .prefault(String(fallback))
    .register(fieldInfo, { kind: "number", fallback: String(fallback), min, max, ...(unit ? { unit } : {}) });

/** Day and time as a clock on a wall shows it, or empty; kept like 2026-12-01T09:00. */
export const moment = () =>
  z
    .string()
    .trim()
    .transform((typed) => typed.replace(/ +/, "T"))
    .refine((typed) => typed === "" || isMoment(typed), { error: "settings.moment" })
    .prefault("")
    .register(fieldInfo, { kind: "moment", fallback: "" });

/** The 31st of February is none. */
function isMoment(typed: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed) || typed < "1970") return false;
  const read = new Date(`${typed}:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(typed);
}

/** A time zone by its name, such as Europe/Madrid. */
export const timeZone = (fallback: string) =>
  line(64)
    .transform((typed, context) => {
      const known = zones.find((zone) => zone.toLowerCase() === typed.toLowerCase());
      if (known === undefined) context.addIssue({ code: "custom", message: "settings.time-zone" });
      return known ?? fallback;
    })
    .prefault(fallback)
    .register(fieldInfo, { kind: "text", fallback });

const zones: readonly string[] = ["UTC", ...Intl.supportedValuesOf("timeZone")];

/** Several values, separated by commas or line ends. */
export const list = () =>
  z
    .string()
    .max(20_000, { error: "field.too-long" })
    .transform((typed) =>
      typed
        .split(/[,\n]/)
        .map((one) => one.trim())
        .filter((one) => one !== ""),
    )
    .prefault("")
    .register(fieldInfo, { kind: "list", fallback: "" });

/** Identifiers of apps at Apple, separated by commas or line ends: ten signs for the team, then the bundle. */
export const appleAppIdList = () =>
  list()
    .transform((typed, context) => {
      const isFine = typed.every((one) => /^[0-9A-Z]{10}(\.[0-9A-Za-z-]+)+$/.test(one));
      if (!isFine) context.addIssue({ code: "custom", message: "settings.apple-app-id" });
      return typed;
    })
    .prefault("")
    .register(fieldInfo, { kind: "list", fallback: "" });

/** The package name of an app on Android, such as com.example.shop; empty for none. */
export const androidPackage = () =>
  line(255)
    .refine((typed) => /^([A-Za-z]\w*(\.[A-Za-z]\w*)+)?$/.test(typed), { error: "settings.android-package" })
    .prefault("")
    .register(fieldInfo, { kind: "text", fallback: "" });

/** SHA-256 fingerprints of certificates, separated by commas or line ends, as Android's tools print them: 32 bytes in hexadecimal. */
export const fingerprintList = () =>
  list()
    .transform((typed, context) => {
      const printed = typed.map((one) => one.toUpperCase());
      const isFine = printed.every((one) => /^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/.test(one));
      if (!isFine) context.addIssue({ code: "custom", message: "settings.fingerprint" });
      return printed;
    })
    .prefault("")
    .register(fieldInfo, { kind: "list", fallback: "" });

/** Text of several lines, such as a certificate. */
export const longText = (max: number) =>
  z
    .string()
    .trim()
    .max(max, { error: "field.too-long" })
    .refine((typed) => !/[^\P{Cc}\n\r\t]/u.test(typed), { error: "field.odd-characters" })
    .prefault("")
    .register(fieldInfo, { kind: "long-text", fallback: "" });

/** Text of several lines that reaches people as it stands: braces of a variable, which nothing would fill, are refused. */
export const plainText = (max: number) =>
  longText(max)
    .unwrap()
    .refine((typed) => !/\{\{|\}\}/.test(typed), { error: "settings.no-variables" })
    .prefault("")
    .register(fieldInfo, { kind: "long-text", fallback: "" });

/** A few lines that are printed in mails. No address: there it would be a link that leads away from us (T-U3). */
export const printedLines = (max: number) =>
  longText(max)
    .unwrap()
    .refine((typed) => !typed.includes("://"), { error: "settings.web-address" })
    .prefault("")
    .register(fieldInfo, { kind: "long-text", fallback: "" });

/**
 * Domains of e-mail addresses, separated by commas or line ends; kept as mail compares them. A leading @ is not minded; with
 * `mayExcept` a leading ! is kept: that domain is none of them.
 */
export const domainList = ({ max = 20_000, mayExcept = false } = {}) =>
  z
    .string()
    .max(max, { error: "field.too-long" })
    .transform((typed, context) => {
      const domains = typed
        .split(/[,\s]+/)
        .map((one) => (mayExcept && one.startsWith("!") ? except(one) : readDomain(one.replace(/^@/, ""))))
        .filter((one) => one !== "");
      if (domains.includes(null)) context.addIssue({ code: "custom", message: "domain.invalid" });
      return [...new Set(domains.filter((one) => one !== null))];
    })
    .prefault("")
    .register(fieldInfo, { kind: "list", fallback: "" });

function except(typed: string): string | null {
  const domain = readDomain(typed.replace(/^!@?/, ""));
  return domain === null || domain === "" ? null : `!${domain}`;
}

/** Empty stays empty, and what is no domain is null. */
const readDomain = (typed: string): string | null => (typed === "" ? "" : canonicalDomain(typed));

/** A secret: encrypted at rest, never shown again. An empty box keeps what is there. */
export const secret = () => line(2000).prefault("").register(fieldInfo, { kind: "secret", fallback: "" });

function line(max: number) {
  return z
    .string()
    .trim()
    .max(max, { error: "field.too-long" })
    .refine((typed) => !/\p{Cc}/u.test(typed), { error: "field.odd-characters" });
}
