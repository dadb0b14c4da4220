import { type FailureCode, meaningOf } from "@/core/failures";
import type { Translator } from "@/messages/translator";

/**
 * The sentence of a failure, and the only way to it: a sentence that names a figure which nobody gave would come out as its bare key. Then
 * the one that fits everything is said instead.
 */
export function failureInWords(t: Translator, code: FailureCode, vars: Readonly<Record<string, string | number>> = {}): string {
  const { vars: named = [], otherwise = {} } = meaningOf(code);
  const given = { ...otherwise, ...vars };
  return named.every((name) => given[name] !== undefined) ? t(`failures.${code}`, given) : t("failures.field.invalid");
}
