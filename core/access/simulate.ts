import { type Access, automaticWay, decide, type Visitor, type Way } from "@/core/access/decide";
import type { Settings } from "@/settings/registry";

/** Who can be looked at (P-A8). */
export const simulatedVisitors = ["stranger", "signed-out", "signed-in", "pending", "deactivated", "provider-down"] as const;

/** One of them. */
export type SimulatedVisitor = (typeof simulatedVisitors)[number];

/** What a simulation is made of: the present settings and connections, or ones that somebody tries out. */
export type Scene = {
  readonly access: Settings["access"];
  /** Enabled connections in their order. */
  readonly connections: readonly Way[];
  /** Whether a connection's provider is taken to be away just now. */
  readonly isAway: (id: string) => boolean;
};

/** What this visitor gets to see, by the very decision that every page asks. Pure. */
export function simulate({ access, connections, isAway }: Scene, visitor: SimulatedVisitor): Access {
  const way = automaticWay(connections);
  const wouldArrive = way !== null && !isAway(way.id);
  return decide({ access, connections, visitor: factsOf(visitor, wouldArrive) });
}

function factsOf(visitor: SimulatedVisitor, wouldArrive: boolean): Visitor {
  if (visitor === "signed-in") return { isSignedIn: true, mayRedirect: false };
  // A registration that is not confirmed is no account yet: to every page this is a stranger.
  const mayRedirect = (visitor === "stranger" || visitor === "pending") && wouldArrive;
  return { isSignedIn: false, mayRedirect };
}
