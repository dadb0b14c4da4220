import { LISTEN_CHANNEL } from "@/core/conversations/channel";
import { type Listening, listen } from "@/db/listen";

/** An open window that wants to know of new messages. */
export type Window = {
  /** Whose messages it shows; null for all. */
  readonly customerId: string | null;
  /** Which session it belongs to. */
  readonly sessionId: string;
  /** Something may be new; `isSure` where PostgreSQL has just said so. */
  wake(isSure: boolean): void;
  /** Nothing more will come: the process stops. */
  end(): void;
};

/** Windows that one process, one customer, and one session, may have open at once; whoever has more looks now and then. */
const WINDOWS_AT_MOST = 1000;
const WINDOWS_PER_CUSTOMER = 24;
const WINDOWS_PER_SESSION = 6;

/**
 * The open windows of this process, woken by PostgreSQL as soon as something was said, wherever it was said (P-M3). One connection listens,
 * from the first window on. What is told holds ids only; each window asks for itself what is new, and whether its session still is.
 */
export class Live {
  readonly #windows = new Set<Window>();
  #listening: Listening | null = null;
  #isStopped = false;

  constructor(private readonly url: string) {}

  /** Takes in a window, and answers how it leaves; null if there is no room for it. */
  open(window: Window): (() => void) | null {
    if (this.#isStopped || !this.#hasRoomFor(window)) return null;
    this.#windows.add(window);
    this.#listening ??= listen(this.url, LISTEN_CHANNEL, {
      heard: (customerId) => this.#wake(customerId, true),
      connected: () => this.#wake(null, false),
    });
    return () => void this.#windows.delete(window);
  }

  #hasRoomFor({ customerId, sessionId }: Window): boolean {
    const open = [...this.#windows];
    const ofSession = open.filter((one) => one.sessionId === sessionId);
    // Sessions are many for the asking: without a bound of their own one customer would take the windows of all.
    const ofCustomer = customerId === null ? [] : open.filter((one) => one.customerId === customerId);
    const isFew = ofSession.length < WINDOWS_PER_SESSION && ofCustomer.length < WINDOWS_PER_CUSTOMER;
    return isFew && open.length < WINDOWS_AT_MOST;
  }

  /** Ends every window and listens no more: a stop waits for nobody who only looks on. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const window of [...this.#windows]) window.end();
    this.#windows.clear();
    await this.#listening?.stop();
  }

  #wake(customerId: string | null, isSure: boolean): void {
    for (const window of this.#windows) {
      if (customerId === null || window.customerId === null || window.customerId === customerId) window.wake(isSure);
    }
  }
}
