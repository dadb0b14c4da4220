import { readConnection } from "@/core/connections/connection";
import type { Ctx } from "@/core/ctx";
import type { Problem } from "@/core/result";
import type { ConnectionRow } from "@/db/queries/connections";
import type { Settings } from "@/settings/registry";

/**
 * Why a connection cannot be disabled or deleted (P-A6): with SSO only, what remains must let somebody in, and if this one was tested,
 * another tested one must remain. Null if it can. For a transaction that has locked the settings.
 */
export function findLastWayProblem(
  secrets: Ctx["secrets"],
  { access }: Pick<Settings, "access">,
  rows: readonly ConnectionRow[],
  leaving: ConnectionRow,
): Problem<"connection.last-enabled"> | null {
  if (!access.ssoOnly || !leaving.isEnabled) return null;
  const others = rows.filter((row) => row.id !== leaving.id && row.isEnabled && readConnection(secrets, row) !== null);
  const enough = leaving.testedAt === null ? others : others.filter(({ testedAt }) => testedAt !== null);
  return enough.length > 0 ? null : { code: "connection.last-enabled", field: "enabled" };
}
