import { isIP } from "node:net";

/** The server that handed a mail to our border, as our border wrote it down: what it called itself, and the address it came from. */
export type Border = { readonly ip: string; readonly helo: string };

// Postfix and sendmail: (its name by DNS [its address]). Exim: its name by DNS ([its address]:port helo=what it says). A name has a dot in
// it, or is "unknown": "HELO [192.0.2.1]", as qmail writes, is what the stranger said.
const NAME_AND_ADDRESS = /^(?:(?:unknown|[a-z0-9_-]+(?:\.[a-z0-9_-]+)+\.?) )?\[([^\s[\]]+)\]$/i;
const ADDRESS_AND_WORDS = /^\[([^\s[\]]+)\](?::\d{1,5})?(?: (?:helo|ident)=\S+){1,2}$/i;

/**
 * Reads a Received line of our border. Only the forms in which the address stands where nothing of the stranger's own words can: what a
 * stranger calls himself may look like an address (T-I2). Null for anything else.
 */
export function readBorder(received: string): Border | null {
  const [, said = "", comment = ""] = /^from\s+([^\s()]{1,255})\s+\(([^()]{1,500})\)/i.exec(received) ?? [];
  const found = (NAME_AND_ADDRESS.exec(comment) ?? ADDRESS_AND_WORDS.exec(comment))?.[1]?.replace(/^IPv6:/i, "") ?? "";
  return isIP(found) === 0 ? null : { ip: found, helo: said };
}
