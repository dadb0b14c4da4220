import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import { unescapeCell } from "@/core/import/csv-cell";
import { decodeText } from "@/core/import/decode-text";
import { type FileProblem, UnreadableFile } from "@/core/import/unreadable-file";

/** A row of a file: the line on which it begins, and its cells. */
export type FileRow = readonly [line: number, cells: readonly string[]];

/** More columns than any shop's file has. */
export const MOST_COLUMNS = 200;
/** Characters of one row. */
export const LONGEST_ROW = 65_536;

const DELIMITERS = [",", ";", "\t"] as const;

/**
 * Reads a CSV file as it comes: UTF-8 or UTF-16, with or without a mark at its beginning, or Windows-1252; commas, semicolons or tabs; any
 * line ends. Memory is bounded by the longest row (T-D2). The first row are the headings. Throws {@link UnreadableFile} with the line.
 */
export async function* readCsvFile(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FileRow> {
  const text = decodeText(bytes);
  const first = await text.next();
  const head = first.done ? "" : first.value;
  /** Where the row begins that is read now. */
  let line = 1;
  /** Where rows begin that are read and not asked for yet. */
  const begins: number[] = [];
  const parser = parse({
    delimiter: delimiterOf(head),
    record_delimiter: "\n",
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    // Called as soon as a row is read; whoever asks for rows may be some of them behind when an error comes.
    on_record: (cells: string[], { lines }) => {
      begins.push(lines - countLineEnds(cells));
      line = lines + 1;
      return cells;
    },
  });
  // Its errors come out of the parser.
  const feeding = pipeline(Readable.from(chain(head, text)), parser).catch(() => undefined);
  try {
    for await (const record of parser) {
      const cells: string[] = record;
      const begin = begins.shift() ?? line;
      if (cells.length > MOST_COLUMNS) throw new UnreadableFile("columns", begin);
      yield [begin, cells.map(unescapeCell)];
    }
  } catch (error) {
    throw explain(error, line);
  } finally {
    parser.destroy();
    await feeding;
  }
}

/** Line ends inside of cells; outside they are all `\n`. */
const countLineEnds = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + (cell.includes("\n") ? cell.split("\n").length - 1 : 0), 0);

async function* chain(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}

/** What stands most often between the headings. */
function delimiterOf(head: string): string {
  const bare = head.replace(/"(?:[^"]|"")*"?/g, "");
  const line = bare.slice(0, bare.search(/\n|$/));
  const counts = DELIMITERS.map((one) => line.split(one).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}

const PROBLEMS: Readonly<Record<string, FileProblem>> = {
  CSV_QUOTE_NOT_CLOSED: "quote-not-closed",
  CSV_MAX_RECORD_SIZE: "row-too-long",
  CSV_INVALID_CLOSING_QUOTE: "stray-quote",
  INVALID_OPENING_QUOTE: "stray-quote",
};

function explain(error: unknown, line: number): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const problem = PROBLEMS[code];
  if (!problem) return error;
  const at = problem === "stray-quote" && error instanceof Error && "lines" in error ? Number(error.lines) : line;
  return new UnreadableFile(problem, at);
}
