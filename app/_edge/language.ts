import { cookies, headers } from "next/headers";
import { writePlainCookie } from "@/app/_edge/cookies";
import type { Language } from "@/core/ctx";
import { days, inSeconds } from "@/core/duration";
import { preferredOf } from "@/messages/preferred-language";
import { isLanguage } from "@/messages/translator";

/** The cookie that keeps a visitor's own choice of language. Holds nothing else. */
const LANGUAGE_COOKIE = "foyer.language";

/** The language to speak: the visitor's choice, then what the browser asks for, then the shop's. */
export async function chooseLanguage(shopLanguage: Language): Promise<Language> {
  const chosen = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  if (isLanguage(chosen)) return chosen;
  return preferredOf((await headers()).get("accept-language")) ?? shopLanguage;
}

/** Speaks this language in this browser from now on. Only in actions and route handlers. */
export async function keepLanguage(language: Language): Promise<void> {
  await writePlainCookie(LANGUAGE_COOKIE, language, inSeconds(days(365)));
}
