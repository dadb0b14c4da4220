import { minutes } from "@/core/duration";

/** Failures in a row after which a provider is taken to be away. */
const ENOUGH = 3;

/** How long people are then not sent there by themselves. */
const REST = minutes(1);

type Trial = { readonly failures: number; readonly openUntil: number };

/** The way to a provider, which asks for its document, and the way back, which asks for tokens: one may work while the other does not. */
export type Way = "there" | "back";

/**
 * Which providers could not be reached lately, as this process found out (P-S6). While a circuit is open nobody is sent there without
 * asking: the automatic redirect becomes a page with a button, which may still be tried. After a minute people are sent again, and one more
 * failure opens it anew, until something comes back.
 */
export class Circuits {
  readonly #trials = new Map<string, Trial>();

  /** `now` is a clock in milliseconds that never jumps. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Whether a connection's provider is taken to be away. */
  isOpen(connection: string): boolean {
    const until = (way: Way) => this.#trials.get(keyOf(connection, way))?.openUntil ?? 0;
    return Math.max(until("there"), until("back")) > this.now();
  }

  /** The provider could not be reached. */
  noteFailure(connection: string, way: Way): void {
    const key = keyOf(connection, way);
    const failures = (this.#trials.get(key)?.failures ?? 0) + 1;
    this.#trials.set(key, { failures, openUntil: failures >= ENOUGH ? this.now() + REST.ms : 0 });
  }

  /** The provider answered. */
  noteSuccess(connection: string, way: Way): void {
    this.#trials.delete(keyOf(connection, way));
  }
}

const keyOf = (connection: string, way: Way): string => `${way} ${connection}`;
