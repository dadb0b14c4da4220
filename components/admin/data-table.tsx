import type { ReactNode } from "react";

type Props = {
  /** Read to those who do not see that the heading above names the table. */
  readonly caption: string;
  readonly columns: readonly string[];
  /** Rows, each cell with its column's name in `data-label`. */
  readonly children: ReactNode;
};

/** A table of the back office; on narrow screens each row becomes a small card whose cells bear their column's name. */
export function DataTable({ caption, columns, children }: Props) {
  return (
    <table className="data-table">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
