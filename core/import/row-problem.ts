/** What can be wrong with a row. Each has its sentence in messages (adminImport.problems). */
export const rowProblems = [
  "missing",
  "too-long",
  "odd-characters",
  "too-many-cells",
  "number-invalid",
  "number-twice",
  "email-invalid",
  "phone-invalid",
  "date-invalid",
  "amount-invalid",
  "currency-invalid",
  "country-invalid",
  "language-invalid",
  "items-invalid",
  "nameless",
  "hash-unknown",
  "hash-too-costly",
  "hash-without-email",
  "email-of-other",
  "email-twice",
  "email-opens-account",
  "customer-merged",
  "customer-erased",
  "customer-unknown",
  "order-of-other",
  "order-of-this-shop",
] as const;

/** The problem of a row, and the field it is about. */
export type RowProblem = { readonly field: string | null; readonly code: (typeof rowProblems)[number] };

/** Thrown while a row is read; caught by who reads it. */
export class BadRow extends Error {
  override name = "BadRow";

  constructor(
    readonly field: string,
    readonly code: RowProblem["code"],
  ) {
    super(code);
  }
}
