import type { Ctx } from "@/core/ctx";
import { isForeign } from "@/core/security/foreign-hash/registry";
import { sign } from "@/core/security/secrets";

/**
 * What is compared in vain where nothing may open: another shop's hash, or null for one of our own cost. Imported hashes take another time
 * than ours, so a locked account takes the time of its own hash, and a name without one the time of somebody's, always of the same one: of
 * all names as many take each time as of all customers, and no time tells which name is a customer's (T-S2).
 * @param stored the hash of whom the name is, if it is anybody's
 * @param drawn the hash found from {@link drawFrom} on
 */
export function chooseDecoy(stored: string | null, drawn: string | null): string | null {
  const decoy = stored ?? drawn;
  return decoy !== null && isForeign(decoy) ? decoy : null;
}

/** From which account's id on a hash is drawn for a name: the same each time, and nobody can tell which. */
export function drawFrom({ secrets }: Pick<Ctx, "secrets">, nameKey: string): string {
  const digits = Buffer.from(sign(secrets, "limits", `decoy ${nameKey}`), "base64url").toString("hex");
  return digits.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
