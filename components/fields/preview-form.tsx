"use client";

import type { ReactNode } from "react";
import { FormStateProvider } from "@/components/forms/form-context";
import type { FormState } from "@/components/forms/form-state";

type Props = {
  readonly place: string;
  readonly state: FormState;
  readonly texts: { readonly submit: string; readonly good: string | null };
  readonly children: ReactNode;
};

/** Fields to be looked at and tried out: it asks the same page what would become of what is typed, and changes nothing. */
export function PreviewForm({ place, state, texts: { submit, good }, children }: Props) {
  return (
    <FormStateProvider value={{ state, scope: "preview", isRow: false }}>
      {good === null ? null : (
        <p role="status" className="mb-4 font-medium text-good">
          {good}
        </p>
      )}
      <form method="get" action="/admin/settings/fields#preview" noValidate className="grid max-w-md gap-5" autoComplete="off">
        <input type="hidden" name="preview" value={place} />
        <input type="hidden" name="tried" value="1" />
        {children}
        <div>
          <button type="submit" className="button-quiet">
            {submit}
          </button>
        </div>
      </form>
    </FormStateProvider>
  );
}
