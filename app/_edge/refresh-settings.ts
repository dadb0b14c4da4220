import { getInstallation } from "@/server/installation";

/** Makes this process see settings it has just saved; the others find out by themselves within a second. */
export async function refreshSettings(): Promise<void> {
  await getInstallation().settings.refresh();
}
