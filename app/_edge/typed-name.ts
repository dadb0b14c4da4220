import { canonicalEmail } from "@/core/customers/email-address";
import { decrypt, encrypt, type Secrets } from "@/core/security/secrets";

/** Seals an address that was typed at one form, for the address of the next: nobody can read it there, nor in anybody's log. */
export const sealTyped = (secrets: Secrets, typed: string): string => encrypt(secrets, "handshake", typed);

/** What {@link sealTyped} made; undefined if it is anything else, or no address. */
export function openTyped(secrets: Secrets, sealed: unknown): string | undefined {
  const typed = typeof sealed === "string" && sealed.length < 1000 ? decrypt(secrets, "handshake", sealed) : null;
  return typed !== null && canonicalEmail(typed) !== null ? typed : undefined;
}
