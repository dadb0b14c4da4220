import { isMigrated } from "@/db/is-migrated";
import { getInstallation } from "@/server/installation";

/** Whether this process can serve: its database answers and has this build's schema. Never throws: no answer is a no. */
export async function isReady(): Promise<boolean> {
  try {
    return await isMigrated(getInstallation().database.db);
  } catch {
    return false;
  }
}
