import type { ListedConnection } from "@/core/connections/list-connections";
import type { Language } from "@/core/ctx";
import type { Translator } from "@/messages/translator";

/** An instant for staff, in UTC as everywhere in the back office. */
export const whenOf = (language: Language, at: Date): string =>
  `${new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(at)} UTC`;

/** How a connection is doing, in words. */
export function stateInWords(
  t: Translator,
  language: Language,
  { state, testedAt }: Pick<ListedConnection, "state" | "testedAt">,
): string {
  return t(`adminSso.states.${state}`, { when: testedAt === null ? "" : whenOf(language, testedAt) });
}
