import type { Language } from "@/core/ctx";
import { isLanguage } from "@/messages/translator";

/** The language somebody is written to in: the one that is known of them, if we speak it. */
export function languageOf({ language }: { readonly language: string | null }, fallback: Language): Language {
  const chosen = language ?? undefined;
  return isLanguage(chosen) ? chosen : fallback;
}
