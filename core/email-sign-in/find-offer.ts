import { findLocalDoorClosed, type LocalDoorClosed } from "@/core/access/local-door";
import type { Ctx } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { findHolder, type Holder } from "@/db/queries/holders";

/** Why sign-in by e-mail cannot be turned on. */
export type NotOffered = LocalDoorClosed | "email.sign-in-off" | "access.sign-in-first";

/** Whether an account signs in with its number only, and the shop lets customers sign in by e-mail at all (P-V4, P-A9). */
export const isOffered = ({ settings }: Pick<Ctx, "settings">, { email, signsInWithEmail }: Holder): boolean =>
  settings.access.signInNames !== "number" && (email === null || !signsInWithEmail);

/** The holder of an account that can turn on sign-in by e-mail now. Its person may have been erased or shut since they were let in. */
export async function findOffer(ctx: Pick<Ctx, "db" | "settings">, accountId: string): Promise<Result<Holder, NotOffered>> {
  const closed = findLocalDoorClosed(ctx);
  if (closed) return fail(closed);
  const holder = await findHolder(ctx.db, accountId);
  if (!holder || holder.isDeactivated) return fail("access.sign-in-first");
  return isOffered(ctx, holder) ? ok(holder) : fail("email.sign-in-off");
}
