import type { Ctx } from "@/core/ctx";
import { sign } from "@/core/security/secrets";
import { clearGuesses, takeGuess } from "@/db/queries/guesses";

/** Whose password is being guessed: an account, a staff member, or a name that nobody has (which gets a counter just the same). */
export type Guessed = { readonly kind: "account" | "staff" | "nobody"; readonly id: string };

/**
 * Asks for one guess at a password, before anything is compared (T-S5). Five are free, then each failure locks for 1 s, doubling up to
 * 15 minutes; the steps start anew 12 hours after the last failure; after 100 failures without a success only a reset helps (T-S3,
 * T-T8; NIST 800-63B 3.2.2). One counter per person whichever name was typed (T-N4), and nothing here says that a lock exists (T-S7).
 */
export function isGuessAllowed(ctx: Pick<Ctx, "db" | "secrets">, guessed: Guessed): Promise<boolean> {
  return takeGuess(ctx.db, counterKey(ctx, guessed));
}

/** Forgets the failures: after a success, and after a reset, which is the way in for somebody locked out by a stranger (T-S6). */
export function forgetGuesses(ctx: Pick<Ctx, "db" | "secrets">, guessed: Guessed): Promise<void> {
  return clearGuesses(ctx.db, counterKey(ctx, guessed));
}

function counterKey(ctx: Pick<Ctx, "secrets">, { kind, id }: Guessed): string {
  if (kind !== "nobody") return `${kind}:${id}`;
  return `nobody:${sign(ctx.secrets, "limits", id).slice(0, 22)}`;
}
