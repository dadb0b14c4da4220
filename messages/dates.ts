import type { languages } from "@/messages/translator";

type Language = keyof typeof languages;

/** The locale that dates of a language are written by: day before month, in English, too. */
export const localeOf = (language: Language): string => (language === "en" ? "en-GB" : language);

/** A day as a language writes it in full. In UTC, so that it reads the same on every process and in every mail. */
export const longDate = (language: Language, at: Date): string =>
  new Intl.DateTimeFormat(localeOf(language), { dateStyle: "long", timeZone: "UTC" }).format(at);

/** Day and time as a language writes them in full, in UTC. */
export const longMoment = (language: Language, at: Date): string =>
  new Intl.DateTimeFormat(localeOf(language), { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(at);
