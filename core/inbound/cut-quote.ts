import { LONGEST_MESSAGE, tidyMessage } from "@/core/conversations/message-text";

// Below these programs put the whole mail that is answered.
const DIVIDERS = [
  /^-{3,} ?(original message|mensaje original|ursprüngliche nachricht|message d'origine|forwarded message|mensaje reenviado) ?-{3,}$/i,
  /^_{20,}$/,
  /^(from|de|von): .+@.+/i,
];
const INTRODUCTION = /^(on|el|am|le|il|em|op)\b.*(wrote|escribió|schrieb|a écrit|ha scritto|escreveu|schreef)\s*:$/is;

/**
 * What somebody wrote themselves, without the mail that they answer where that is told for certain: a quotation at the end with the line that
 * introduces it, and what stands below a divider. All of it where nothing else would be left. At most {@link LONGEST_MESSAGE} characters.
 */
export function cutQuote(text: string): string {
  const lines = tidy(text).split("\n");
  const own = withoutQuotation(lines.slice(0, dividerIn(lines)));
  const kept = own.join("\n").trim();
  return shortened(kept === "" ? tidy(text) : kept);
}

/** As any message is kept, without what programs leave at the ends of lines and between paragraphs. */
const tidy = (text: string): string =>
  tidyMessage(text)
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n");

/** Where a divider stands that is followed by a mail's own head; the end if there is none. */
function dividerIn(lines: readonly string[]): number {
  const at = lines.findIndex((line, index) => {
    const isDivider = DIVIDERS.some((divider) => divider.test(line.trim()));
    const next = lines.slice(index, index + 5).join("\n");
    return isDivider && /^(from|de|von): /im.test(next) && /^(to|para|an|à|sent|enviado|gesendet|date|fecha): /im.test(next);
  });
  return at === -1 ? lines.length : at;
}

function withoutQuotation(lines: readonly string[]): readonly string[] {
  let end = lines.length;
  while (end > 0 && /^(>|\s*$)/.test(lines[end - 1] ?? "")) end--;
  const hasQuotation = lines.slice(end).some((line) => line.startsWith(">"));
  if (!hasQuotation) return lines;
  // The introduction may be broken in two.
  for (const length of [1, 2, 3]) {
    const start = Math.max(0, end - length);
    if (INTRODUCTION.test(lines.slice(start, end).join(" ").trim())) return lines.slice(0, start);
  }
  return lines.slice(0, end);
}

function shortened(text: string): string {
  const letters = [...text];
  return letters.length <= LONGEST_MESSAGE ? text : `${letters.slice(0, LONGEST_MESSAGE - 1).join("")}…`;
}
