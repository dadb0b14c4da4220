import type { Ctx } from "@/core/ctx";
import type { Duration } from "@/core/duration";
import { isLoopback } from "@/core/net/is-loopback";

/** How far requests of ours may go, and how long they may take together. */
export type Outside = {
  /** Whether the shop itself runs on loopback (demo and tests): then a provider may, too, and plain http is fine there. */
  readonly isLocal: boolean;
  /** Hosts inside the operator's own network that an admin named. */
  readonly internalHosts: readonly string[];
  /** When everything must have come, by the clock of `performance.now()`. */
  readonly deadline: number;
};

/** Makes the rule for a row of requests that begins now. */
export const outsideOf = ({ settings, origin }: Pick<Ctx, "settings" | "origin">, together: Duration): Outside => ({
  isLocal: new URL(origin).hostname === "localhost",
  internalHosts: settings.access.internalHosts.map((host) => host.toLowerCase()),
  deadline: performance.now() + together.ms,
});

/** Why nothing came from outside. The names are for operators and say nothing about a person. */
export type OutsideReason = "address-refused" | "unreachable" | "too-slow" | "too-large" | "redirected" | "encoded";

/** A request to the outside that came to nothing. */
export class OutsideFailure extends Error {
  override name = "OutsideFailure";
  constructor(
    readonly reason: OutsideReason,
    options?: ErrorOptions,
  ) {
    super(`nothing came from outside: ${reason}`, options);
  }
}

/**
 * Reads an address that a request, or a browser, may be sent to: https, or plain http to loopback where the shop runs there itself; no name
 * or password in it. Null if it is none. Where its host really leads is found out when it is asked.
 */
export function readOutsideUrl(text: unknown, { isLocal }: Pick<Outside, "isLocal">): URL | null {
  if (typeof text !== "string" || text.length > 2000 || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return null;
  if (url.protocol === "https:") return url;
  return url.protocol === "http:" && isLocal && isLoopback(url.hostname) ? url : null;
}
