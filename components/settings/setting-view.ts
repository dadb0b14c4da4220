import type { FieldInfo } from "@/settings/fields";

/** One setting as its control shows it: words in the staff member's language, and the value as text. A secret's value is never here. */
export type SettingView = {
  readonly key: string;
  readonly kind: FieldInfo["kind"];
  readonly label: string;
  readonly help: string;
  /** What screen readers call the "?". */
  readonly helpLabel: string;
  readonly hint?: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly warnings: readonly string[];
  readonly warningTitle: string;
  /** For toggles: the word beside the switch. For secrets: what ticking the box does, absent while nothing is stored. */
  readonly tick?: string;
};

/** The hidden field that lists the settings a form shows: an unticked box is only "off" if it was there. */
export const DRAWN = "drawn";
