import type { Language } from "@/core/ctx";

/** An instant as the back office shows it, and as machines read it. */
export type Moment = { readonly text: string; readonly instant: string };

/** Writes instants for staff: one style in every room, to the second, in UTC. */
export function momentsIn(language: Language): (at: Date) => Moment {
  const locale = language === "en" ? "en-GB" : language;
  const time = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });
  return (at) => ({ text: `${time.format(at)} UTC`, instant: at.toISOString() });
}
