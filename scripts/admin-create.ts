// `npm run admin:create -- --email you@example.com [--name "Your name"]`: prints a one-time link that makes an admin (docs/operations.md).

import { parseArgs } from "node:util";
import { failureInWords } from "@/core/failure-in-words";
import { createAdmin, createAdminInput } from "@/core/staff/create-admin";
import { getTranslator } from "@/messages/translator";
import { type Command, runCommand, usage } from "@/server/command";

const HOW = 'Use it like this: npm run admin:create -- --email you@example.com [--name "Your name"]';

async function adminCreate({ ctx }: Command): Promise<string> {
  const { email, name } = readArguments();
  const input = createAdminInput.safeParse({ email, name: name ?? email });
  if (!input.success) throw usage(`"${email}" is no e-mail address, or the name is too long. ${HOW}`);
  const made = await createAdmin(ctx, input.data);
  if (!made.ok) throw usage(failureInWords(getTranslator("en"), made.code));
  return [`Open this link within 24 hours to set the password of ${input.data.email}. It works once:`, "", made.value.link].join(
    "\n",
  );
}

function readArguments(): { email: string; name: string | undefined } {
  try {
    const { values } = parseArgs({ options: { email: { type: "string" }, name: { type: "string" } } });
    if (values.email) return { email: values.email, name: values.name };
  } catch {
    // An option that does not exist: the sentence below says which ones do.
  }
  throw usage(HOW);
}

await runCommand(adminCreate);
