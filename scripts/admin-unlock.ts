// `npm run admin:unlock [-- --email you@example.com]`: prints a one-time link that signs an admin in (docs/operations.md).

import { parseArgs } from "node:util";
import { failureInWords } from "@/core/failure-in-words";
import { createUnlockLink } from "@/core/staff/create-unlock-link";
import { getTranslator } from "@/messages/translator";
import { type Command, runCommand, usage } from "@/server/command";

const HOW = "Use it like this: npm run admin:unlock [-- --email you@example.com]";

async function adminUnlock({ ctx }: Command): Promise<string> {
  const made = await createUnlockLink(ctx, readEmail());
  if (!made.ok) throw usage(`${failureInWords(getTranslator("en"), made.code)} ${HOW}`);
  const { email, link } = made.value;
  return [`Open this link within 5 minutes to sign in to the back office as ${email}. It works once:`, "", link].join("\n");
}

function readEmail(): string | undefined {
  try {
    return parseArgs({ options: { email: { type: "string" } } }).values.email;
  } catch {
    throw usage(HOW);
  }
}

await runCommand(adminUnlock);
