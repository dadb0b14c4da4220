import type { IncomingMessage, ServerResponse } from "node:http";

/** Requests that change something and are being worked on; beyond it visitors are asked to come back (T-B2). */
const AT_MOST = 60;
/** How long a form may be on its way before others, for whom there is no room, come first. */
const PATIENCE_MS = 2_000;

type Taken = { readonly since: number; readonly response: ServerResponse; giveUp(): void };

/** The places for requests that change something. Each is given back when its answer has ended. */
export class Places {
  readonly #taken = new Map<IncomingMessage, Taken>();

  /**
   * Whether there is a place. If all are taken, whoever has been sending a form for too long loses theirs: a place is for work, and
   * sixty connections that send a byte now and then would else keep everybody out (T-B1).
   */
  hasRoom(): boolean {
    if (this.#taken.size >= AT_MOST) this.#sendAwayOneLaggard();
    return this.#taken.size < AT_MOST;
  }

  /** Takes a place. `giveUp` answers a request whose form never came. */
  take(request: IncomingMessage, response: ServerResponse, giveUp: () => void): void {
    this.#taken.set(request, { since: performance.now(), response, giveUp });
    response.once("close", () => this.#taken.delete(request));
  }

  #sendAwayOneLaggard(): void {
    const late = performance.now() - PATIENCE_MS;
    for (const [request, { since, response, giveUp }] of this.#taken) {
      // What has come and lies unread waits for us, not for its sender.
      const isOnItsWay = !request.complete && request.readableLength === 0 && !response.headersSent;
      if (since > late || !isOnItsWay) continue;
      this.#taken.delete(request);
      giveUp();
      return;
    }
  }
}
