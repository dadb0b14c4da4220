import { type Connection, readConnection } from "@/core/connections/connection";
import { getInstallation } from "@/server/installation";

/** A connection as it is stored, enabled or not; null if there is none or it cannot be read. Only for an admin's test. */
export async function findStoredConnection(id: string): Promise<Connection | null> {
  const { settings, secrets } = getInstallation();
  const row = (await settings.current()).connections.find((one) => one.id === id);
  return row ? readConnection(secrets, row) : null;
}
