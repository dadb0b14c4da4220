import type { Ctx } from "@/core/ctx";
import { isForeign } from "@/core/security/foreign-hash/registry";
import { sign } from "@/core/security/secrets";
import { findPasswordHashFrom } from "@/db/queries/passwords";

/**
 * What is compared in vain where nothing may open: another shop's hash, or null for one of our own cost. Imported hashes take another time
 * than ours, so a locked account takes the time of its own hash, and a name without one the time of somebody's, always of the same one: of
 * all names as many take each time as of all customers, and no time tells which name is a customer's (T-S2).
 */
export async function findDecoy(
  ctx: Pick<Ctx, "db" | "secrets">,
  nameKey: string,
  stored: string | null,
): Promise<string | null> {
  // Asked in every case, so that each costs the same.
  const drawn = await findPasswordHashFrom(ctx.db, asUuid(sign(ctx.secrets, "limits", `decoy ${nameKey}`)));
  const decoy = stored ?? drawn;
  return decoy !== null && isForeign(decoy) ? decoy : null;
}

function asUuid(signature: string): string {
  const digits = Buffer.from(signature, "base64url").toString("hex");
  return digits.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
