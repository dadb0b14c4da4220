import type { Translator } from "@/messages/translator";
import { customerPath, fullName } from "./words";

type Props = {
  readonly t: Translator;
  readonly labels: { readonly name: string; readonly number: string };
  readonly customer: { readonly number: string; readonly firstName: string; readonly lastName: string };
};

/** Whom a row of a table is about: the name, which leads to the customer's page, and the number. */
export const CustomerCells = ({ t, labels: { name, number }, customer }: Props) => (
  <>
    <td data-label={name}>
      <a href={customerPath(customer.number)} className="inline-flex min-h-6 items-center wrap-anywhere">
        {fullName(t, customer)}
      </a>
    </td>
    <td data-label={number} className="tabular-nums">
      {customer.number}
    </td>
  </>
);
