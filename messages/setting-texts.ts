import { en } from "@/messages/en";
import { es } from "@/messages/es";

/** A setting in words. Options only where there is something to choose. */
export type SettingTexts = {
  readonly label: string;
  readonly help: string;
  readonly options?: Readonly<Record<string, string>>;
};

type Catalogue = Readonly<Record<string, Readonly<Record<string, SettingTexts>>>>;

const catalogues: Readonly<Record<"en" | "es", Catalogue>> = { en: en.settings, es: es.settings };

/**
 * The words of a setting by group and name, in order of need: that language, English, its bare name. A test holds that every setting
 * has its own in every language (P-M7).
 */
export function getSettingTexts(language: "en" | "es", group: string, name: string): SettingTexts {
  return findSettingTexts(language, group, name) ?? findSettingTexts("en", group, name) ?? { label: name, help: "" };
}

/** The words of a setting in one language, or null. */
export function findSettingTexts(language: "en" | "es", group: string, name: string): SettingTexts | null {
  return catalogues[language][group]?.[name] ?? null;
}
