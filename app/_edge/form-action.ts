import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { readFields } from "@/app/_edge/read-fields";
import { admit, type Closed, type Visit } from "@/app/_edge/visit";
import { type FormProblem, type FormState, SEEN } from "@/components/forms/form-state";
import type { Route } from "@/core/access/routes";
import { failureInWords, waitInWords } from "@/core/failure-in-words";
import { type FailureCode, isFailureCode, meaningOf } from "@/core/failures";
import { DRAWN_FIELDS, FORM_VERSION, inputName } from "@/core/fields/asked-fields";
import { labelOf } from "@/core/fields/field-views";
import { type Posted, readAnswers } from "@/core/fields/read-answers";
import { issueVars } from "@/core/issue-vars";
import { readPlace } from "@/core/registration/read-place";
import type { Problem, Result } from "@/core/result";
import { TooBusy } from "@/core/security/password-hash";
import { isOutage } from "@/db";
import { fields } from "@/messages/en/fields";
import type { Translator } from "@/messages/translator";
import { log } from "@/server/log";
import { answerWith, getRequestStore } from "@/server/request-store";
import { builtIns, MOST_FIELDS, type Place } from "@/settings/form-definition";

type Words = Readonly<Record<string, Parameters<Translator>[0]>>;

/** How one form is worked: which route's rules hold, how it is read, what it runs, what follows. */
type Door<Input, Value> = {
  readonly route: Route;
  /** Made once, beside the action: making one costs more than reading a form with it. */
  readonly schema: z.ZodType<Input>;
  /** Fields whose values come back after a failure. Never a secret. */
  readonly keep: readonly string[];
  /** How much of each comes back, in characters, where it is more than a person types by the way. */
  readonly keepUpTo?: number;
  /** Where the usual sentence would be untrue at this door: another one, by failure code, or by name for a field that was left empty. */
  readonly words?: Words;
  /** What its fields are called, by name: so that a sentence that fits any field says which one is meant. */
  readonly labels?: Words | ((visit: Visit) => ReadonlyMap<string, string>);
  /** Where the form asks for what the shop wants to know: its answers come back after a failure, and its problems beside the
   * schema's; null where only the use case knows which place it is. */
  readonly fieldsAt?: Place | ((visit: Visit) => Place | null);
  /** What the form counts as drawn from once its sender was told of these problems; without it, as before. */
  readonly seenWhenTold?: (seen: string, problems: readonly Problem[]) => string;
  /** What else is missing or wrong where the schema has refused something: for a page that asks by the shop's settings. */
  readonly alsoWrong?: (visit: Visit, posted: Posted) => readonly Problem<FailureCode>[];
  /** `posted` is everything that was sent, unread: for readAnswers, which takes from it what is asked for. */
  readonly run: (input: Input, visit: Visit, posted: Posted) => Promise<Result<Value, FailureCode>>;
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
    if (closed) return await turnAway(closed, form, door, visiting);
    const read = readFields(form);
    if (!read.ok) return { state: refused(read, form, door, visiting) };
    const parsed = parse(read.value, door, visiting);
    if (!parsed.ok) return { state: refused(parsed, form, door, visiting) };
    const result = await door.run(parsed.value, visiting, read.value);
    if (!result.ok) return { state: refused(result, form, door, visiting) };
    return { value: result.value, visit: visiting, input: parsed.value };
  } catch (error) {
    unstable_rethrow(error);
    return { state: failed(error, form, door, t ?? (await fallbackTranslator())) };
  }
}

type Shown = Pick<Door<never, never>, "keep" | "keepUpTo" | "words" | "labels" | "fieldsAt" | "seenWhenTold">;

async function turnAway(
  closed: Closed,
  form: FormData,
  door: Shown,
  visiting: Visit,
): Promise<{ state: FormState } | { goTo: string }> {
  const isScripted = (await headers()).has("next-action");
  if (closed.goTo !== null && !isScripted) return { goTo: closed.goTo };
  return { state: refused({ code: closed.code, problems: [{ code: closed.code }] }, form, door, visiting) };
}

type Refusal = {
  readonly code: FailureCode;
  readonly problems: readonly Problem[];
  readonly retryAfterSeconds?: number;
  readonly supportCode?: string;
};

function refused(refusal: Refusal, form: FormData, door: Shown, visiting: Visit): FormState {
  const { t } = visiting;
  const labels = labelsOf(visiting, door);
  const wait = waitInWords(refusal.retryAfterSeconds);
  const state = shown(refusal, form, door, ({ field = "", vars, ...given }) => {
    const problem = { ...given, vars: { ...wait, ...vars } };
    const sentence = sentenceOf({ field, ...problem }, t, door.words ?? {});
    const label = isOwnField(field) || fitsAnyField({ field, ...problem }, door) ? labels.get(field) : undefined;
    return label === undefined ? sentence : t("formFields.named", { label, problem: sentence });
  });
  // Who goes on from an older page than there is gets the newer one around what was typed: otherwise every next try is refused, too.
  const told = refusal.problems.some(({ code }) => OF_OLDER_PAGES.has(code)) ? onNewerPage(state) : state;
  if (door.fieldsAt === undefined || !isOutdated(form, visiting)) return told;
  // Its page is drawn anew with what is asked for now, around what was typed.
  refresh();
  return { ...told, problems: [{ message: t("failures.form.changed") }, ...told.problems] };
}

/** Whoever was told that there is a newer page has seen what that one was drawn from, and no longer what the older was. */
function onNewerPage({ values, ...state }: FormState): FormState {
  refresh();
  return { ...state, values: Object.fromEntries(Object.entries(values).filter(([name]) => name !== SEEN)) };
}

const OF_OLDER_PAGES: ReadonlySet<string> = new Set<FailureCode>([
  "fields.changed",
  "mail-template.changed",
  "mailbox.key-in-use",
  "company.changed",
  "customer.changed",
  "company.another",
  "company.registration-closed",
  "company.codes-closed",
]);

/** Whether the shop has changed what it asks for since a form was drawn. */
function isOutdated(form: FormData, { ctx }: Visit): boolean {
  const drawn = form.get(FORM_VERSION);
  return typeof drawn === "string" && drawn !== "" && drawn !== String(ctx.form.version);
}

/** What the fields of a form are called, by the name of their input: those that the shop asks for, and those that the door names. */
function labelsOf(visit: Visit, { fieldsAt, labels = {} }: Shown): ReadonlyMap<string, string> {
  if (typeof labels === "function") return labels(visit);
  const { ctx, t } = visit;
  const { language } = ctx.request;
  const asked =
    fieldsAt === undefined ? [] : ctx.form.fields.map((field) => [inputName(field.key), labelOf(field, language)] as const);
  return new Map([...asked, ...Object.entries(labels).map(([name, key]) => [name, t(key)] as const)]);
}

/** Whether it is one of the shop's own fields, which are called by their label in every problem: no sentence knows them. */
const isOwnField = (name: string): boolean => name.startsWith("field.");

const OF_ANY_FIELD: ReadonlySet<string> = new Set<FailureCode>([
  ...(["field.required", "field.too-long", "field.odd-characters", "field.invalid", "field.repeated"] as const),
  ...(["number.invalid", "date.invalid"] as const),
  ...(["settings.invalid", "settings.colour", "settings.number", "settings.too-small", "settings.too-large"] as const),
  ...(["settings.moment", "settings.no-variables"] as const),
]);

/** Whether the sentence of a problem fits any field, so that it has to be said which one is meant. */
function fitsAnyField({ field = "", code }: Problem, { words = {} }: Shown): boolean {
  if (!OF_ANY_FIELD.has(code)) return false;
  return code === "field.required" ? words[field] === undefined && !isNamedField(field) : words[code] === undefined;
}

function shown(
  { code, problems, retryAfterSeconds, supportCode }: Refusal,
  form: FormData,
  door: Shown,
  inWords: (problem: Problem) => string,
): FormState {
  answerWith(meaningOf(code).status, retryAfterSeconds);
  getRequestStore().failure = code;
  return {
    problems: problems.map((problem) => ({
      ...(problem.field ? { field: problem.field } : {}),
      message: inWords(problem),
      ...placeIn(problem),
    })),
    values: keptWhenTold(kept(form, door), problems, door),
    ...(supportCode ? { supportCode } : {}),
  };
}

/** Line and column where a problem is told with them. */
function placeIn({ vars: { line, column } = {} }: Problem): Pick<FormProblem, "at"> {
  return typeof line === "number" && typeof column === "number" ? { at: { line, column } } : {};
}

/** What to do about a problem; an empty field is asked for by its name. */
function sentenceOf({ field = "", code, vars }: Problem, t: Translator, words: Words): string {
  const own = words[code === "field.required" ? field : code];
  if (own !== undefined) return t(own, vars ?? {});
  if (code === "field.required" && isNamedField(field)) return t(`fields.required.${field}`);
  return failureInWords(t, isFailureCode(code) ? code : "field.invalid", vars);
}

const isNamedField = (name: string): name is keyof typeof fields.required => Object.hasOwn(fields.required, name);

function failed(error: unknown, form: FormData, door: Shown, t: Translator): FormState {
  const inWords = (problem: Problem) => sentenceOf(problem, t, {});
  if (error instanceof TooBusy)
    return shown({ code: "server.busy", problems: [{ code: "server.busy" }], retryAfterSeconds: 2 }, form, door, inWords);
  if (!isOutage(error)) throw error;
  log.error({ err: error }, "a form could not be worked: the database is away");
  const code = "server.unavailable";
  return shown({ code, problems: [{ code }], retryAfterSeconds: 5 }, form, door, inWords);
}

/** Every problem at once: what the schema finds, and what is wrong with the answers to the shop's questions. */
function parse<Input>(
  posted: Posted,
  { schema, fieldsAt, alsoWrong }: Pick<Door<Input, never>, "schema" | "fieldsAt" | "alsoWrong">,
  visiting: Visit,
): { ok: true; value: Input } | ({ ok: false } & Refusal) {
  const parsed = schema.safeParse(posted);
  if (parsed.success) return { ok: true, value: parsed.data };
  const found = firstPerField(parsed.error);
  const problems = [...found, ...(alsoWrong ? alsoWrong(visiting, posted) : wrongAnswers(fieldsAt, visiting, posted))];
  return { ok: false, code: problems[0]?.code ?? "field.invalid", problems };
}

function wrongAnswers(fieldsAt: Shown["fieldsAt"], visiting: Visit, posted: Posted): readonly Problem<FailureCode>[] {
  const place = typeof fieldsAt === "function" ? fieldsAt(visiting) : fieldsAt;
  // A record that exists already may hold values that are good only because they were there before.
  const isNewRecord = place !== undefined && place !== null && place !== "profile" && place !== "staff";
  const read = place === "activation" ? readAnswers : readPlace;
  const answers = isNewRecord ? read(visiting.ctx, place, posted) : null;
  return answers?.ok === false ? answers.problems : [];
}

function firstPerField(error: z.ZodError): Problem<FailureCode>[] {
  const found = new Map<string, Problem<FailureCode>>();
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? "");
    const code = isFailureCode(issue.message) ? issue.message : "field.invalid";
    if (!found.has(field)) found.set(field, { code, field, vars: issueVars(issue) });
  }
  return [...found.values()];
}

function kept(form: FormData, { keep, keepUpTo = 4000, fieldsAt }: Shown): Record<string, string> {
  const names = fieldsAt === undefined ? keep : [...keep, ...answersIn(form)];
  const values = names.flatMap((name) => {
    const value = form.get(name);
    return typeof value === "string" ? [[name, value.slice(0, keepUpTo)] as const] : [];
  });
  return Object.fromEntries(values);
}

function keptWhenTold(values: Record<string, string>, problems: readonly Problem[], { seenWhenTold }: Shown) {
  const seen = values[SEEN];
  return seenWhenTold && seen !== undefined ? { ...values, [SEEN]: seenWhenTold(seen, problems) } : values;
}

/** Names of the answers that a form brought. As many as a form can have, however many were sent. */
function answersIn(form: FormData): readonly string[] {
  const own = [...form.keys()].filter((name) => /^field\.[a-z0-9_]{1,40}$/.test(name));
  return [DRAWN_FIELDS, ...Object.keys(builtIns), ...own.slice(0, MOST_FIELDS)];
}

async function fallbackTranslator(): Promise<Translator> {
  const { preferredOf } = await import("@/messages/preferred-language");
  const { getTranslator } = await import("@/messages/translator");
  return getTranslator(preferredOf((await headers()).get("accept-language")) ?? "en");
}
