import { en } from "@/messages/en";
import { es } from "@/messages/es";
import type { SettingTexts } from "@/messages/setting-texts";

type Catalogue = Readonly<Record<string, Readonly<Record<string, SettingTexts>>>>;
type Kinds = Readonly<Record<string, { readonly name: string; readonly text: string }>>;
type Steps = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const fields: Readonly<Record<"en" | "es", Catalogue>> = { en: en.connections, es: es.connections };
const kinds: Readonly<Record<"en" | "es", Kinds>> = { en: en.adminSso.kinds, es: es.adminSso.kinds };
const steps: Readonly<Record<"en" | "es", Steps>> = { en: en.adminSso.steps, es: es.adminSso.steps };

/** The words of a field of connections by its group ("common", or the kind) and name; a kind without words yet is shown by bare names. */
export function getConnectionTexts(language: "en" | "es", group: string, name: string): SettingTexts {
  return findConnectionTexts(language, group, name) ?? findConnectionTexts("en", group, name) ?? { label: name, help: "" };
}

/** The words of a field in one language, or null. */
export const findConnectionTexts = (language: "en" | "es", group: string, name: string): SettingTexts | null =>
  fields[language][group]?.[name] ?? null;

/** What a kind of provider is called and what it is for; its bare id where nobody has written that yet. */
export const getKindTexts = (language: "en" | "es", kind: string): { readonly name: string; readonly text: string } =>
  kinds[language][kind] ?? { name: kind, text: "" };

/** The steps that set a kind of connection up, in order. None where nobody has written them yet. */
export function getSteps(language: "en" | "es", kind: string): string[] {
  const found = steps[language][kind];
  return typeof found === "object" ? Object.values(found) : [];
}
