import type { SettingView } from "@/components/settings/setting-view";
import { type ConnectionField, fieldsOf } from "@/core/connections/connection-fields";
import type { OpenedConnection } from "@/core/connections/open-connection";
import type { Language } from "@/core/ctx";
import { getConnectionTexts } from "@/messages/connection-texts";
import type { Translator } from "@/messages/translator";
import type { Provider } from "@/providers/provider";

type Asking = { readonly t: Translator; readonly language: Language };

/** The switches beside the fields: a new connection has only the second, since it begins disabled. */
const switches = ["enabled", "isDefault"] as const;

/** The fields of a connection as the controls of settings show them: the message first, then the kind's own, then the rest. */
export function connectionViews(asking: Asking, kind: Provider, opened: OpenedConnection | null): SettingView[] {
  const [label, ...common] = fieldsOf(kind).filter(({ group }) => group === "common");
  const own = fieldsOf(kind).filter(({ group }) => group !== "common");
  const fields = [...(label ? [label] : []), ...own, ...common].map((field) => fieldView(asking, field, opened));
  const shown = switches.filter((name) => name !== "enabled" || opened !== null);
  return [...fields, ...shown.map((name) => switchView(asking, name, opened))];
}

function fieldView({ t, language }: Asking, field: ConnectionField, opened: OpenedConnection | null): SettingView {
  const { group, name, info } = field;
  const { label, help, options = {} } = getConnectionTexts(language, group, name);
  return {
    ...common(t, label),
    key: name,
    kind: info.kind,
    label,
    help,
    value: info.kind === "secret" ? "" : (opened?.texts[name] ?? info.fallback),
    options: (info.options ?? []).map((value) => ({ value, label: options[value] ?? value })),
    ...extras(t, field, opened),
  };
}

function switchView({ t, language }: Asking, name: (typeof switches)[number], opened: OpenedConnection | null): SettingView {
  const { label, help } = getConnectionTexts(language, "common", name);
  const isOn = name === "enabled" ? opened?.isEnabled : opened?.isDefault;
  return { ...common(t, label), key: name, kind: "toggle", label, help, value: String(isOn === true), options: [] };
}

const common = (t: Translator, label: string) => ({
  helpLabel: t("admin.settings.help", { label }),
  warnings: [],
  warningTitle: t("admin.settings.warning"),
});

function extras(
  t: Translator,
  { name, info }: ConnectionField,
  opened: OpenedConnection | null,
): Pick<SettingView, "hint" | "tick"> {
  if (info.kind === "list") return { hint: t("admin.settings.listHint") };
  if (info.kind !== "secret") return {};
  return opened?.secrets.includes(name)
    ? { hint: t("admin.settings.secretSet"), tick: t("admin.settings.secretRemove") }
    : { hint: t("admin.settings.secretUnset") };
}
