import type { Ctx } from "@/core/ctx";
import { type Failure, fail } from "@/core/result";
import { readMissesToday } from "@/db/queries/partner-code-redemption";

/** From so many codes in vain on one day on, staff are told that somebody is guessing (T-Q1). */
export const ALARMING_MISSES = 100;

/**
 * From so many on, codes that can be guessed are compared with nothing until the day is over (UTC), wherever the tries come from (T-Q1). It
 * takes a hundred addresses of the network and a captcha for each try to get there; codes that we made work on, since nobody guesses those.
 */
export const CLOSING_MISSES = 1000;

/**
 * What somebody's guessing has led to today: how many codes were tried in vain, and whether the door is closed to codes that can be
 * guessed.
 */
export type CodeGuesses = { readonly misses: number; readonly isClosed: boolean };

/** The guesses of today where there are so many that staff should know; else null. */
export async function findCodeGuesses({ db }: Pick<Ctx, "db">): Promise<CodeGuesses | null> {
  const { misses } = await readMissesToday(db);
  return misses < ALARMING_MISSES ? null : { misses, isClosed: misses >= CLOSING_MISSES };
}

/** Refuses a code that can be guessed, right or wrong, on a day with too many guesses. */
export async function refuseGuessing({ db }: Pick<Ctx, "db">): Promise<Failure<"limits.too-many"> | null> {
  const { misses, secondsLeft: retryAfterSeconds } = await readMissesToday(db);
  return misses < CLOSING_MISSES ? null : fail("limits.too-many", { retryAfterSeconds });
}
