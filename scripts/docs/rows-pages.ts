import { generatedFrom, type Page, plain, table } from "@/scripts/docs/page";
import { promiseChapters, threatChapters } from "@/scripts/docs/rows/all";
import type { Chapter } from "@/scripts/docs/rows/chapter";
import { listNumberedTests, type NumberedTest } from "@/scripts/docs/test-titles";

const SOURCE = "scripts/docs/rows/ and the titles of the tests";

/** docs/promises.md: what the product promises, and the tests that hold it to it. */
export function promisesPage(tests: readonly NumberedTest[]): Page {
  const text = `${generatedFrom(SOURCE)}

# Promises

What Foyer promises, each under a number. A test that bears the number in its title fails when the promise is broken. What attackers and
broken neighbours do, and the right result, is in [security.md](security.md).

${chapters(promiseChapters, tests)}`;
  return { path: "docs/promises.md", text };
}

/** docs/security.md: what attackers and faults do, the right result, and the tests that assert it. */
export function securityPage(tests: readonly NumberedTest[]): Page {
  const text = `${generatedFrom(SOURCE)}

# Security: attacks and faults

What somebody tries or what breaks, and the result that is right, each under a number, followed by the tests that
bear it in their titles. Such a test has to fail when its guard is removed. A row without a test says why it does not apply yet. What the product promises is in
[promises.md](promises.md); how to report a weakness is in [CONTRIBUTING.md](../CONTRIBUTING.md#weaknesses).

${chapters(threatChapters, tests)}`;
  return { path: "docs/security.md", text };
}

/** The tests that the pages name, read from tests/. Throws when a title bears a number that no page knows. */
export function readTests(): readonly NumberedTest[] {
  const tests = listNumberedTests("tests");
  const known = new Set(allChapters.flatMap(({ rows }) => Object.keys(rows)));
  const unknown = tests.flatMap(({ file, numbers }) =>
    numbers.filter((one) => !known.has(one)).map((one) => `${one} in ${file}`),
  );
  if (unknown.length > 0) throw new Error(`no page explains ${unknown.join(", ")}: add a row in scripts/docs/rows/`);
  return tests;
}

/** Numbers that have neither a test nor a reason. */
export function listBareRows(tests: readonly NumberedTest[]): string[] {
  const tested = new Set(tests.flatMap(({ numbers }) => numbers));
  return allChapters.flatMap((chapter) =>
    Object.keys(chapter.rows).filter((number) => !tested.has(number) && reasonOf(chapter, number) === undefined),
  );
}

/** Reasons that no longer are any: tests bear the number of each row that they stand for. */
export function listStaleReasons(tests: readonly NumberedTest[]): string[] {
  const tested = new Set(tests.flatMap(({ numbers }) => numbers));
  return allChapters.flatMap(({ title, rows, later = {}, allLater }) => [
    ...Object.keys(later).filter((number) => tested.has(number)),
    ...(allLater !== undefined && Object.keys(rows).every((number) => tested.has(number)) ? [title] : []),
  ]);
}

const allChapters = [...promiseChapters, ...threatChapters];

const reasonOf = ({ later = {}, allLater }: Chapter, number: string): string | undefined => later[number] ?? allLater;

function chapters(from: readonly Chapter[], tests: readonly NumberedTest[]): string {
  return from
    .map((chapter) => {
      const rows = Object.entries(chapter.rows).map(([number, words]) => [
        `<a id="${number.toLowerCase()}"></a>${number}`,
        words,
        evidence(chapter, number, tests),
      ]);
      return `## ${chapter.title}\n\nWhere: ${chapter.part}.\n\n${table(["Number", "What", "Tests"], rows)}\n`;
    })
    .join("\n");
}

function evidence(chapter: Chapter, number: string, tests: readonly NumberedTest[]): string {
  const named = tests.filter(({ numbers }) => numbers.includes(number));
  if (named.length === 0) return reasonOf(chapter, number) ?? "No test bears this number yet.";
  const lines = named.map(({ file, title }) => `${plain(withoutNumbers(title))} · [${fileName(file)}](../${file})`);
  return [...new Set(lines)].join("<br>");
}

const withoutNumbers = (title: string): string => title.replace(/^([PT]|UX)-[A-Z]+\d+[^:]*:\s*/, "");

const fileName = (file: string): string => file.slice(file.lastIndexOf("/") + 1);
