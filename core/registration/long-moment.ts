import type { Language } from "@/core/ctx";

/** Day and time as a clock on the shop's wall shows them, written as a language does; empty for none. */
export function longMoment(language: Language, local: string): string {
  if (local === "") return "";
  const style = { dateStyle: "long", timeStyle: "short", timeZone: "UTC" } as const;
  // The zone was the setting's own: only the figures are put into words here.
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, style).format(new Date(`${local}:00Z`));
}
