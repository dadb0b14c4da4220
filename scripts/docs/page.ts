/** A page of docs/ that is made from the source, as it should stand on disk. */
export type Page = { readonly path: string; readonly text: string };

/** The comment at the head of a generated page. */
export const generatedFrom = (source: string): string =>
  `<!-- Made by \`npm run docs\` from ${source}. Change it there and run the command again. -->`;

/** A Markdown table. Cells may hold any text. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

const cell = (text: string): string => text.replace(/\|/g, "\\|").replace(/\s*\n\s*/g, " ");

/** Text that is nobody's markup. */
export const plain = (text: string): string =>
  text.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/([*_`[\]\\])/g, "\\$1");
