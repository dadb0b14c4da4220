import type { Ctx } from "@/core/ctx";
import { type SignInName, signInNames } from "@/core/customers/sign-in-names";
import { findHolder } from "@/db/queries/holders";

/** The names of an account for its own security page. Throws if there is no such account. */
export async function listSignInNames(ctx: Pick<Ctx, "db" | "settings">, accountId: string): Promise<SignInName[]> {
  const holder = await findHolder(ctx.db, accountId);
  if (!holder) throw new Error("a session without an account");
  return signInNames(ctx, holder);
}
