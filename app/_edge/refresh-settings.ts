import { getInstallation } from "@/server/installation";

/**
 * Makes this process see settings it has just saved, and what lies beside them in memory, such as where domains lead; the others find out by
 * themselves within a second. For every action whose use case may have raised the settings' version.
 */
export async function refreshSettings(): Promise<void> {
  await getInstallation().settings.refresh();
}
