/** What stands behind the question mark of an address, as it comes: anybody's to write. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

type Param = Query[string];

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Whether a text can be a row's id. */
export const isRowId = (text: string): boolean => UUID.test(text);

/** A row's id, or nothing. */
export const rowIdOf = (asked: Param): string | undefined => (typeof asked === "string" && isRowId(asked) ? asked : undefined);

/** A counted row's id, or nothing. */
export const countedIdOf = (asked: Param): number | undefined =>
  typeof asked === "string" && /^[1-9]\d{0,14}$/.test(asked) ? Number(asked) : undefined;

/** One of the words offered, or nothing. */
export const oneOf = <const Word extends string>(known: readonly Word[], asked: Param): Word | undefined =>
  known.find((one) => one === asked);

/** One printable line as somebody typed it, or nothing. What is beyond `atMost` characters is not looked at. */
export function typedLine(asked: Param, atMost: number): string | undefined {
  const typed = typeof asked === "string" ? asked.replace(/[\p{C}\s]+/gu, " ").trim() : "";
  return typed === "" ? undefined : [...typed].slice(0, atMost).join("");
}

/**
 * A support code, or nothing. As read out on the telephone: case, spaces and the dash do not count. One with a letter missing is asked for,
 * too, and finds nothing.
 */
export function supportCodeOf(asked: Param): string | undefined {
  const letters =
    typeof asked === "string"
      ? asked
          .toUpperCase()
          .replace(/[^0-9A-Z]/g, "")
          .slice(0, 20)
      : "";
  if (letters.length <= 4) return letters === "" ? undefined : letters;
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** The query that asks for all this again, without the question mark; empty where nothing is asked for. */
export function queryOf(asked: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return new URLSearchParams(pairs).toString();
}
