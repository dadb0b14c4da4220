/** One header of a mail: its name in lower case, its value unfolded. */
export type Header = { readonly name: string; readonly value: string };

/** The head of a mail, topmost header first, and where its body begins. */
export type Head = { readonly headers: readonly Header[]; readonly bodyAt: number };

/** The largest head, the longest header, the most headers and the most lines of a head that are read (T-I8). */
const LARGEST_HEAD = 256 * 1024;
const LONGEST_HEADER = 32 * 1024;
const MOST_HEADERS = 500;
const MOST_LINES = 2000;

/**
 * Reads the head of a mail. The one reader of headers that decide anything (T-I3): null for what two programs could read in two ways, such
 * as NUL, a carriage return alone or a line that is no header, and for what is absurdly long.
 */
export function readHead(raw: Buffer): Head | null {
  const start = raw.subarray(0, LARGEST_HEAD).toString("utf8");
  const end = /\r?\n\r?\n/.exec(start);
  if (!end && raw.length > LARGEST_HEAD) return null;
  const head = end ? start.slice(0, end.index) : start.replace(/(\r?\n)+$/, "");
  const lines = head.replaceAll("\r\n", "\n");
  // What reads it after us joins folded lines one by one.
  if (/[\0\r]/.test(lines) || lines.split("\n", MOST_LINES + 1).length > MOST_LINES) return null;
  const headers = lines.replace(/\n(?=[ \t])/g, "").split("\n");
  if (headers.length > MOST_HEADERS || headers.some((line) => line.length > LONGEST_HEADER)) return null;
  const read = headers.map(readHeader);
  const good = read.filter((header) => header !== null);
  const bodyAt = end ? Buffer.byteLength(start.slice(0, end.index + end[0].length)) : raw.length;
  return good.length === read.length ? { headers: good, bodyAt } : null;
}

function readHeader(line: string): Header | null {
  const parts = /^([!-9;-~]+)[ \t]*:(.*)$/s.exec(line);
  return parts ? { name: (parts[1] ?? "").toLowerCase(), value: (parts[2] ?? "").trim() } : null;
}

/** Every value of a header, topmost first. */
export const headersOf = ({ headers }: Pick<Head, "headers">, name: string): string[] =>
  headers.filter((header) => header.name === name).map(({ value }) => value);

/** The topmost value of a header, or "". */
export const headerOf = (head: Pick<Head, "headers">, name: string): string => headersOf(head, name)[0] ?? "";
