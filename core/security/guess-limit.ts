import type { Ctx } from "@/core/ctx";
import { hours, inSeconds, minutes } from "@/core/duration";
import { sign } from "@/core/security/secrets";
import { clearGuesses, type GuessBounds, takeGuess } from "@/db/queries/guesses";

/**
 * Whose password is being guessed: an account's, a staff member's, of somebody of a directory, or of a name that nobody has, which gets a
 * counter just the same.
 */
export type Guessed = {
  readonly kind: "account" | "staff" | "directory" | "nobody";
  readonly id: string;
  /** A browser in which this person has been signed in: it has a counter of its own, which no stranger can fill. */
  readonly from?: string | undefined;
};

const BOUNDS: GuessBounds = {
  freeGuesses: 5,
  longestSeconds: inSeconds(minutes(15)),
  restSeconds: inSeconds(hours(12)),
  failuresAtMost: 100,
};

// A reset does not help there, so there must always be a next guess; the directory itself says when it is enough.
const DIRECTORY_BOUNDS: GuessBounds = { ...BOUNDS, failuresAtMost: 2_000_000_000 };

/**
 * Asks for one guess at a password, before anything is compared (T-S5). The first few are free, then each failure locks for a second,
 * doubling up to a bound; the steps start anew when there was none for long; after too many failures without a success only a reset helps
 * (T-S3, T-T8; NIST 800-63B 3.2.2), or a browser in which staff have been signed in (docs/decisions/0026). One counter per person whichever
 * name was typed (T-N4), and nothing here says that a lock exists (T-S7).
 */
export function isGuessAllowed(ctx: Pick<Ctx, "db" | "secrets">, guessed: Guessed): Promise<boolean> {
  return takeGuess(ctx.db, counterKey(ctx, guessed), guessed.kind === "directory" ? DIRECTORY_BOUNDS : BOUNDS);
}

/** Forgets the failures: after a success, and after a reset, which is the way in for somebody locked out by a stranger (T-S6). */
export function forgetGuesses(ctx: Pick<Ctx, "db" | "secrets">, guessed: Guessed): Promise<void> {
  return clearGuesses(ctx.db, counterKey(ctx, guessed));
}

/** Forgets all failures of a staff member, in a known browser and elsewhere, after a whole sign-in or a new password. */
export async function forgetGuessesOfStaff(ctx: Pick<Ctx, "db" | "secrets">, id: string, from?: string): Promise<void> {
  await forgetGuesses(ctx, { kind: "staff", id });
  if (from !== undefined) await forgetGuesses(ctx, { kind: "staff", id, from });
}

function counterKey(ctx: Pick<Ctx, "secrets">, { kind, id, from }: Guessed): string {
  const isPerson = kind === "account" || kind === "staff";
  if (isPerson && from === undefined) return `${kind}:${id}`;
  // What is not one person's only counter is tidied away in time: names of nobody, people of a directory, browsers.
  return `nobody:${sign(ctx.secrets, "limits", `${kind} ${id} ${from ?? ""}`).slice(0, 22)}`;
}
