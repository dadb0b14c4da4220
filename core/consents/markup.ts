/** A piece of a line: words, or words that lead somewhere. */
export type Span = { readonly text: string; readonly href?: string };

/** A piece of a text. Lines within a paragraph stay lines. */
export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3; readonly spans: readonly Span[] }
  | { readonly kind: "paragraph"; readonly lines: readonly (readonly Span[])[] }
  | { readonly kind: "list"; readonly isNumbered: boolean; readonly items: readonly (readonly Span[])[] };

/** What a text may be long. */
export const LONGEST_LEGAL_TEXT = 100_000;

/**
 * A typed text as it is kept: composed, one kind of line end, nothing that cannot be seen or that turns the direction of what is read, no
 * blank lines in heaps.
 */
export function cleanMarkup(typed: string): string {
  return typed
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/\t/g, " ")
    .replace(/[^\P{Cc}\n]|[\p{Cs}\u202A-\u202E\u2066-\u2069\u2028\u2029\uFEFF]/gu, "")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const HEADING = /^(#{1,3}) +(\S.*)$/;
const BULLET = /^[-*] +(\S.*)$/;
const NUMBER = /^\d{1,3}[.)] +(\S.*)$/;

/**
 * Reads the plain markup of legal texts: paragraphs between blank lines, `# heading`, `- point`, `1. point`, `[words](address)`. There is
 * nothing else in it: what looks like HTML is text, and so are links that lead to anything but a web page, a mailbox or a page of ours.
 */
export function readMarkup(text: string): Block[] {
  const blocks: Block[] = [];
  for (const part of text.split(/\n{2,}/)) {
    for (const lines of splitByKind(part.split("\n").filter((line) => line.trim() !== ""))) blocks.push(blockOf(lines));
  }
  return blocks;
}

type Kind = "heading" | "bullets" | "numbers" | "words";

const kindOf = (line: string): Kind => {
  if (HEADING.test(line)) return "heading";
  if (BULLET.test(line)) return "bullets";
  return NUMBER.test(line) ? "numbers" : "words";
};

type Lines = { readonly kind: Kind; readonly lines: readonly string[] };

/** Runs of lines of one kind; a heading stands alone. */
function splitByKind(lines: readonly string[]): Lines[] {
  const runs: { kind: Kind; lines: string[] }[] = [];
  for (const line of lines) {
    const kind = kindOf(line);
    const last = runs.at(-1);
    if (last?.kind === kind && kind !== "heading") last.lines.push(line);
    else runs.push({ kind, lines: [line] });
  }
  return runs;
}

function blockOf({ kind, lines }: Lines): Block {
  if (kind === "words") return { kind: "paragraph", lines: lines.map(spansOf) };
  if (kind === "heading") {
    const [, marks = "", words = ""] = HEADING.exec(lines[0] ?? "") ?? [];
    return { kind: "heading", level: marks.length === 1 ? 2 : 3, spans: spansOf(words) };
  }
  const mark = kind === "bullets" ? BULLET : NUMBER;
  return { kind: "list", isNumbered: kind === "numbers", items: lines.map((line) => spansOf(mark.exec(line)?.[1] ?? "")) };
}

const LINK = /\[([^[\]\n]{1,300})\]\(([^()\s]{1,2000})\)/g;

function spansOf(line: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const found of line.matchAll(LINK)) {
    const [whole, words = "", target = ""] = found;
    const href = safeTarget(target);
    if (href === null) continue;
    if (found.index > at) spans.push({ text: line.slice(at, found.index) });
    spans.push({ text: words, href });
    at = found.index + whole.length;
  }
  if (at < line.length) spans.push({ text: line.slice(at) });
  return spans;
}

/** Where a link may lead; null for anything that could run, or be read in two ways. */
function safeTarget(typed: string): string | null {
  if (/[\\"'<>`\p{C}]/u.test(typed)) return null;
  if (/^\/(?![/\\])/.test(typed)) return typed;
  if (/^mailto:[^\s?]+@[^\s?]+$/i.test(typed)) return typed;
  if (!/^https?:\/\//i.test(typed) || !URL.canParse(typed)) return null;
  const { hostname, username, password, href } = new URL(typed);
  return hostname !== "" && username === "" && password === "" ? href : null;
}
