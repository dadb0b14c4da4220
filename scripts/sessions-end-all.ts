// `npm run sessions:end-all [-- --restored]`: signs everybody out and ends every link and code that waits (docs/operations.md).
import { parseArgs } from "node:util";
import { endAllSessions } from "@/core/sessions/end-all-sessions";
import { type Command, runCommand, usage } from "@/server/command";

async function sessionsEndAll({ ctx }: Command): Promise<string> {
  const isRestored = readRestored();
  const { customers, staff, links, mails } = await endAllSessions(ctx, { isRestored });
  return [
    `Sessions of customers ended: ${customers}`,
    `Sessions of staff ended: ${staff}`,
    `Links and codes ended: ${links}`,
    ...(isRestored ? [`Mails given up that waited at the time of the backup: ${mails}`] : []),
    "Everybody signs in again.",
  ].join("\n");
}

function readRestored(): boolean {
  try {
    return parseArgs({ options: { restored: { type: "boolean" } } }).values.restored ?? false;
  } catch {
    throw usage("Use it like this: npm run sessions:end-all [-- --restored]");
  }
}

await runCommand(sessionsEndAll);
