/** An order as a list shows it, all words made. */
export type OrderListItem = {
  readonly number: string;
  readonly title: string;
  readonly date: string;
  readonly items: string;
  readonly total: string;
  /** Why it is here although it was not placed when signed in. */
  readonly why: string | null;
};

/** A customer's orders, each a link to its page. */
export function OrderList({ items }: { items: readonly OrderListItem[] }) {
  return (
    <ul className="divide-y divide-rule border-y border-rule">
      {items.map(({ number, title, date, items: itemsText, total, why }) => (
        <li key={number} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-0.5 py-4">
          <a href={`/orders/${number}`} className="tall-link -my-2 justify-self-start font-semibold">
            {title}
          </a>
          <span className="self-center font-semibold tabular-nums">{total}</span>
          <span className="text-sm text-quiet">{date}</span>
          <span className="text-right text-sm text-quiet">{itemsText}</span>
          {why ? <span className="col-span-2 mt-1 text-sm text-quiet italic">{why}</span> : null}
        </li>
      ))}
    </ul>
  );
}
