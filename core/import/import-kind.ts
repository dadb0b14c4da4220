import type { Ctx } from "@/core/ctx";
import type { ImportField, Mapping } from "@/core/import/field";
import type { RowProblem } from "@/core/import/row-problem";

/** What is made of one row. */
export type RowOutcome = { readonly kind: "created" | "updated" | "unchanged" } | ({ readonly kind: "refused" } & RowProblem);

/** A row as its kind read it. Each of its `keys` may stand in a file once. */
export type ReadRow<Row> = { readonly row: Row; readonly keys: readonly string[] };

/** What can be imported: customers, orders. */
export type ImportKind<Row> = {
  readonly fields: readonly ImportField[];
  /** Reads the cells of a row. Asks nobody. Throws BadRow. */
  read(ctx: Pick<Ctx, "settings">, mapping: Mapping, cells: readonly string[]): ReadRow<Row>;
  /**
   * Says what becomes of rows, and does it if `isReal`, in the open transaction. Each row stands for itself: one that is refused changes
   * nothing and stops nobody else's.
   */
  work(ctx: Pick<Ctx, "db">, rows: readonly Row[], isReal: boolean): Promise<readonly RowOutcome[]>;
};
