import { canonicalText } from "@/core/settings/read-setting";
import type { Setting, Settings } from "@/settings/registry";

/** The text of a setting as it is in effect. A secret's is empty: it is never shown again, only whether there is one. */
export function settingText(settings: Settings, setting: Setting): string {
  return setting.info.kind === "secret" ? "" : effectiveText(settings, setting);
}

/** The text of a setting as it is in effect, also a secret's: for comparing, and never for a page. */
export const effectiveText = (settings: Settings, setting: Setting): string => canonicalText(typedValue(settings, setting));

/** Whether a secret is stored. */
export const hasSecret = (settings: Settings, setting: Setting): boolean => typedValue(settings, setting) !== "";

function typedValue(settings: Settings, { group, name }: Setting): unknown {
  return Object.entries(settings[group]).find(([known]) => known === name)?.[1];
}
