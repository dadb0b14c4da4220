"use client";

import { useField } from "@/components/forms/form-context";
import { describedBy } from "@/components/forms/labelled";
import { SettingNotes } from "@/components/settings/setting-notes";
import type { SettingView } from "@/components/settings/setting-view";

/** One of a few values, all of them in words. */
export function ChoiceControl({ view }: { view: SettingView }) {
  const { problem, value = view.value } = useField(view.key);
  const legend = `${view.key}-label`;
  return (
    <SettingNotes view={view} name={<span id={legend}>{view.label}</span>} problem={problem}>
      <div role="radiogroup" aria-labelledby={legend} {...describedBy(view.key, view.hint, problem)}>
        {view.options.map((option, at) => (
          <label key={option.value} className="flex min-h-11 cursor-pointer items-center gap-3 md:min-h-8">
            <input
              className="size-5 shrink-0 accent-(--link)"
              type="radio"
              // The problem's link leads to the first of them.
              id={at === 0 ? view.key : `${view.key}-${option.value}`}
              name={view.key}
              value={option.value}
              defaultChecked={option.value === value}
            />
            {option.label}
          </label>
        ))}
      </div>
    </SettingNotes>
  );
}
