/** A field that a column of a file may fill. */
export type ImportField = {
  /** Stands in stored mappings and in messages (adminImport.fields), so it never changes. */
  readonly key: string;
  readonly isRequired?: true;
  /** Gives somebody power: never guessed from a heading, only filled by a column that an admin chose (T-D3). */
  readonly isPrivileged?: true;
  /** Headings that mean it, as {@link headingKey} writes them. */
  readonly headings: readonly string[];
};

/** Which column fills which field, by its place in the row. */
export type Mapping = Readonly<Record<string, number>>;

/** A heading without case, accents and everything that is no letter or digit. */
export const headingKey = (heading: string): string =>
  heading
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

/** Guesses which column fills which field. A column fills one field, and no privileged one. */
export function guessMapping(fields: readonly ImportField[], columns: readonly string[]): Mapping {
  const keys = columns.map(headingKey);
  const taken = new Set<number>();
  const found = fields.flatMap(({ key, headings, isPrivileged }) => {
    const at = isPrivileged ? -1 : keys.findIndex((heading, place) => !taken.has(place) && headings.includes(heading));
    if (at < 0) return [];
    taken.add(at);
    return [[key, at] as const];
  });
  return Object.fromEntries(found);
}

/** The text of a field in a row; undefined where no column fills it. */
export function cellOf(mapping: Mapping, cells: readonly string[], field: string): string | undefined {
  const at = mapping[field];
  return at === undefined ? undefined : (cells[at] ?? "");
}
