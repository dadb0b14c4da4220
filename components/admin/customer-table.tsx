import { DataTable } from "@/components/admin/data-table";
import type { Translator } from "@/messages/translator";

type Moment = { readonly text: string; readonly instant: string };

/** A customer in words. */
export type CustomerView = {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly number: string;
  readonly email: string;
  readonly standing: string;
  readonly isDeactivated: boolean;
  readonly lastOrder: Moment | null;
  readonly since: Moment;
};

type Props = {
  readonly t: Translator;
  readonly customers: readonly CustomerView[];
  /** Whether each has a box to tick, for the form that the table stands in. */
  readonly isSelectable?: boolean;
};

/** Customers as a table; on narrow screens each row becomes a small card. */
export function CustomerTable({ t, customers, isSelectable = false }: Props) {
  const columns = (["name", "number", "email", "standing", "lastOrder", "since"] as const).map((name) =>
    t(`adminCustomers.columns.${name}`),
  );
  const select = t("adminCustomers.many.select");
  const [name, number, email, standing, lastOrder, since] = columns;
  return (
    <DataTable caption={t("adminCustomers.heading")} columns={isSelectable ? [select, ...columns] : columns}>
      {customers.map((one) => (
        <tr key={one.id}>
          {isSelectable ? (
            <td data-label={select}>
              <input
                type="checkbox"
                name={`customer.${one.id}`}
                aria-label={t("adminCustomers.many.selectOne", { name: one.name, number: one.number })}
                className="size-6"
              />
            </td>
          ) : null}
          <td data-label={name}>
            <a href={one.href} className="inline-flex min-h-6 items-center font-medium">
              {one.name}
            </a>
          </td>
          <td data-label={number} className="tabular-nums">
            {one.number}
          </td>
          <td data-label={email}>{one.email || "–"}</td>
          <td data-label={standing}>
            <span className={one.isDeactivated ? "font-medium text-bad" : ""}>{one.standing}</span>
          </td>
          <td data-label={lastOrder}>{one.lastOrder ? <Time at={one.lastOrder} /> : "–"}</td>
          <td data-label={since}>
            <Time at={one.since} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

const Time = ({ at }: { at: Moment }) => (
  <time dateTime={at.instant} className="2xl:whitespace-nowrap">
    {at.text}
  </time>
);
