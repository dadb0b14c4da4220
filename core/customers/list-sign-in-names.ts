import type { Ctx } from "@/core/ctx";
import { type SignInName, signInNames } from "@/core/customers/sign-in-names";
import { findHolder } from "@/db/queries/holders";

/** The names of an account for its own pages; none where it was erased since its person was let in. */
export async function listSignInNames(ctx: Pick<Ctx, "db" | "settings">, accountId: string): Promise<SignInName[]> {
  const holder = await findHolder(ctx.db, accountId);
  return holder ? signInNames(ctx, holder) : [];
}
