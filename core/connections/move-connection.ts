import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { type Actor, audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { listConnectionRows, orderConnections } from "@/db/queries/connections";
import { lockSettings, raiseSettingsVersion } from "@/db/queries/settings";

/**
 * Moves a connection one place up or down in the order of the buttons; at the end of the list nothing happens. Decides nothing about who
 * gets in, so nobody is asked for a password.
 */
export async function moveConnection(
  ctx: Pick<Ctx, "db" | "request">,
  { id, direction, actor }: { id: string; direction: "up" | "down"; actor: Actor },
): Promise<Result<undefined, "connection.not-found" | "staff.not-permitted">> {
  const refused = await refuseUnpermitted(ctx, actor, "connections.edit");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    await lockSettings(tx.db);
    const ids = (await listConnectionRows(tx.db)).map((row) => row.id);
    const from = ids.indexOf(id);
    if (from < 0) return fail("connection.not-found");
    const to = direction === "up" ? from - 1 : from + 1;
    if (to < 0 || to >= ids.length) return ok();
    await orderConnections(tx.db, ids.toSpliced(from, 1).toSpliced(to, 0, id));
    await raiseSettingsVersion(tx.db);
    const target = { kind: "connection", id } as const;
    await audit(tx, { actor, action: "connection.moved", target, outcome: "ok", detail: { direction } });
    return ok();
  });
}
