import type { ListedConnection } from "@/core/connections/list-connections";

/**
 * Whether customers can sign in through the enabled connections together: `none` is enabled, all of them are `failing` as far as is known,
 * some should work but none was tested since its last change, or all is `good`.
 */
export type WaysState = "none" | "failing" | "untested" | "good";

/** Judges the enabled ones among some connections. `isAway` says which providers could not be reached lately. */
export function judgeWays(connections: readonly ListedConnection[], isAway: (id: string) => boolean): WaysState {
  const enabled = connections.filter(({ isEnabled }) => isEnabled);
  const working = enabled.filter(({ id, state }) => (state === "tested" || state === "untested") && !isAway(id));
  if (working.length === 0) return enabled.length === 0 ? "none" : "failing";
  return working.some(({ state }) => state === "tested") ? "good" : "untested";
}
