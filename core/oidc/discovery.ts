import { z } from "zod";
import { fetchOutside } from "@/core/net/fetch-outside";
import { type Outside, readOutsideUrl } from "@/core/net/outside";
import { ProviderFailure } from "@/core/oidc/provider-failure";

/** What a provider says of itself (OpenID Connect Discovery 1.0), checked. */
export type Discovery = {
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly jwksUri: string;
  readonly userinfoEndpoint: string | null;
  /** Where people are signed out there; many providers have none. */
  readonly endSessionEndpoint: string | null;
  /** The whole document, for who understands more of it. */
  readonly document: Readonly<Record<string, unknown>>;
  /** The provider's own clock as its answer told it, in milliseconds; null if it did not. */
  readonly saidAt: number | null;
};

/** Where an issuer's document is. */
export const discoveryAddress = (issuer: string): string => `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;

/**
 * Asks a provider for its discovery document. Throws OutsideFailure, or {@link ProviderFailure} if the document is not one, or names another
 * issuer (T-O7): byte for byte, since tokens will be compared in the same way.
 */
export async function readDiscovery(outside: Outside, issuer: string): Promise<Discovery> {
  const answer = await fetchOutside(outside, discoveryAddress(issuer), { method: "GET", headers: {} });
  const document = await readJson(answer);
  if (document.issuer !== issuer) throw new ProviderFailure("provider.issuer");
  const address = z.string().refine((text) => readOutsideUrl(text, outside) !== null);
  const read = z
    .object({
      authorization_endpoint: address,
      token_endpoint: address,
      jwks_uri: address,
      userinfo_endpoint: address.nullish(),
      end_session_endpoint: address.nullish().catch(null),
    })
    .safeParse(document);
  if (!read.success) throw new ProviderFailure("provider.endpoints");
  const saidAt = Date.parse(answer.headers.get("date") ?? "");
  return {
    issuer,
    authorizationEndpoint: read.data.authorization_endpoint,
    tokenEndpoint: read.data.token_endpoint,
    jwksUri: read.data.jwks_uri,
    userinfoEndpoint: read.data.userinfo_endpoint ?? null,
    endSessionEndpoint: read.data.end_session_endpoint ?? null,
    document,
    saidAt: Number.isNaN(saidAt) ? null : saidAt,
  };
}

/** An answer's JSON object; throws {@link ProviderFailure} if it is none. */
export async function readJson(answer: Response): Promise<Record<string, unknown>> {
  if (answer.status !== 200) throw new ProviderFailure("provider.error");
  const read = z.record(z.string(), z.unknown()).safeParse(await answer.json().catch(() => null));
  if (!read.success) throw new ProviderFailure("provider.unreadable");
  return read.data;
}
