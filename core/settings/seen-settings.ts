import type { Ctx } from "@/core/ctx";
import type { Problem } from "@/core/result";
import { sign, signatures } from "@/core/security/secrets";
import { effectiveText } from "@/core/settings/setting-text";
import { getSettingTexts } from "@/messages/setting-texts";
import { allSettings, type GroupName, type Setting } from "@/settings/registry";

/** What a page of settings was drawn from: a mark for each value that it showed, by the setting's key. */
export type SeenSettings = ReadonlyMap<string, string>;

/** 96 bits: nobody meets another value's by chance. */
const MARK_LENGTH = 16;
/** So much of what somebody else has entered is told, in characters. */
const MOST_TOLD = 120;

/** What a page about a group is drawn from, as text for its form. The marks are keyed, so that no secret can be guessed from them. */
export const seenSettings = (ctx: Pick<Ctx, "secrets" | "settings">, group: GroupName): string =>
  written(
    allSettings
      .filter((setting) => setting.group === group)
      .map((setting) => [setting.key, mark(ctx, setting, effectiveText(ctx.settings, setting))]),
  );

/** Reads what a form brought of it. */
export const readSeenSettings = (text: string): SeenSettings =>
  new Map(text.split(",").map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));

/** Whether a page showed this value of a setting. */
export const wasSeen = (ctx: Pick<Ctx, "secrets">, setting: Setting, text: string, seen: SeenSettings): boolean =>
  signatures(ctx.secrets, "seen-settings", signed(setting, text)).some((one) => short(one) === seen.get(setting.key));

/**
 * Tells whoever changed a setting what somebody else has made of it meanwhile, in words; of a secret only that it was changed. Once told, it
 * counts as seen ({@link seenWhenTold}).
 */
export function tellChange(ctx: Pick<Ctx, "secrets" | "request">, setting: Setting, text: string): Problem<"settings.changed"> {
  const { label, options = {} } = getSettingTexts(ctx.request.language, setting.group, setting.name);
  const told = toldOf(setting, options[text] ?? text);
  return { code: "settings.changed", field: setting.key, vars: { label, ...told, mark: mark(ctx, setting, text) } };
}

function toldOf({ info }: Setting, text: string): { kind: string; value: string } {
  if (info.kind === "secret") return { kind: "secret", value: "" };
  if (info.kind === "toggle") return { kind: text === "true" ? "on" : "off", value: "" };
  if (text === "") return { kind: "empty", value: "" };
  return { kind: "text", value: text.length > MOST_TOLD ? `${text.slice(0, MOST_TOLD)}…` : text };
}

/** What a page counts as drawn from once its sender was told of changes: the rest of it stays as old as it is, and so is not written. */
export function seenWhenTold(text: string, problems: readonly Problem[]): string {
  const told = problems.flatMap(({ code, field = "", vars }) =>
    code === "settings.changed" ? [[field, String(vars?.mark)] as const] : [],
  );
  return written([...readSeenSettings(text), ...told]);
}

const written = (marks: readonly (readonly [string, string])[]): string =>
  [...new Map(marks)].map(([key, value]) => `${key}=${value}`).join();

const mark = (ctx: Pick<Ctx, "secrets">, setting: Setting, text: string): string =>
  short(sign(ctx.secrets, "seen-settings", signed(setting, text)));

const signed = ({ key }: Setting, text: string): string => `${key}=${text}`;
const short = (signature: string): string => signature.slice(0, MARK_LENGTH);
