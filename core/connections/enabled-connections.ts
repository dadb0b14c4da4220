import { type Connection, readConnection } from "@/core/connections/connection";
import type { Ctx } from "@/core/ctx";
import type { ConnectionRow } from "@/db/queries/connections";

const known = new WeakMap<readonly ConnectionRow[], readonly Connection[]>();

/**
 * The connections that customers can use now, in the back office's order. Read once for each time the rows were loaded, so that twenty
 * connections cost a request no more than none.
 */
export function enabledConnections(secrets: Ctx["secrets"], rows: readonly ConnectionRow[]): readonly Connection[] {
  const read = known.get(rows) ?? readEnabled(secrets, rows);
  known.set(rows, read);
  return read;
}

const readEnabled = (secrets: Ctx["secrets"], rows: readonly ConnectionRow[]): readonly Connection[] =>
  rows
    .filter(({ isEnabled }) => isEnabled)
    .map((row) => readConnection(secrets, row))
    .filter((connection) => connection !== null);

/** The enabled connection of an id, or null. Every step of a handshake asks anew: it may have been disabled meanwhile (T-O20). */
export const findConnection = ({ connections }: Pick<Ctx, "connections">, id: string): Connection | null =>
  connections.find((connection) => connection.id === id) ?? null;
