"use client";

import { useField } from "@/components/forms/form-context";

type Props = {
  /** Of the code in the form's state. */
  readonly name: string;
  readonly texts: {
    readonly label: string;
    readonly shop: string;
    readonly for: string;
    readonly how: string;
    readonly print: string;
  };
};

/** A card with a code that the form's answer brought: alone on the sheet when the page is printed. Nothing until then. */
export function CodeCard({ name, texts }: Props) {
  const { value } = useField(name);
  if (value === undefined) return null;
  return (
    <div className="grid justify-items-start gap-3">
      <section aria-label={texts.label} className="print-card w-full max-w-md rounded-md border border-rule p-5">
        <p className="text-[1.2rem] font-semibold">{texts.shop}</p>
        <p className="mt-1 wrap-anywhere">{texts.for}</p>
        <p className="mt-3 text-sm wrap-anywhere">{texts.how}</p>
        <p className="mt-2 font-mono text-[1.3rem] font-semibold wrap-anywhere">{value}</p>
      </section>
      <button type="button" className="button-quiet js-only" onClick={() => window.print()}>
        {texts.print}
      </button>
    </div>
  );
}
