import type { Language } from "@/core/ctx";
import { localeOf } from "@/messages/dates";

/** An instant as the back office shows it, and as machines read it. */
export type Moment = { readonly text: string; readonly instant: string };

/** Writes instants for staff: one style in every room, in UTC, to the minute; to the second where things are told one after the other. */
export function momentsIn(language: Language, to: "minute" | "second" = "minute"): (at: Date) => Moment {
  const timeStyle = to === "minute" ? "short" : "medium";
  const time = new Intl.DateTimeFormat(localeOf(language), { dateStyle: "medium", timeStyle, timeZone: "UTC" });
  return (at) => ({ text: `${time.format(at)} UTC`, instant: at.toISOString() });
}

/** Writes the day of an instant (in UTC), where nobody asks for the hour. */
export function daysIn(language: Language): (at: Date) => Moment {
  const day = new Intl.DateTimeFormat(localeOf(language), { dateStyle: "medium", timeZone: "UTC" });
  return (at) => ({ text: day.format(at), instant: at.toISOString() });
}

/**
 * Writes until when something counts: its last day by the clock of a time zone, or the moment, where it ends within a day there. What ends
 * as a day begins has counted for the whole day before.
 */
export function endsIn(language: Language, timeZone: string): (at: Date) => string {
  const day = new Intl.DateTimeFormat(localeOf(language), { dateStyle: "medium", timeZone });
  return (at) => {
    const last = day.format(at.getTime() - 1);
    return last === day.format(at) ? momentsIn(language)(at).text : last;
  };
}
