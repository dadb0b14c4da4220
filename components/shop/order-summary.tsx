/** One line of an order or of a cart about to become one. */
export type SummaryLine = {
  readonly key: string;
  readonly quantity: number;
  readonly name: string;
  readonly amount: string;
  /** Why it does not count. */
  readonly note?: string | undefined;
};

type Props = {
  readonly lines: readonly SummaryLine[];
  readonly totalLabel: string;
  readonly total: string;
  readonly included: string;
};

/** What is bought and what it comes to. */
export function OrderSummary({ lines, totalLabel, total, included }: Props) {
  return (
    <>
      <ul className="divide-y divide-rule">
        {lines.map(({ key, quantity, name, amount, note }) => (
          <li key={key} className="flex items-baseline gap-3 py-2.5">
            <span className="min-w-8 shrink-0 whitespace-nowrap text-quiet tabular-nums">{quantity} ×</span>
            <span className="min-w-0 flex-1 break-words">
              {name}
              {note ? <span className="block text-sm text-bad">{note}</span> : null}
            </span>
            <span className="tabular-nums">{amount}</span>
          </li>
        ))}
      </ul>
      <p className="flex items-baseline justify-between gap-3 border-t border-edge pt-3 text-lg font-semibold">
        <span>{totalLabel}</span>
        <span className="tabular-nums">{total}</span>
      </p>
      <p className="mt-0.5 text-sm text-quiet">{included}</p>
    </>
  );
}
