// `npm run settings -- list|get|set KEY [VALUE]`: reads and changes the running installation's settings, by the back office's own rules.

import { failureInWords } from "@/core/failure-in-words";
import type { Failure } from "@/core/result";
import { type SaveFailure, saveSettings } from "@/core/settings/save-settings";
import { hasSecret, settingText } from "@/core/settings/setting-text";
import { getTranslator } from "@/messages/translator";
import { type Command, runCommand, usage } from "@/server/command";
import { allSettings, getSetting, isSettingKey, type Setting, type SettingKey } from "@/settings/registry";

const HOW = [
  "Use it like this:",
  "  npm run settings -- list              every setting and its value",
  "  npm run settings -- get KEY           one value, such as access.forceLogin",
  "  npm run settings -- set KEY VALUE     changes it; takes effect within a second",
  "  npm run settings -- set KEY           back to its default",
].join("\n");

async function settings(command: Command): Promise<string> {
  const [verb, key, ...words] = process.argv.slice(2);
  if (verb === "list" && key === undefined) return allSettings.map((one) => `${one.key} = ${shown(command, one)}`).join("\n");
  if (verb === "get" && words.length === 0) return shown(command, getSetting(known(key)));
  if (verb === "set") return set(command, known(key), words);
  throw usage(HOW);
}

async function set(command: Command, key: SettingKey, words: readonly string[]): Promise<string> {
  // Words that the shell took apart are one value: shop.name My Shop.
  const value = words.length === 0 ? null : words.join(" ");
  const saved = await saveSettings(command.ctx, { changes: { [key]: value }, by: { kind: "system" } });
  if (!saved.ok) throw usage(`${key} was not changed. ${sentenceOf(saved)}`);
  return `${key} = ${shown({ ctx: await command.refreshed() }, getSetting(key))}`;
}

/** A value for the screen. Of a secret only whether there is one. */
function shown({ ctx }: Pick<Command, "ctx">, setting: Setting): string {
  if (setting.info.kind !== "secret") return settingText(ctx.settings, setting);
  return hasSecret(ctx.settings, setting) ? "(stored, not shown)" : "";
}

function sentenceOf({ problems }: Failure<SaveFailure>): string {
  const t = getTranslator("en");
  return problems.map(({ code, vars }) => failureInWords(t, code, vars)).join(" ");
}

function known(key: string | undefined): SettingKey {
  if (key === undefined) throw usage(HOW);
  if (!isSettingKey(key)) throw usage(`There is no setting "${key}". See them all with: npm run settings -- list`);
  return key;
}

await runCommand(settings);
