import { randomInt } from "node:crypto";
import { type Duration, hours, inSeconds, minutes, seconds } from "@/core/duration";

const STEPS: readonly Duration[] = [seconds(10), minutes(1), minutes(5), minutes(30), hours(2)];

/** After so many tries (about three days) a mail is given up; an agent can send it again. */
export const TRIES_AT_MOST = 40;

/**
 * Seconds to wait after the nth failed try: 10 s, 1 m, 5 m, 30 m, then every 2 h, each up to a fifth shorter or longer so that mails
 * that failed together do not come back together.
 * @param chance 0 to 1
 */
export function backOffSeconds(attempts: number, chance = randomInt(1001) / 1000): number {
  const step = STEPS[Math.min(attempts, STEPS.length) - 1] ?? seconds(10);
  return Math.round(inSeconds(step) * (0.8 + 0.4 * chance));
}
