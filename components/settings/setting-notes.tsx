import type { ReactNode } from "react";
import { FieldNotes } from "@/components/forms/labelled";
import type { SettingView } from "@/components/settings/setting-view";

/**
 * What surrounds the control of a setting: its name, the "?" that opens its help (also without JavaScript), hint, problem and warnings.
 * The help opens between name and control and moves nothing that was above it.
 */
export function SettingNotes({
  view,
  name,
  problem,
  children,
}: {
  view: SettingView;
  name: ReactNode;
  problem: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className="border-t border-rule py-4 first:border-t-0 first:pt-0 last:pb-0">
      <div className="relative grid gap-1.5">
        <div className="flex min-h-9 items-center pr-12 font-medium">{name}</div>
        <Help label={view.helpLabel} text={view.help} />
        <FieldNotes name={view.key} hint={view.hint} problem={problem} />
        {children}
        {view.warnings.map((warning) => (
          <p key={warning} className="mt-1 border-l-4 border-warn pl-3 text-sm">
            <strong className="text-warn">{view.warningTitle}:</strong> {warning}
          </p>
        ))}
      </div>
    </div>
  );
}

function Help({ label, text }: { label: string; text: string }) {
  return (
    <details className="setting-help">
      <summary>
        <span aria-hidden="true">?</span>
        <span className="sr-only">{label}</span>
      </summary>
      <p className="mb-1 max-w-prose rounded-md bg-paper px-3 py-2 text-sm">{text}</p>
    </details>
  );
}
