import type { Ctx } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";

/** Longest password in characters: beyond it nothing is hashed (T-S9, T-B4). */
export const LONGEST_PASSWORD = 128;

type NewPassword = {
  readonly password: string;
  /** The person's own names, addresses and number: it must not be made of these (T-R13). */
  readonly words: readonly string[];
  readonly field: "password" | "newPassword";
};

/** Why a new password is refused. */
export type PasswordFailure = "password.too-short" | "password.too-long" | "password.common" | "password.personal";

/**
 * The rule for every new password, the same at every door: length, not common, not made of what everybody knows of the person or of the
 * shop's name. No composition rules, no expiry (NIST SP 800-63B-4; ASVS 6.2). The word lists are read on first use: signing in never
 * needs them.
 */
export async function checkNewPassword(
  { settings }: Pick<Ctx, "settings">,
  { password, words, field }: NewPassword,
): Promise<Result<undefined, PasswordFailure>> {
  const { minLength } = settings.passwords;
  const length = [...password.normalize("NFKC")].length;
  if (length > LONGEST_PASSWORD) return fail("password.too-long", { field, vars: { max: LONGEST_PASSWORD } });
  if (length < minLength) return fail("password.too-short", { field, vars: { min: minLength } });
  const folded = fold(password);
  const parts = [...words, settings.shop.name].flatMap(partsOf);
  const rest = parts.reduce((left, part) => left.replaceAll(part, ""), folded);
  if ([...rest].length < minLength / 2) return fail("password.personal", { field });
  const { guessesLog10 } = await (await strength()).checkAsync(password, parts);
  if (guessesLog10 < FEWEST_GUESSES_LOG10) return fail("password.common", { field });
  return ok();
}

// zxcvbn's border between "weak" and "fair": safe behind limits on guessing.
const FEWEST_GUESSES_LOG10 = 8;

// Judging takes the longer the more there is to read, up to a third of a second, and anybody may ask for it: nothing that begins well
// gets easier to guess by what follows (T-B5).
const JUDGED = 40;

const fold = (text: string): string => text.normalize("NFKC").toLowerCase();

function partsOf(word: string): string[] {
  const folded = fold(word);
  return [folded, ...folded.split(/[^\p{L}\p{N}]+/u)].filter((part) => [...part].length >= 4);
}

let loaded: Promise<import("@zxcvbn-ts/core").ZxcvbnFactory> | undefined;

function strength() {
  loaded ??= (async () => {
    const [{ ZxcvbnFactory }, common] = await Promise.all([import("@zxcvbn-ts/core"), import("@zxcvbn-ts/language-common")]);
    return new ZxcvbnFactory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs, maxLength: JUDGED });
  })();
  return loaded;
}
