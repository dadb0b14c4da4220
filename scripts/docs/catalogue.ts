import { en } from "@/messages/en";

/** The English text under a dotted key of the catalogue, or null. Looked up by name, since documents follow lists that grow. */
export function findText(key: string): string | null {
  let found: unknown = en;
  for (const part of key.split(".")) found = isBranch(found) ? found[part] : undefined;
  return typeof found === "string" ? found : null;
}

const isBranch = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;
