import { fieldsOf } from "@/core/connections/connection-fields";
import type { ConnectionChanges } from "@/core/connections/read-connection-form";
import type { Ctx } from "@/core/ctx";
import { type FailureCode, isFailureCode } from "@/core/failures";
import type { Problem } from "@/core/result";
import { canonicalText } from "@/core/settings/read-setting";
import { connectionFields } from "@/providers/connection-fields";
import type { Provider, Texts } from "@/providers/provider";

type Wanted = {
  readonly kind: Provider;
  /** What is stored, secrets in the clear. */
  readonly before: Texts;
  readonly changes: ConnectionChanges["texts"];
  /** A connection that is not enabled may still have gaps: its callback's address must be known before a provider gives out its keys. */
  readonly mayHaveGaps: boolean;
};

/** All texts of the connection as they would be stored (secrets in the clear), and everything that is wrong with them. */
export type ReadTexts = { readonly texts: Texts; readonly problems: readonly Problem<FailureCode>[] };

/** Reads typed texts by the fields of their kind, each for itself and then all together (T-O19, P-M7). Pure. */
export function readConnectionTexts(ctx: Pick<Ctx, "origin">, { kind, before, changes, mayHaveGaps }: Wanted): ReadTexts {
  const fallbacks = new Map(fieldsOf(kind).map(({ name, info }) => [name, info.fallback]));
  const merged = Object.entries({ ...before, ...changes }).map(([name, text]) => [name, text ?? ""] as const);
  const wanted = Object.fromEntries(merged.filter(([name]) => fallbacks.has(name)));
  const common = connectionFields.safeParse(wanted);
  const own = kind.config.safeParse(wanted);
  const issues = [...(common.error?.issues ?? []), ...(own.error?.issues ?? [])];
  const problems = firstPerField(issues).filter(({ code, field }) => !(mayHaveGaps && isGap(code, field, wanted)));
  const values: Readonly<Record<string, unknown>> = { ...common.data, ...own.data };
  const texts = Object.entries(wanted)
    .map(([name, text]) => [name, Object.hasOwn(values, name) ? canonicalText(values[name]) : text.trim()] as const)
    .filter(([name, text]) => text !== fallbacks.get(name));
  const inside = unreachable(ctx, kind, wanted).filter(({ field }) => !problems.some((one) => one.field === field));
  return { texts: Object.fromEntries(texts), problems: [...problems, ...inside] };
}

type Issue = { readonly message: string; readonly path: readonly PropertyKey[] };

function firstPerField(issues: readonly Issue[]): { code: FailureCode; field: string }[] {
  const found = new Map<string, FailureCode>();
  for (const { message, path } of issues) {
    const field = String(path[0] ?? "");
    if (!found.has(field)) found.set(field, isFailureCode(message) ? message : "field.invalid");
  }
  return [...found].map(([field, code]) => ({ code, field }));
}

const isGap = (code: FailureCode, field: string, wanted: Texts): boolean =>
  code === "field.required" && field !== "label" && (wanted[field] ?? "").trim() === "";

/**
 * Addresses that no provider of a real shop can have: this very machine, or one that is not encrypted. Other addresses inside are judged
 * when they are asked, by what their name then stands for (core/net/fetch-outside.ts).
 */
function unreachable({ origin }: Pick<Ctx, "origin">, kind: Provider, wanted: Texts): Problem<FailureCode>[] {
  if (new URL(origin).hostname === "localhost") return [];
  return fieldsOf(kind)
    .filter(({ name, info }) => info.kind === "address" && isOwnMachine(wanted[name] ?? ""))
    .map(({ name }) => ({ code: "address.not-allowed", field: name }));
}

function isOwnMachine(typed: string): boolean {
  if (!URL.canParse(typed)) return false;
  const { protocol, hostname } = new URL(typed);
  return (
    protocol === "http:" || /^(localhost|.*\.localhost|0\..*|127\..*|169\.254\..*|\[::1?\]|\[fe[89ab].*\])\.?$/.test(hostname)
  );
}
