"use client";

import { useField } from "@/components/forms/form-context";
import { describedBy } from "@/components/forms/labelled";
import { SettingNotes } from "@/components/settings/setting-notes";
import { DRAWN, type SettingView } from "@/components/settings/setting-view";

/** On or off, as a box to tick. */
export function ToggleControl({ view }: { view: SettingView }) {
  const { problem, value } = useField(view.key);
  // An unticked box is not sent: whether the form came back at all is told by the field that always is.
  const wasSent = useField(DRAWN).value !== undefined;
  const isOn = wasSent ? value === "true" : view.value === "true";
  const name = (
    <label className="flex min-h-9 cursor-pointer items-center gap-3">
      <input
        className="size-5 shrink-0 accent-(--link)"
        type="checkbox"
        id={view.key}
        name={view.key}
        value="true"
        defaultChecked={isOn}
        {...describedBy(view.key, view.hint, problem)}
      />
      {view.label}
    </label>
  );
  return (
    <SettingNotes view={view} name={name} problem={problem}>
      {null}
    </SettingNotes>
  );
}
