import fc from "fast-check";
import { expect, test } from "vitest";
import { type Block, cleanMarkup, readMarkup, type Span } from "@/core/consents/markup";

const spansIn = (block: Block): Span[] =>
  block.kind === "heading" ? [...block.spans] : (block.kind === "list" ? block.items : block.lines).flat();

test("P-R10: paragraphs, headings, lists and links are read; a paragraph keeps its lines", () => {
  expect(
    readMarkup("# Terms\nWe sell mugs.\nOnly mugs.\n\n- one\n- [two](https://example.com/2)\n\n1. first\n2) second\n\n## More"),
  ).toEqual([
    { kind: "heading", level: 2, spans: [{ text: "Terms" }] },
    { kind: "paragraph", lines: [[{ text: "We sell mugs." }], [{ text: "Only mugs." }]] },
    { kind: "list", isNumbered: false, items: [[{ text: "one" }], [{ text: "two", href: "https://example.com/2" }]] },
    { kind: "list", isNumbered: true, items: [[{ text: "first" }], [{ text: "second" }]] },
    { kind: "heading", level: 3, spans: [{ text: "More" }] },
  ]);
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,x",
  "//evil.test",
  "/\\evil.test",
  "https://me:secret@evil.test",
  "vbscript:x",
  "https://",
  'https://x.test/"onclick="x',
])("P-R10: a link to %s stays text", (target) => {
  const spans = readMarkup(`see [here](${target}) now`).flatMap(spansIn);
  expect(spans.every(({ href }) => href === undefined)).toBe(true);
  expect(spans.map(({ text }) => text).join("")).toContain("here");
});

test("P-R10: links lead to the web, to a mailbox or to a page of the shop", () => {
  const line = "[a](https://example.com) [b](mailto:shop@example.com) [c](/privacy)";
  const found = readMarkup(line)
    .flatMap(spansIn)
    .flatMap(({ href }) => href ?? []);
  expect(found).toEqual(["https://example.com/", "mailto:shop@example.com", "/privacy"]);
});

test("P-R10, T-R17: what looks like HTML is text, and what cannot be seen is taken out", () => {
  expect(readMarkup("<script>alert(1)</script>")).toEqual([
    { kind: "paragraph", lines: [[{ text: "<script>alert(1)</script>" }]] },
  ]);
  expect(cleanMarkup("a\u202Eb\u0000c\r\nd  \n\n\n\ne\uFEFF")).toBe("abc\nd\n\ne");
});

test("P-R10, T-B5: whatever is typed is read without losing a word, quickly, and cleaning twice changes nothing more", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (typed) => {
      const clean = cleanMarkup(typed);
      expect(cleanMarkup(clean)).toBe(clean);
      for (const { href } of readMarkup(clean).flatMap(spansIn)) expect(href ?? "/").toMatch(/^(https?:\/\/|mailto:|\/(?!\/))/);
    }),
  );
  const started = performance.now();
  readMarkup(`${"[".repeat(30_000)}${"](".repeat(20_000)}`);
  readMarkup(`${"# ".repeat(20_000)}\n${"- ".repeat(20_000)}`);
  expect(cleanMarkup(`a${" ".repeat(199_000)}b`)).toHaveLength(199_002);
  expect(performance.now() - started).toBeLessThan(2000);
});
