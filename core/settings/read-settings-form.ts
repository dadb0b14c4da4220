import { fail, ok, type Result } from "@/core/result";
import type { Changes } from "@/core/settings/save-settings";
import { allSettings, type GroupName, isGroupName, type Setting } from "@/settings/registry";

/** What a posted page of settings asks for. */
export type SettingsForm = { readonly group: GroupName; readonly changes: Changes };

/**
 * Reads the form of one group: `group`, `drawn` (the settings it showed) and one field per setting. Nothing outside of the group gets
 * through, whatever else was posted (T-S15). An unticked box is "off" only if the form showed it, so that a page opened before an
 * update switches nothing off that it never showed. A ticked `remove.<key>` takes a secret away.
 */
export function readSettingsForm(fields: Readonly<Record<string, string>>): Result<SettingsForm, "settings.unknown"> {
  const { group = "", drawn = "", ...posted } = fields;
  if (!isGroupName(group)) return fail("settings.unknown");
  const ofGroup = allSettings.filter((setting) => setting.group === group);
  const known = new Set(ofGroup.flatMap(({ key }) => [key, removal(key)]).map(String));
  if (Object.keys(posted).some((name) => !known.has(name))) return fail("settings.unknown");
  const shown = new Set(drawn.split(","));
  const changes = ofGroup.flatMap((setting) => {
    const typed = typedText(setting, posted, shown.has(setting.key));
    return typed === undefined ? [] : [[setting.key, typed] as const];
  });
  return ok({ group, changes: Object.fromEntries(changes) });
}

const removal = (key: string): string => `remove.${key}`;

function typedText({ key, info }: Setting, posted: Readonly<Record<string, string>>, wasShown: boolean) {
  if (info.kind === "secret" && posted[removal(key)] !== undefined && !posted[key]) return null;
  const isUnticked = info.kind === "toggle" && wasShown;
  return posted[key] ?? (isUnticked ? "false" : undefined);
}
