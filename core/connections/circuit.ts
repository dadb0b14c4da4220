import { minutes } from "@/core/duration";

/** Failures in a row after which a provider is taken to be away. */
const ENOUGH = 3;

/** How long people are then not sent there by themselves. */
const REST = minutes(1);

type Circuit = { readonly failures: number; readonly openUntil: number };

/** The way to a provider, which asks for its document, and the way back, which asks for tokens: one may work while the other does not. */
export type Leg = "there" | "back";

/**
 * Which providers could not be reached lately, as this process found out (P-S6). While a circuit is open nobody is sent there without
 * asking: the automatic redirect becomes a page with a button, which may still be tried. After a minute people are sent again, and one more
 * failure opens it anew, until something comes back.
 */
export class Circuits {
  readonly #circuits = new Map<string, Circuit>();

  /** `now` is a clock in milliseconds that never jumps. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Whether a connection's provider is taken to be away. */
  isOpen(connection: string): boolean {
    const until = (leg: Leg) => this.#circuits.get(keyOf(connection, leg))?.openUntil ?? 0;
    return Math.max(until("there"), until("back")) > this.now();
  }

  /** The provider could not be reached. */
  noteFailure(connection: string, leg: Leg): void {
    const key = keyOf(connection, leg);
    const failures = (this.#circuits.get(key)?.failures ?? 0) + 1;
    this.#circuits.set(key, { failures, openUntil: failures >= ENOUGH ? this.now() + REST.ms : 0 });
  }

  /** The provider answered. */
  noteSuccess(connection: string, leg: Leg): void {
    this.#circuits.delete(keyOf(connection, leg));
  }
}

const keyOf = (connection: string, leg: Leg): string => `${leg} ${connection}`;
