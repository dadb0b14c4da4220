import { isLanguage, type languages } from "@/messages/translator";

/** The first language of an Accept-Language header that we have, by its weights (RFC 9110, 12.5.4); null if we have none of them. */
export function preferredOf(header: string | null | undefined): keyof typeof languages | null {
  const wanted = (header ?? "")
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [range = "", ...parameters] = part.split(";").map((piece) => piece.trim());
      const weight = parameters.find((one) => /^q=/i.test(one))?.slice(2);
      return { language: range.split("-", 1)[0]?.toLowerCase(), weight: weight === undefined ? 1 : Number(weight) || 0 };
    })
    .sort((a, b) => b.weight - a.weight);
  for (const { language, weight } of wanted) if (weight > 0 && isLanguage(language)) return language;
  return null;
}
