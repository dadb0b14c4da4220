// What a spreadsheet would take for a formula, however many apostrophes stand before it.
const DANGEROUS = /^'*[=+\-@\t\r]/;
const ESCAPED = /^''*[=+\-@\t\r]/;

/** A text as it may stand in a file that a spreadsheet opens: what it would run as a formula gets an apostrophe in front (T-D1). */
export const escapeCell = (text: string): string => (DANGEROUS.test(text) ? `'${text}` : text);

/** The text that {@link escapeCell} was given. */
export const unescapeCell = (cell: string): string => (ESCAPED.test(cell) ? cell.slice(1) : cell);

/** One line of a CSV file, its line end included (RFC 4180). */
export const csvLine = (texts: readonly string[]): string => `${texts.map((text) => quote(escapeCell(text))).join(",")}\r\n`;

const quote = (text: string): string => (/["\r\n,;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
