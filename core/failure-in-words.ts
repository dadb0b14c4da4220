import { hours, inSeconds, minutes } from "@/core/duration";
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

const HOUR = inSeconds(hours(1));
const MINUTE = inSeconds(minutes(1));

/**
 * How long to wait, as the sentence of a limit names it: rounded up, so that nobody comes too early, in minutes, and in hours beyond two.
 * Nothing where it is not known.
 */
export function waitInWords(retryAfterSeconds: number | undefined): Readonly<Record<string, number>> {
  if (retryAfterSeconds === undefined) return {};
  return retryAfterSeconds > 2 * HOUR
    ? { hours: Math.ceil(retryAfterSeconds / HOUR) }
    : { minutes: Math.max(1, Math.ceil(retryAfterSeconds / MINUTE)) };
}
