import { readConnection } from "@/core/connections/connection";
import { isSecretField, unsealTexts } from "@/core/connections/sealed-texts";
import type { Ctx } from "@/core/ctx";
import { decrypt } from "@/core/security/secrets";
import type { ConnectionRow } from "@/db/queries/connections";
import { findProvider } from "@/providers/registry";

/**
 * How a connection is doing, for staff only. `incomplete`: fields that it needs are empty. `broken`: its kind is gone, its key was lost,
 * or its fields no longer fit. `failing`: the last look at the provider found something that keeps people out. `untested`: nobody came
 * back through it since it was last changed. Otherwise `tested`.
 */
export type ConnectionState = "incomplete" | "broken" | "failing" | "untested" | "tested";

/** The state of a stored connection. */
export function connectionState(secrets: Ctx["secrets"], row: ConnectionRow): ConnectionState {
  if (hasLostSecret(secrets, row)) return "broken";
  if (readConnection(secrets, row) === null) return isIncomplete(secrets, row) ? "incomplete" : "broken";
  // That a test person was refused says nothing about the directory.
  if (row.checks?.lines.some(({ check, outcome }) => outcome === "bad" && check !== "person")) return "failing";
  return row.testedAt === null ? "untested" : "tested";
}

/**
 * Whether somebody came back through a connection since it was last changed, but the latest test sign-in failed. It still counts as tested
 * (P-A6): that one may have been cancelled. Known for a day, as long as the test is kept.
 */
export const isDoubtful = ({ testedAt, trialAt }: Pick<ConnectionRow, "testedAt" | "trialAt">): boolean =>
  testedAt !== null && trialAt !== null && trialAt > testedAt;

/** Whether a connection is enabled, can be used, and was tested since it was last changed (P-A6). */
export const hasTestedConnection = (secrets: Ctx["secrets"], rows: readonly ConnectionRow[]): boolean =>
  rows.some((row) => row.isEnabled && row.testedAt !== null && readConnection(secrets, row) !== null);

const hasLostSecret = (secrets: Ctx["secrets"], { provider, fields }: ConnectionRow): boolean =>
  Object.entries(fields).some(
    ([name, text]) => isSecretField(provider, name) && text !== "" && decrypt(secrets, "connections", text) === null,
  );

/** Whether nothing is wrong but that something is missing: with any text in the empty fields the rest would be read. */
function isIncomplete(secrets: Ctx["secrets"], row: ConnectionRow): boolean {
  const kind = findProvider(row.provider);
  if (!kind) return false;
  const read = kind.config.safeParse(unsealTexts(secrets, row));
  return !read.success && read.error.issues.every(({ message }) => message === "field.required");
}
