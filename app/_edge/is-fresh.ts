import { seconds } from "@/core/duration";
import type { Query } from "@/core/query";

const FRESH = seconds(30);

/** How far the clocks of two processes may be apart. */
const CLOCKS = seconds(5);

/** Whether a stamp in a page's address was made just now: a page that is reloaded or kept for later must not say "saved" again. */
export function isFresh(stamp: Query[string]): boolean {
  const age = typeof stamp === "string" ? Date.now() - Number.parseInt(stamp, 36) : Number.NaN;
  return age > -CLOCKS.ms && age < FRESH.ms;
}

/** A stamp for {@link isFresh}. */
export const freshStamp = (): string => Date.now().toString(36);
