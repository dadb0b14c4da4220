import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cruise } from "dependency-cruiser";
import { expect, test } from "vitest";
import { promisesPage } from "@/scripts/docs/rows-pages";
import rules from "../../.dependency-cruiser.mjs";

const FOLDERS = ["app", "auth", "components", "core", "db", "emails", "messages", "providers", "scripts", "server", "settings"];
const sources = FOLDERS.flatMap(walk);

function walk(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return /\.tsx?$/.test(entry.name) ? [{ path, text: readFileSync(path, "utf8") }] : [];
  });
}

/** Code without comments and strings, so that words in sentences do not count. */
const bare = (text: string) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|[^:])\/\/.*$/gm, "$1")
    .replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, '""');

test("every file imports only what its place in the house may know", async () => {
  const { options, ...ruleSet } = rules;
  const { output } = await cruise(FOLDERS, { ...options, validate: true, ruleSet });
  if (typeof output === "string") throw new Error(output);
  const sentences = output.summary.violations.map(({ from, to, rule }) => {
    const why = ruleSet.forbidden?.find(({ name }) => name === rule.name)?.comment;
    return `${from} imports ${to}: ${why}`;
  });
  expect(sentences).toEqual([]);
  expect(output.summary.totalDependenciesCruised).toBeGreaterThan(300);
});

test("no comment sends its reader to what is not in this repository", () => {
  const { text } = promisesPage([]);
  const strange = sources.flatMap(({ path, text: source }) => {
    const numbers = source.match(/\bUX-[A-Z]+\d+/g) ?? [];
    return [
      ...(source.match(/\b(THREATS|PRODUCT|STACK-FACTS)\b/g) ?? []),
      ...numbers.filter((one) => !text.includes(`>${one} `)),
    ].map((found) => `${path}: ${found}`);
  });
  expect(strange).toEqual([]);
});

test("no file is longer than 300 lines", () => {
  expect(sources.filter(({ text }) => text.split("\n").length > 301).map(({ path }) => path)).toEqual([]);
});

test("the environment is read in settings/env.ts and at the start only", () => {
  const readers = sources.filter(
    ({ path, text }) => !/^(scripts|settings\/env|server\/start)/.test(path) && bare(text).includes("process.env"),
  );
  expect(readers.map(({ path }) => path).filter((path) => path !== "instrumentation.ts")).toEqual([]);
});

test("no type is forced: no any, no non-null assertion, no cast but `as const`", () => {
  const forced = sources.filter(({ text }) =>
    /[\w)\]] as (?!const\b)(?!["{])[\w(]|: any\b|<any>|@ts-ignore|@ts-expect-error|biome-ignore/.test(withoutRenames(bare(text))),
  );
  expect(forced.map(({ path }) => path)).toEqual([]);
});

const withoutRenames = (text: string) => text.replace(/\b(import|export)\b[^;]*?\bfrom\b/g, "");
