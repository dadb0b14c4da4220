/** Why a file cannot be read at all. Each has its sentence in messages (adminImport.unreadable). */
export const fileProblems = [
  "empty",
  "no-rows",
  "encoding",
  "nul",
  "columns",
  "row-too-long",
  "quote-not-closed",
  "stray-quote",
  "too-many-rows",
] as const;

/** One of them. */
export type FileProblem = (typeof fileProblems)[number];

/** Thrown while a file is read: nothing of it will be brought in. */
export class UnreadableFile extends Error {
  override name = "UnreadableFile";

  constructor(
    readonly problem: FileProblem,
    /** Where, counted from 1. */
    readonly line: number,
  ) {
    super(`${problem} in line ${line}`);
  }
}
