import type { Translator } from "@/messages/translator";
import { type GroupName, groups, isGroupName } from "@/settings/registry";

/** The links between the groups of settings, and to the rooms that stand among them. */
export function settingsTabs(t: Translator, here: GroupName | "fields" | "legal" | "user-types") {
  const names = Object.keys(groups).filter(isGroupName);
  const tabs = names.map((name) => ({ name, text: t(`admin.settings.groups.${name}.title`) }));
  const rooms = [
    { name: "fields", text: t("adminFields.heading") },
    { name: "legal", text: t("adminLegal.heading") },
    { name: "user-types", text: t("userTypes.heading") },
  ] as const;
  return [...tabs, ...rooms].map(({ name, text }) => ({
    href: `/admin/settings/${name}`,
    text,
    isHere: name === here,
  }));
}
