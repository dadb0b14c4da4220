import type { Query } from "@/core/query";

/** Whether a stamp in a page's address was made just now: a page that is reloaded or kept for later must not say "saved" again. */
export function isFresh(stamp: Query[string]): boolean {
  const at = typeof stamp === "string" ? Number.parseInt(stamp, 36) : Number.NaN;
  return Date.now() - at < 30_000;
}

/** A stamp for {@link isFresh}. */
export const freshStamp = (): string => Date.now().toString(36);
