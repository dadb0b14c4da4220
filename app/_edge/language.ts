import { cookies, headers } from "next/headers";
import type { Language } from "@/core/ctx";
import { preferredOf } from "@/messages/preferred-language";
import { isLanguage } from "@/messages/translator";

/** The cookie that keeps a visitor's own choice of language. Holds nothing else. */
export const LANGUAGE_COOKIE = "foyer.language";

/** The language to speak: the visitor's choice, then what the browser asks for, then the shop's. */
export async function chooseLanguage(shopLanguage: Language): Promise<Language> {
  const chosen = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  if (isLanguage(chosen)) return chosen;
  return preferredOf((await headers()).get("accept-language")) ?? shopLanguage;
}
