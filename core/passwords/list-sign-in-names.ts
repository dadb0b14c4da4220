import type { Ctx } from "@/core/ctx";
import { type SignInName, signInNamesOf } from "@/core/passwords/holder";
import { findHolder } from "@/db/queries/holders";

/** The names of an account for its own security page. Throws if there is no such account. */
export async function listSignInNames(ctx: Pick<Ctx, "db" | "settings">, accountId: string): Promise<SignInName[]> {
  const holder = await findHolder(ctx.db, accountId);
  if (!holder) throw new Error("a session without an account");
  return signInNamesOf(ctx, holder);
}
