import type { ListedConnection } from "@/core/connections/list-connections";
import type { Language } from "@/core/ctx";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../moment";

/** How a connection is doing, in words. */
export function stateInWords(
  t: Translator,
  language: Language,
  { state, testedAt }: Pick<ListedConnection, "state" | "testedAt">,
): string {
  return t(`adminSso.states.${state}`, { when: testedAt === null ? "" : momentsIn(language)(testedAt).text });
}
