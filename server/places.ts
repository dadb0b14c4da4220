import type { IncomingMessage, ServerResponse } from "node:http";
import { addressSubject } from "@/core/security/limits";
import { whenHeadIsOut } from "@/server/when-head-is-out";

/** Requests that change something and are being worked on; beyond it visitors are asked to come back (T-B2). */
const AT_MOST = 60;
/** How long a form may be on its way before others, for whom there is no room, come first. */
const PATIENCE_MS = 2_000;
/** Forms that one address may have on their way before others come first: a browser's is there within milliseconds. */
const OF_ONE_ADDRESS = 5;

type Taken = { readonly since: number; readonly address: string; giveUp(): void };

/** The places for requests that change something. Each is given back when its answer's head is out. */
export class Places {
  readonly #taken = new Map<IncomingMessage, Taken>();

  /**
   * Whether there is a place. If all are taken, somebody who has been sending a form for too long loses theirs, or the address that is
   * sending too many: a place is for work, and sixty connections that send a byte now and then would else keep everybody out (T-B1).
   */
  hasRoom(): boolean {
    if (this.#taken.size >= AT_MOST) this.#sendAwayOneLaggard();
    return this.#taken.size < AT_MOST;
  }

  /** Takes a place for a client's address. `giveUp` answers a request whose form never came. */
  take(request: IncomingMessage, response: ServerResponse, address: string, giveUp: () => void): void {
    this.#taken.set(request, { since: performance.now(), address: addressSubject(address), giveUp });
    whenHeadIsOut(response, () => this.#taken.delete(request));
  }

  #sendAwayOneLaggard(): void {
    const underway = [...this.#taken].filter(isOnItsWay);
    const late = performance.now() - PATIENCE_MS;
    const laggard = underway.find(([, { since }]) => since <= late) ?? findCrowd(underway);
    if (!laggard) return;
    const [request, { giveUp }] = laggard;
    this.#taken.delete(request);
    giveUp();
  }
}

// What has come and lies unread waits for us, not for its sender.
const isOnItsWay = ([request]: [IncomingMessage, Taken]): boolean => !request.complete && request.readableLength === 0;

/** The eldest of an address that has too many of them. */
function findCrowd(underway: readonly [IncomingMessage, Taken][]): [IncomingMessage, Taken] | undefined {
  const counts = new Map<string, number>();
  for (const [, { address }] of underway) counts.set(address, (counts.get(address) ?? 0) + 1);
  return underway.find(([, { address }]) => (counts.get(address) ?? 0) > OF_ONE_ADDRESS);
}
