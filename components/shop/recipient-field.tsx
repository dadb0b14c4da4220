"use client";

import { Field } from "@/components/forms/field";
import { useField } from "@/components/forms/form-context";

type Props = {
  readonly label: string;
  readonly hint: string;
  /** Whether the person orders for a company, whose parcels others take in. */
  readonly isAsked: boolean;
};

/** Who takes the parcel in; what was typed stays in sight when the company is lost meanwhile. */
export function RecipientField({ label, hint, isAsked }: Props) {
  const { value = "" } = useField("recipient");
  return isAsked || value !== "" ? <Field name="recipient" label={label} hint={hint} autoComplete="off" /> : null;
}
