import { Liquid, type Template } from "liquidjs";
import { z } from "zod";
import { escapeHtml } from "@/core/escape-html";
import { fail, ok, type Result } from "@/core/result";
import type { Value } from "@/emails/_variables";

/** Why a source cannot be filled in. `vars` say where: line and column count from 1. */
export type FillFailure =
  | "mail-template.unknown-variable"
  | "mail-template.secret-in-subject"
  | "mail-template.unknown-tag"
  | "mail-template.unknown-filter"
  | "mail-template.not-closed"
  | "mail-template.unreadable"
  | "mail-template.too-much";

/** The longest source of any part, in characters. */
export const LONGEST_SOURCE = 40_000;
/** The longest that may come out of one, in characters. */
const LONGEST_RESULT = 120_000;
const LIMITS = { parseLimit: LONGEST_SOURCE, renderLimit: 250, memoryLimit: 200_000 } as const;

/** All that a template can do: ask, choose, walk along a list. Nothing that reads another file or keeps anything (T-M3). */
const TAGS: readonly string[] = ["if", "unless", "case", "for", "comment", "break", "continue"];
const FILTERS: readonly string[] = ["upcase", "downcase", "capitalize", "default", "strip", "truncate"];

/** What becomes of a value on its way into a part. */
export type Encoding = "html" | "text";

const engines: Readonly<Record<Encoding, Liquid>> = {
  html: engineFor((value) => escapeHtml(plainOf(value)).replace(/\n/g, "<br>")),
  text: engineFor(plainOf),
};

function engineFor(outputEscape: (value: unknown) => string): Liquid {
  const engine = new Liquid({
    ...LIMITS,
    outputEscape,
    strictVariables: true,
    strictFilters: true,
    // What may be missing is null: to ask for what is not in the list at all is a mistake.
    lenientIf: false,
    ownPropertyOnly: true,
    dynamicPartials: false,
    // No file is ever looked for: there is a list of partial templates, and it is empty.
    templates: {},
  });
  for (const name of Object.keys(engine.tags)) if (!TAGS.includes(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!FILTERS.includes(name)) delete engine.filters[name];
  return engine;
}

const linesIn = z.object({ lines: z.array(z.string()) });

function plainOf(value: unknown): string {
  if (value === null || value === undefined || typeof value === "boolean") return "";
  const several = linesIn.safeParse(value);
  return several.success ? several.data.lines.join("\n") : String(value);
}

/**
 * Fills a source in with values. Strict: a variable, a tag or a filter that is not in the list is refused wherever it stands, even where
 * it would not be reached, with its line and column; so is what takes too long or grows too large. `without`: variables that must not
 * stand here.
 */
export function fill(
  source: string,
  {
    values,
    encoding,
    without = [],
  }: { values: Readonly<Record<string, Value>>; encoding: Encoding; without?: readonly string[] },
): Result<string, FillFailure> {
  if (source.length > LONGEST_SOURCE) return fail("mail-template.too-much");
  const engine = engines[encoding];
  try {
    const template = engine.parse(source);
    const odd = findOdd(engine, template, values, without);
    if (odd) return odd;
    const result = String(engine.renderSync(template, { ...values }));
    return result.length > LONGEST_RESULT ? fail("mail-template.too-much") : ok(result);
  } catch (error) {
    return explain(error);
  }
}

function findOdd(engine: Liquid, template: Template[], values: object, without: readonly string[]) {
  const { globals } = engine.analyzeSync(template, { partials: false });
  for (const [name, [first]] of Object.entries(globals)) {
    const where = { name, line: first?.location.row ?? 1, column: first?.location.col ?? 1 };
    if (!Object.hasOwn(values, name)) return fail("mail-template.unknown-variable", { vars: where });
    if (without.includes(name)) return fail("mail-template.secret-in-subject", { vars: where });
  }
  return null;
}

const positioned = z.object({
  token: z.custom<{ getPosition(): unknown }>((token) => typeof token === "object" && token !== null && "getPosition" in token),
});
const position = z.tuple([z.number(), z.number()]);

/** What the library says, as one of our codes. Its own words never reach a page: they are English, and hold what was typed. */
function explain(error: unknown): Result<string, FillFailure> {
  const message = error instanceof Error ? error.message : "";
  if (/limit exceeded/.test(message)) return fail("mail-template.too-much");
  const known = positioned.safeParse(error);
  if (!known.success) throw error;
  const [line, column] = position.catch([1, 1]).parse(known.data.token.getPosition());
  const [code, name = ""] = judge(message);
  return fail(code, { vars: { name: name.slice(0, 60), line, column } });
}

function judge(message: string): readonly [FillFailure, (string | undefined)?] {
  const tag = /tag "([^"]*)" not found/.exec(message);
  if (tag) return ["mail-template.unknown-tag", tag[1]];
  const filter = /undefined filter: (\S+?),/.exec(message);
  if (filter) return ["mail-template.unknown-filter", filter[1]];
  const variable = /undefined variable: (\S+?),/.exec(message);
  if (variable) return ["mail-template.unknown-variable", variable[1]];
  return [/not closed/.test(message) ? "mail-template.not-closed" : "mail-template.unreadable"];
}
