/** The rows of one part of the product: promises, attacks or faults, each under the number that tests bear in their titles. */
export type Chapter = {
  readonly title: string;
  /** Which part of the product answers for these rows. */
  readonly part: string;
  /** Number → what happens and the right result, in a sentence or two. */
  readonly rows: Readonly<Record<string, string>>;
  /** Number → why no test can exist yet. Shown only while no test bears the number. */
  readonly later?: Readonly<Record<string, string>>;
  /** The same, for every row of the chapter that has no reason of its own. */
  readonly allLater?: string;
};
