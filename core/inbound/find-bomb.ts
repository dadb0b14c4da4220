/** The largest mail that is read at all: 10 MB, as it stands in the mailbox. */
export const LARGEST_MAIL = 10 * 1024 * 1024;

const MOST_PARTS = 200;
const MOST_BOUNDARIES = 5000;
const MOST_NESTED = 20;
const LONGEST_LINE = 1024 * 1024;

/**
 * Looks at a mail before anything takes it apart (T-I8), size first. Answers what is too much of it, or null. It counts and matches nothing,
 * so that a harmless mail may be refused only where it is far from any that people write.
 */
export function findBomb(raw: Buffer): "too-large" | "too-many-parts" | "too-deep" | "too-long-a-line" | null {
  if (raw.length > LARGEST_MAIL) return "too-large";
  const text = raw.toString("latin1");
  if (longestLine(raw) > LONGEST_LINE) return "too-long-a-line";
  if (hasMore(text, /^content-type[ \t]*:/gim, MOST_PARTS) || hasMore(text, /^--/gm, MOST_BOUNDARIES)) return "too-many-parts";
  return hasMore(text, /^content-type[ \t]*:\s*(message\/rfc822|multipart\/)/gim, MOST_NESTED) ? "too-deep" : null;
}

function longestLine(raw: Buffer): number {
  let longest = 0;
  for (let at = 0; at < raw.length; ) {
    const end = raw.indexOf(10, at);
    const next = end === -1 ? raw.length : end + 1;
    longest = Math.max(longest, next - at);
    at = next;
  }
  return longest;
}

function hasMore(text: string, pattern: RegExp, most: number): boolean {
  let found = 0;
  for (const _ of text.matchAll(pattern)) if (++found > most) return true;
  return false;
}
