import { findText } from "@/scripts/docs/catalogue";
import { generatedFrom, type Page, plain, table } from "@/scripts/docs/page";
import { allSettings, groups, type Setting } from "@/settings/registry";

/** docs/settings.md: every setting with the words the back office shows. */
export function settingsPage(): Page {
  const chapters = Object.keys(groups).map((group) => {
    const rows = allSettings.filter((one) => one.group === group).map(describe);
    return `## ${titleOf(group)}\n\n${introOf(group)}\n\n${table(["Setting", "What it does", "Values", "Default"], rows)}\n`;
  });
  const text = `${generatedFrom("settings/ and messages/en/settings.ts")}

# Settings

What an admin can change under *Settings* in the back office, in the same words. A change counts on every running process within a
second. The same values can be read and written on the server, with the same checks:

\`\`\`
npm run settings -- list
npm run settings -- get access.forceLogin
npm run settings -- set access.forceLogin true
\`\`\`

Lists are separated by commas. What comes from the environment instead is in [operations.md](operations.md#environment).

${chapters.join("\n")}`;
  return { path: "docs/settings.md", text };
}

const titleOf = (group: string): string => findText(`admin.settings.groups.${group}.title`) ?? group;

const introOf = (group: string): string => findText(`admin.settings.groups.${group}.text`) ?? "";

function describe({ key, info }: Setting): string[] {
  const label = findText(`settings.${key}.label`);
  const help = findText(`settings.${key}.help`);
  const words = [label && `**${plain(label)}.**`, help && plain(help)].filter(Boolean).join(" ");
  return [`<a id="${key}"></a>\`${key}\``, words, values({ key, info }), info.fallback === "" ? "empty" : `\`${info.fallback}\``];
}

function values({ key, info }: Pick<Setting, "key" | "info">): string {
  const { kind, options = [], min, max, unit } = info;
  if (kind === "toggle") return "`true`, `false`";
  if (kind === "number") return `${min} to ${max}${unit ? ` ${unit}` : ""}`;
  if (kind === "colour") return "a colour as `#rrggbb`";
  if (kind === "email") return "an e-mail address, or empty";
  if (kind === "address") return "an https address, or empty";
  if (kind === "list") return "a list";
  if (kind === "secret") return "a secret: kept encrypted, never shown again";
  if (kind === "text") return "a line of text";
  return options.map((option) => optionWords(key, option)).join("<br>");
}

function optionWords(key: string, option: string): string {
  const words = findText(`settings.${key}.options.${option}`);
  return words ? `\`${option}\`: ${plain(words)}` : `\`${option}\``;
}
