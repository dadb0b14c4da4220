"use client";

import { ChoiceField } from "@/components/forms/choice-field";
import { useField } from "@/components/forms/form-context";

type Props = {
  readonly label: string;
  readonly mine: string;
  /** What a company is called that the person does not order for any more. */
  readonly lost: string;
  readonly company: { readonly value: string; readonly label: string; readonly hint: string } | null;
};

/**
 * In whose name the order is placed. A company that was refused stays chosen until the person chooses otherwise: an order that was meant for
 * a company never becomes their own by itself.
 */
export function OrderForField({ label, mine, lost, company }: Props) {
  const { value: meant = "" } = useField("orderFor");
  const isLost = meant !== "" && meant !== company?.value;
  if (company === null && !isLost) return null;
  const options = [{ value: "", label: mine }, ...(company ? [company] : []), ...(isLost ? [{ value: meant, label: lost }] : [])];
  return <ChoiceField name="orderFor" label={label} options={options} defaultValue="" />;
}
