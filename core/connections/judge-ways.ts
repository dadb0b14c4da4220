import type { ListedConnection } from "@/core/connections/list-connections";

/**
 * Whether customers can sign in through the enabled connections together: `none` is enabled, all of them are `failing` as far as is known,
 * some should work but none was tested since its last change, the latest test sign-in failed at all that were (`doubtful`), or all is `good`.
 */
export type WaysState = "none" | "failing" | "untested" | "doubtful" | "good";

/** Judges the enabled ones among some connections. `isAway` says which providers could not be reached lately. */
export function judgeWays(connections: readonly ListedConnection[], isAway: (id: string) => boolean): WaysState {
  const enabled = connections.filter(({ isEnabled }) => isEnabled);
  const working = enabled.filter(({ id, state }) => (state === "tested" || state === "untested") && !isAway(id));
  if (working.length === 0) return enabled.length === 0 ? "none" : "failing";
  const tested = working.filter(({ state }) => state === "tested");
  if (tested.length === 0) return "untested";
  return tested.every(({ isDoubtful }) => isDoubtful) ? "doubtful" : "good";
}
