/**
 * A text that somebody typed (a name, a street), fit to stand in a mail to somebody who may not know them (T-M7, T-R17): one line of at
 * most `max` characters, no control or direction marks, nothing that a mail program would turn into a link.
 */
export function harmless(typed: string, max = 64): string {
  const line = typed
    .replace(/[\p{C}\s]+/gu, " ")
    .replace(/[a-z][a-z0-9+.-]*:\/+/gi, "")
    .replace(/\.(?=[\p{L}\p{N}])/gu, ". ")
    .replace(/@/g, " at ")
    .trim();
  return [...line].slice(0, max).join("");
}
