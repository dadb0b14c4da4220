import { issueVars } from "@/core/issue-vars";
import { fail, ok, type Result } from "@/core/result";
import type { Setting } from "@/settings/registry";

const CODES = [
  "settings.invalid",
  "settings.colour",
  "settings.number",
  "settings.too-small",
  "settings.too-large",
  "settings.no-variables",
  "settings.moment",
  "settings.time-zone",
  "settings.apple-app-id",
  "settings.android-package",
  "settings.fingerprint",
  "settings.web-address",
  "domain.invalid",
  "email.invalid",
  "directory.url",
  "directory.certificate",
  "directory.filter",
  "directory.user-filter",
  "directory.attribute",
  "field.required",
  "field.too-long",
  "field.odd-characters",
] as const;

/** Why a text cannot be the value of its setting. */
export type ReadFailure = (typeof CODES)[number];

/**
 * Reads a typed text as its field does and answers the one text that is stored for it: "on" and "true" are the same, lists lose their
 * empty entries. The problem carries the setting's key as its field, and the bounds where there are any.
 */
export function readSetting({ key, info, schema }: Setting, typed: string): Result<string, ReadFailure> {
  const parsed = schema.safeParse(typed);
  if (parsed.success) return ok(canonicalText(parsed.data));
  const issue = parsed.error.issues[0];
  const code = CODES.find((known) => known === issue?.message) ?? "settings.invalid";
  const bounds = { ...(info.min === undefined ? {} : { min: info.min }), ...(info.max === undefined ? {} : { max: info.max }) };
  return fail(code, { field: key, vars: { ...bounds, ...(issue ? issueVars(issue) : {}) } });
}

/** The one text that stands for a typed value. */
export function canonicalText(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : String(value);
}
