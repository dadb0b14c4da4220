/** The largest mail that is read at all: 10 MB, as it stands in the mailbox. */
export const LARGEST_MAIL = 10 * 1024 * 1024;

const MOST_PARTS = 200;
const MOST_BOUNDARIES = 5000;
const MOST_NESTED = 20;
const LONGEST_LINE = 1024 * 1024;
const MOST_SIGNATURES = 12;

/**
 * Looks at a mail before anything takes it apart (T-I8), size first. Answers what is too much of it, or null. It counts and matches nothing,
 * so that a harmless mail may be refused only where it is far from any that people write.
 */
export function findBomb(raw: Buffer): "too-large" | "too-many-parts" | "too-deep" | "too-long-a-line" | null {
  if (raw.length > LARGEST_MAIL) return "too-large";
  const text = raw.toString("latin1");
  if (longestLine(raw) > LONGEST_LINE) return "too-long-a-line";
  if (count(text, /^content-type:/gim) > MOST_PARTS || count(text, /^--/gm) > MOST_BOUNDARIES) return "too-many-parts";
  // Each signature is a question to the name server, and a computation.
  if (count(text, /^(dkim|arc-message)-signature:/gim) > MOST_SIGNATURES) return "too-many-parts";
  return count(text, /^content-type:\s*(message\/rfc822|multipart\/)/gim) > MOST_NESTED ? "too-deep" : null;
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

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found++;
  return found;
}
