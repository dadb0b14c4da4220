"use client";

/** Ticks all boxes of the form it stands in, or none. Without JavaScript it is not there: each box has its own. */
export function SelectPage({ label }: { label: string }) {
  return (
    <label className="js-only mb-2 inline-flex min-h-11 items-center gap-2">
      <input
        type="checkbox"
        className="size-6"
        onChange={({ currentTarget: { form, checked } }) => {
          for (const box of form?.querySelectorAll<HTMLInputElement>('input[type="checkbox"]') ?? []) box.checked = checked;
        }}
      />
      {label}
    </label>
  );
}
