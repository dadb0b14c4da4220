import type { Language } from "@/core/ctx";

/** A day as a language writes it in full. In UTC, so that it reads the same on every process and in every mail. */
export const longDate = (language: Language, at: Date): string =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" }).format(at);
