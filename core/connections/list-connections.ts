import { type ConnectionState, connectionState, isDoubtful } from "@/core/connections/connection-state";
import type { Ctx } from "@/core/ctx";
import { listConnectionRows } from "@/db/queries/connections";

/** A connection as the back office's list shows it. */
export type ListedConnection = {
  readonly id: string;
  readonly provider: string;
  readonly label: string;
  readonly isEnabled: boolean;
  readonly isDefault: boolean;
  readonly testedAt: Date | null;
  readonly state: ConnectionState;
  /** Tested, but the latest test sign-in failed. */
  readonly isDoubtful: boolean;
};

/** Every connection in its order, for staff. */
export async function listConnections(ctx: Pick<Ctx, "db" | "secrets">): Promise<ListedConnection[]> {
  const rows = await listConnectionRows(ctx.db);
  return rows.map(({ fields, ...row }) => ({
    ...row,
    label: fields.label ?? row.id,
    state: connectionState(ctx.secrets, { ...row, fields }),
    isDoubtful: isDoubtful(row),
  }));
}
