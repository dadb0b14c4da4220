/**
 * A way in which other shops keep passwords. One file per format, listed in registry.ts. None of them may block the process for longer
 * than a few milliseconds, and none reads parameters that would cost more than a sign-in may.
 */
export type ForeignHash = {
  /** Stands before the hash in the database, so it never changes. Lower-case letters and digits. */
  readonly name: string;
  /** Whether a text is a hash of this format; "too-costly" if it is one that nobody could wait for (T-D3). */
  recognise(text: string): Recognised;
  /** Compares the password, as it was typed, with a hash that `recognise` let pass. */
  verify(text: string, password: string): Promise<boolean>;
};

/** What a text is to a format. */
export type Recognised = "yes" | "no" | "too-costly";

/** Of a text that is of a format: whether its parameters are within bounds. */
export const within = (...bounds: readonly boolean[]): Recognised => (bounds.every(Boolean) ? "yes" : "too-costly");
