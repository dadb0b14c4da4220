import { errors, type JWTVerifyGetKey, type LocalJWKSet } from "jose";
import { type Duration, minutes, seconds } from "@/core/duration";
import type { Outside } from "@/core/net/outside";
import { type Discovery, readDiscovery } from "@/core/oidc/discovery";
import { readKeys } from "@/core/oidc/keys";

/** How old a discovery document may be on the way back: it came to be known on the way there. */
export const DISCOVERY_LASTS = minutes(5);

/** How old it may be on the way there: nobody is sent to a provider that has gone away (P-S6). */
export const DISCOVERY_IS_FRESH = seconds(20);

/** How long a provider's keys are kept. */
const KEYS_LAST = minutes(10);

/** How long after keys were read anew for an unknown one they are not read anew again: tokens must not make us ask without end. */
const COOLDOWN = seconds(30);

/** More than any shop has connections: old issuers are forgotten all at once. */
const MOST = 500;

type Kept<T> = { readonly reading: Promise<T>; readonly readAt: number };
type KeptKeys = Kept<LocalJWKSet> & { readonly renewedAt: number };

/**
 * What one process knows of providers: their documents and keys, each asked for once by all who need it at the same time. A failure is
 * never kept.
 */
export class KnownProviders {
  readonly #documents = new Map<string, Kept<Discovery>>();
  readonly #keys = new Map<string, KeptKeys>();

  /** `now` is a clock in milliseconds that never jumps. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** A provider's discovery document, at most that old. Throws as {@link readDiscovery} does. */
  async getDiscovery(outside: Outside, issuer: string, maxAge: Duration = DISCOVERY_LASTS): Promise<Discovery> {
    // Who may ask less must not be told what others have asked.
    const key = JSON.stringify([outside.isLocal, outside.internalHosts, issuer]);
    const kept = this.#documents.get(key);
    if (kept && this.now() - kept.readAt < maxAge.ms) return kept.reading;
    const entry = { reading: readDiscovery(outside, issuer), readAt: this.now() };
    return remember(this.#documents, key, entry, undefined);
  }

  /**
   * Finds the key that a token names. A name that is not known makes us read the keys once more, since providers change them (T-FX17).
   * Throws jose's errors if there is no such key, or no saying which (T-O6), or as {@link readKeys} does.
   */
  keysOf(outside: Outside, jwksUri: string): JWTVerifyGetKey {
    return async (header, token) => {
      const kept = this.#keys.get(jwksUri);
      const isGood = kept !== undefined && this.now() - kept.readAt < KEYS_LAST.ms;
      const keys = await (isGood ? kept.reading : this.#readKeys(outside, jwksUri, Number.NEGATIVE_INFINITY));
      try {
        return await keys(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        return (await this.#renewKeys(outside, jwksUri))(header, token);
      }
    };
  }

  async #renewKeys(outside: Outside, jwksUri: string): Promise<LocalJWKSet> {
    const kept = this.#keys.get(jwksUri);
    const isTooEarly = kept !== undefined && this.now() - kept.renewedAt < COOLDOWN.ms;
    return isTooEarly ? kept.reading : this.#readKeys(outside, jwksUri, this.now());
  }

  #readKeys(outside: Outside, jwksUri: string, renewedAt: number): Promise<LocalJWKSet> {
    const former = this.#keys.get(jwksUri);
    const entry = { reading: readKeys(outside, jwksUri), readAt: this.now(), renewedAt };
    // Keys that were good a moment ago are better than none.
    return remember(this.#keys, jwksUri, entry, former && { ...former, renewedAt });
  }
}

async function remember<T, K extends Kept<T>>(all: Map<string, K>, key: string, entry: K, former: K | undefined): Promise<T> {
  if (all.size >= MOST) all.clear();
  all.set(key, entry);
  try {
    return await entry.reading;
  } catch (error) {
    if (all.get(key) === entry) {
      if (former) all.set(key, former);
      else all.delete(key);
    }
    throw error;
  }
}
