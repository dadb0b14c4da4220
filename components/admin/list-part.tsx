import type { ReactNode } from "react";
import { DataTable } from "@/components/admin/data-table";

type Props = {
  readonly title: string;
  readonly text?: string;
  readonly columns: readonly string[];
  /** What is said where there is no row. */
  readonly none: string;
  /** The rows. */
  readonly children: readonly ReactNode[];
};

/** A part of a page that is a table, or a sentence where there is nothing to list. */
export const ListPart = ({ title, text, columns, none, children }: Props) => (
  <section className="mt-10">
    <h2 className={text ? "" : "mb-3"}>{title}</h2>
    {text ? <p className="mt-1 mb-3 text-sm text-quiet">{text}</p> : null}
    {children.length === 0 ? (
      <p>{none}</p>
    ) : (
      <DataTable caption={title} columns={columns}>
        {children}
      </DataTable>
    )}
  </section>
);
