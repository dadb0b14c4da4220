import type { SettingView } from "@/components/settings/setting-view";
import type { Ctx } from "@/core/ctx";
import type { SsoOnlyPreview } from "@/core/settings/preview-sso-only";
import { hasSecret, settingText } from "@/core/settings/setting-text";
import type { Warning } from "@/core/settings/warnings";
import { getSettingTexts } from "@/messages/setting-texts";
import type { Translator } from "@/messages/translator";
import { allSettings, type GroupName, type Setting, type SettingKey } from "@/settings/registry";

type Asking = {
  readonly t: Translator;
  readonly ctx: Pick<Ctx, "settings" | "request">;
  /** What the environment says instead, whatever is saved here. */
  readonly overridden?: readonly SettingKey[];
  /** What switching SSO only on would do now. */
  readonly ssoOnly?: SsoOnlyPreview | null;
};
type Found = readonly { readonly warning: Warning; readonly key: string }[];

/** The settings of a group as their controls show them. */
export function settingViews(
  { t, ctx, overridden = [], ssoOnly = null }: Asking,
  group: GroupName,
  warnings: Found,
): SettingView[] {
  return allSettings
    .filter((setting) => setting.group === group)
    .map((setting) => {
      const { key, name, info } = setting;
      const { label, help, options = {} } = getSettingTexts(ctx.request.language, group, name);
      return {
        key,
        kind: info.kind,
        label,
        help,
        helpLabel: t("admin.settings.help", { label }),
        value: settingText(ctx.settings, setting),
        options: (info.options ?? []).map((value) => ({ value, label: options[value] ?? value })),
        warnings: [
          ...(overridden.includes(key) ? [t("admin.settings.overridden")] : []),
          ...warnings.filter((one) => one.key === key).map(({ warning }) => t(`admin.settings.warnings.${warning}`)),
        ],
        warningTitle: t("admin.settings.warning"),
        ...extras(t, ctx, setting),
        ...(key === "access.ssoOnly" && ssoOnly ? { hint: t("admin.settings.ssoOnlyNow", ssoOnly) } : {}),
      };
    });
}

function extras(t: Translator, { settings }: Asking["ctx"], setting: Setting): Pick<SettingView, "hint" | "tick"> {
  const { kind, min = 0, max = 0, unit = "plain" } = setting.info;
  if (kind === "number") return { hint: t(`admin.settings.bounds.${unit}`, { min, max }) };
  if (kind === "list") return { hint: t("admin.settings.listHint") };
  if (kind !== "secret") return {};
  return hasSecret(settings, setting)
    ? { hint: t("admin.settings.secretSet"), tick: t("admin.settings.secretRemove") }
    : { hint: t("admin.settings.secretUnset") };
}
