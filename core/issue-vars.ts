import type { z } from "zod";

/**
 * The figures that an issue of a schema has for its sentence: the bound that was broken, or what the schema gave along. Without them a
 * sentence that names one could not be drawn.
 */
export function issueVars(issue: z.core.$ZodIssue): Readonly<Record<string, string | number>> {
  if (issue.code === "too_big") return { max: Number(issue.maximum) };
  if (issue.code === "too_small") return { min: Number(issue.minimum) };
  return issue.code === "custom" ? figuresIn(issue.params) : {};
}

function figuresIn(params: Readonly<Record<string, unknown>> = {}): Record<string, string | number> {
  const pairs = Object.entries(params);
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (typeof value === "string" || typeof value === "number" ? [[name, value] as const] : [])),
  );
}
