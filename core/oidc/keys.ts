import { createLocalJWKSet, type LocalJWKSet } from "jose";
import { z } from "zod";
import { fetchOutside } from "@/core/net/fetch-outside";
import type { Outside } from "@/core/net/outside";
import { readJson } from "@/core/oidc/discovery";
import { ProviderFailure } from "@/core/oidc/provider-failure";

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** Asks a provider for its public keys (RFC 7517). Throws OutsideFailure or {@link ProviderFailure}. */
export async function readKeys(outside: Outside, jwksUri: string): Promise<LocalJWKSet> {
  const headers = { accept: "application/jwk-set+json, application/json" };
  const read = keySet.safeParse(await readJson(await fetchOutside(outside, jwksUri, { method: "GET", headers })));
  if (!read.success) throw new ProviderFailure("provider.unreadable");
  return createLocalJWKSet(read.data);
}
