import { minutes } from "@/core/duration";

/** Failures in a row after which a provider is taken to be away. */
const ENOUGH = 3;

/** How long people are then not sent there by themselves. */
const REST = minutes(1);

type Trial = { failures: number; openUntil: number };

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
    return (this.#trials.get(connection)?.openUntil ?? 0) > this.now();
  }

  /** The provider could not be reached. */
  noteFailure(connection: string): void {
    const failures = (this.#trials.get(connection)?.failures ?? 0) + 1;
    this.#trials.set(connection, { failures, openUntil: failures >= ENOUGH ? this.now() + REST.ms : 0 });
  }

  /** The provider answered. */
  noteSuccess(connection: string): void {
    this.#trials.delete(connection);
  }
}
