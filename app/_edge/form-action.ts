import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { readFields } from "@/app/_edge/read-fields";
import { admit, type Closed, type Visit } from "@/app/_edge/visit";
import type { FormState } from "@/components/forms/form-state";
import type { Route } from "@/core/access/routes";
import { type FailureCode, isFailureCode, meaningOf } from "@/core/failures";
import type { Problem, Result } from "@/core/result";
import { TooBusy } from "@/core/security/password-hash";
import { isOutage } from "@/db";
import { fields } from "@/messages/en/fields";
import type { Translator } from "@/messages/translator";
import { log } from "@/server/log";
import { answerWith } from "@/server/request-store";

type Words = Readonly<Record<string, Parameters<Translator>[0]>>;

/** How one form is worked: which route's rules hold, how it is read, what it runs, what follows. */
type Door<Input, Value> = {
  readonly route: Route;
  /** Made once, beside the action: making one costs more than reading a form with it. */
  readonly schema: z.ZodType<Input>;
  /** Fields whose values come back after a failure. Never a secret. */
  readonly keep: readonly string[];
  /** Where the usual sentence would be untrue at this door: another one, by failure code, or by name for a field that was left empty. */
  readonly words?: Words;
  readonly run: (input: Input, visit: Visit) => Promise<Result<Value, FailureCode>>;
  /** Cookies, then `redirect()` or a state to show. Runs outside of any try and transaction. */
  readonly done: (value: Value, visit: Visit, input: Input) => Promise<FormState>;
};

/**
 * The one way from a posted form to a use case and back: guard, parse, run, translate. Knows no rule of its own. A failure sets the HTTP
 * status of its code and keeps what was typed; an outage says so and keeps it too.
 */
export async function runForm<Input, Value>(data: unknown, door: Door<Input, Value>): Promise<FormState> {
  const outcome = await attempt(data, door);
  if ("state" in outcome) return outcome.state;
  if ("goTo" in outcome) redirect(outcome.goTo);
  return door.done(outcome.value, outcome.visit, outcome.input);
}

type Outcome<Input, Value> = { state: FormState } | { goTo: string } | { value: Value; visit: Visit; input: Input };

async function attempt<Input, Value>(data: unknown, door: Door<Input, Value>): Promise<Outcome<Input, Value>> {
  let t: Translator | undefined;
  const form = data instanceof FormData ? data : new FormData();
  try {
    const { closed, ...visiting } = await admit(door.route);
    t = visiting.t;
    if (closed) return await turnAway(closed, form, door.keep, t);
    const parsed = parse(form, door.schema);
    if (!parsed.ok) return { state: refused(parsed, form, door.keep, t, door.words) };
    const result = await door.run(parsed.value, visiting);
    if (!result.ok) return { state: refused(result, form, door.keep, t, door.words) };
    return { value: result.value, visit: visiting, input: parsed.value };
  } catch (error) {
    unstable_rethrow(error);
    return { state: failed(error, form, door.keep, t ?? (await fallbackTranslator())) };
  }
}

async function turnAway(
  closed: Closed,
  form: FormData,
  keep: readonly string[],
  t: Translator,
): Promise<{ state: FormState } | { goTo: string }> {
  const isScripted = (await headers()).has("next-action");
  if (closed.goTo !== null && !isScripted) return { goTo: closed.goTo };
  return { state: refused({ code: closed.code, problems: [{ code: closed.code }] }, form, keep, t) };
}

type Refusal = {
  readonly code: FailureCode;
  readonly problems: readonly Problem[];
  readonly retryAfterSeconds?: number;
  readonly supportCode?: string;
};

function refused(
  { code, problems, retryAfterSeconds, supportCode }: Refusal,
  form: FormData,
  keep: readonly string[],
  t: Translator,
  words: Words = {},
): FormState {
  answerWith(meaningOf(code).status, retryAfterSeconds);
  return {
    problems: problems.map((problem) => ({
      ...(problem.field ? { field: problem.field } : {}),
      message: sentenceOf(problem, t, words),
    })),
    values: kept(form, keep),
    ...(supportCode ? { supportCode } : {}),
  };
}

/** What to do about a problem; an empty field is asked for by its name. */
function sentenceOf({ field = "", code, vars }: Problem, t: Translator, words: Words): string {
  const own = words[code === "field.required" ? field : code];
  if (own !== undefined) return t(own, vars ?? {});
  if (code === "field.required" && isNamedField(field)) return t(`fields.required.${field}`);
  return t(`failures.${isFailureCode(code) ? code : "field.invalid"}`, vars ?? {});
}

const isNamedField = (name: string): name is keyof typeof fields.required => Object.hasOwn(fields.required, name);

function failed(error: unknown, form: FormData, keep: readonly string[], t: Translator): FormState {
  if (error instanceof TooBusy)
    return refused({ code: "server.busy", problems: [{ code: "server.busy" }], retryAfterSeconds: 2 }, form, keep, t);
  if (!isOutage(error)) throw error;
  log.error({ err: error }, "a form could not be worked: the database is away");
  const code = "server.unavailable";
  return refused({ code, problems: [{ code }], retryAfterSeconds: 5 }, form, keep, t);
}

function parse<Input>(form: FormData, schema: z.ZodType<Input>): { ok: true; value: Input } | ({ ok: false } & Refusal) {
  const read = readFields(form);
  if (!read.ok) return read;
  const parsed = schema.safeParse(read.value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = firstPerField(parsed.error);
  const code = problems[0]?.code ?? "field.invalid";
  return { ok: false, code, problems };
}

function firstPerField(error: z.ZodError): { code: FailureCode; field: string }[] {
  const found = new Map<string, FailureCode>();
  for (const { message, path } of error.issues) {
    const field = String(path[0] ?? "");
    if (!found.has(field)) found.set(field, isFailureCode(message) ? message : "field.invalid");
  }
  return [...found].map(([field, code]) => ({ code, field }));
}

function kept(form: FormData, keep: readonly string[]): Record<string, string> {
  const values = keep.flatMap((name) => {
    const value = form.get(name);
    return typeof value === "string" ? [[name, value.slice(0, 4000)] as const] : [];
  });
  return Object.fromEntries(values);
}

async function fallbackTranslator(): Promise<Translator> {
  const { preferredOf } = await import("@/messages/preferred-language");
  const { getTranslator } = await import("@/messages/translator");
  return getTranslator(preferredOf((await headers()).get("accept-language")) ?? "en");
}
