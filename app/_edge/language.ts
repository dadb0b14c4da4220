import { cookies, headers } from "next/headers";
import type { Language } from "@/core/ctx";
import { isLanguage } from "@/messages/translator";

/** The cookie that keeps a visitor's own choice of language. Holds nothing else. */
export const LANGUAGE_COOKIE = "foyer.language";

/** The language to speak: the visitor's choice, then what the browser asks for, then the shop's. */
export async function chooseLanguage(shopLanguage: Language): Promise<Language> {
  const chosen = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  if (isLanguage(chosen)) return chosen;
  return preferredOf((await headers()).get("accept-language")) ?? shopLanguage;
}

/** The first language of an Accept-Language header that we have, by its weights (RFC 9110, 12.5.4). */
export function preferredOf(header: string | null): Language | null {
  const wanted = (header ?? "")
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", weight] = part.trim().split(";q=");
      return { language: tag.slice(0, 2).toLowerCase(), weight: weight === undefined ? 1 : Number(weight) || 0 };
    })
    .sort((a, b) => b.weight - a.weight);
  for (const { language, weight } of wanted) if (weight > 0 && isLanguage(language)) return language;
  return null;
}
