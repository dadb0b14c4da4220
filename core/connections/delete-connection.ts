import { findLastWayProblem } from "@/core/connections/find-last-way-problem";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { readSettings } from "@/core/settings/write-settings";
import { actorOf, type ConfirmFailure, confirmStaff, type Operator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { countConnectionPeople, deleteConnection as deleteRow, listConnectionRows } from "@/db/queries/connections";
import { lockSettings, raiseSettingsVersion } from "@/db/queries/settings";

/**
 * Deletes a connection and everybody's identities at it: they cannot sign in through it any more, their accounts stay. Throws TooBusy.
 */
export async function deleteConnection(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  { id, by }: { id: string; by: Operator },
): Promise<Result<undefined, "connection.not-found" | "connection.last-enabled" | ConfirmFailure | "staff.not-permitted">> {
  const refused = await refuseUnpermitted(ctx, by, "connections.edit");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  return inTransaction(ctx, async (tx) => {
    await lockSettings(tx.db);
    const rows = await listConnectionRows(tx.db);
    const row = rows.find((one) => one.id === id);
    if (!row) return fail("connection.not-found");
    const problem = findLastWayProblem(tx.secrets, (await readSettings(tx)).values, rows, row);
    if (problem) return fail(problem.code);
    const { people } = await countConnectionPeople(tx.db, id);
    await deleteRow(tx.db, id);
    await raiseSettingsVersion(tx.db);
    const detail = { label: row.fields.label ?? "", people: String(people) };
    const target = { kind: "connection", id } as const;
    await audit(tx, { actor: actorOf(by), action: "connection.deleted", target, outcome: "ok", detail });
    return ok();
  });
}
