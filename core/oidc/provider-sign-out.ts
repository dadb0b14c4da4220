import { findConnection } from "@/core/connections/enabled-connections";
import type { Ctx } from "@/core/ctx";
import { seconds } from "@/core/duration";
import { outsideOf } from "@/core/net/outside";
import { DISCOVERY_IS_FRESH, type KnownProviders } from "@/core/oidc/known-providers";
import { troubleOf } from "@/core/oidc/provider-failure";
import type { EndedSession } from "@/core/sessions/end-session";

/** Longer nobody waits for a provider when leaving. */
const PATIENCE = seconds(4);

/** A longer hint would make an address that servers refuse. */
const LONGEST_HINT = 4000;

/**
 * Where the browser signs out at the provider that a session came from (OpenID Connect RP-Initiated Logout 1.0), coming back to
 * `/signed-out`; null where there is no such place, or the provider is away. The session here has ended before anybody asks.
 */
export async function findProviderSignOut(
  ctx: Pick<Ctx, "connections" | "settings" | "origin">,
  known: KnownProviders,
  { method, idToken }: EndedSession,
): Promise<string | null> {
  const door = findConnection(ctx, method)?.door;
  if (door?.kind !== "redirect" || door.issuer === null) return null;
  try {
    const { endSessionEndpoint } = await known.getDiscovery(outsideOf(ctx, PATIENCE), door.issuer, DISCOVERY_IS_FRESH);
    if (endSessionEndpoint === null) return null;
    const url = new URL(endSessionEndpoint);
    url.searchParams.set("client_id", door.clientId);
    url.searchParams.set("post_logout_redirect_uri", `${ctx.origin}/signed-out`);
    if (idToken !== null && idToken.length <= LONGEST_HINT) url.searchParams.set("id_token_hint", idToken);
    return url.href;
  } catch (error) {
    if (troubleOf(error) === null) throw error;
    return null;
  }
}
