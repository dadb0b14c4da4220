import type { Way } from "@/core/access/decide";
import type { Query } from "@/core/query";
import type { Settings } from "@/settings/registry";

/** The switches that can be tried out, by their keys as settings have them. */
export const sceneKeys = ["access.customerAccounts", "access.forceLogin", "access.ssoOnly", "access.guestCheckout"] as const;

/** Something to try out: the settings and connections as they would be. */
export type AskedScene = {
  readonly access: Settings["access"];
  readonly connections: readonly Way[];
  /** Whether anything differs from how it is. */
  readonly isTried: boolean;
};

type Present = { readonly access: Settings["access"]; readonly connections: readonly (Way & { readonly isEnabled: boolean })[] };

/**
 * Reads what somebody tries out in the simulator from an address: `access.forceLogin=true` and so on, `connection` for each enabled one,
 * `default`. With `try` (the page's own form) a switch that is absent is off and only the named connections are enabled; without it what is
 * absent stays as it is. Anything else is left alone. Saves nothing.
 */
export function readScene(query: Query, { access, connections }: Present): AskedScene {
  const isForm = query.try !== undefined;
  const isOn = (key: (typeof sceneKeys)[number], now: boolean): boolean => {
    const said = query[key];
    return said === undefined ? !isForm && now : said === "true";
  };
  const tried = {
    ...access,
    customerAccounts: isOn("access.customerAccounts", access.customerAccounts),
    forceLogin: isOn("access.forceLogin", access.forceLogin),
    ssoOnly: isOn("access.ssoOnly", access.ssoOnly),
    guestCheckout: isOn("access.guestCheckout", access.guestCheckout),
  };
  const now = connections.filter(({ isEnabled }) => isEnabled);
  const ways = triedWays(query, isForm, connections, now);
  const isTried = JSON.stringify([tried, ways]) !== JSON.stringify([access, now.map(wayOf)]);
  return { access: tried, connections: ways, isTried };
}

function triedWays(query: Query, isForm: boolean, all: readonly Way[], now: readonly Way[]): Way[] {
  const named = [query.connection ?? []].flat();
  const enabled = isForm || named.length > 0 ? all.filter(({ id }) => named.includes(id)) : now;
  const isMarked = query.default !== undefined;
  return enabled.map((way) => ({ id: way.id, isDefault: isMarked ? way.id === query.default : way.isDefault }));
}

const wayOf = ({ id, isDefault }: Way): Way => ({ id, isDefault });
