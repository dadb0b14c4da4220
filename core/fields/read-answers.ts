import type { Ctx } from "@/core/ctx";
import { DRAWN_FIELDS, fieldsAt, inputName, type Known, knownValue } from "@/core/fields/asked-fields";
import { plainText, readValue, type ValueFailure } from "@/core/fields/read-value";
import { failAll, ok, type Problem, type Result } from "@/core/result";
import { type FieldDefinition, hasChosenRules, type Place, type Subject } from "@/settings/form-definition";

/** What was posted, by the names of the inputs; texts as they came. */
export type Posted = Readonly<Record<string, string>>;

/** What somebody answered, by the key of the field, as it is stored. An empty text means that a value was taken away. */
export type FieldAnswers = Readonly<Record<string, string>>;

/** Why answers cannot be taken. Each problem names its input. */
export type AnswerFailure = ValueFailure | "field.required";

/**
 * Reads the answers of a form at one place: the one engine for registration, activation, *Accept*, profile and the agent's form (P-R8). Takes
 * only what that place asks for, so whatever else is sent is as if it were not there (T-S15). `known` is what the record holds: a value that
 * is left as it is stays good, whatever the rules have become, and a field that was not on the form keeps its value. Of staff nothing is
 * demanded but a company's name.
 */
export function readAnswers(
  ctx: Pick<Ctx, "form">,
  place: Place,
  posted: Posted,
  known: Known = {},
  about: Subject = "person",
): Result<FieldAnswers, AnswerFailure> {
  const drawn = new Set((own(posted, DRAWN_FIELDS) ?? "").split(","));
  const answers: [string, string][] = [];
  const problems: Problem<AnswerFailure>[] = [];
  for (const field of fieldsAt(ctx, place, known, about)) {
    const read = readAnswer(field, place, { typed: typedInto(field, posted, drawn), stored: knownValue(known, field.key) });
    if (read === null) continue;
    if ("failure" in read) problems.push({ code: read.failure, field: inputName(field.key), ...longest(read) });
    else answers.push([field.key, read.value]);
  }
  const [first, ...more] = problems;
  return first ? failAll(first, ...more) : ok(Object.fromEntries(answers));
}

/** Undefined where the form had no such field. */
function typedInto({ key, type }: FieldDefinition, posted: Posted, drawn: ReadonlySet<string>): string | undefined {
  const typed = own(posted, inputName(key));
  return typed === undefined && type === "checkbox" && drawn.has(key) ? "" : typed;
}

type Typed = { readonly typed: string | undefined; readonly stored: string };
type Answer = { readonly value: string } | { readonly failure: AnswerFailure; readonly max?: number };

/** The bound that the sentence of a problem names. */
const longest = ({ max }: { readonly max?: number }) => (max === undefined ? {} : { vars: { max } });

function readAnswer(field: FieldDefinition, place: Place, { typed, stored }: Typed): Answer | null {
  const isRequired = !hasChosenRules(field.key) || (place !== "staff" && field.rules[place] === "required");
  if (typed === undefined) return isRequired && stored === "" ? { failure: "field.required" } : null;
  if (stored !== "" && plainText(typed) === stored) return { value: stored };
  const read = readValue(field, typed);
  return "value" in read && read.value === "" && isRequired ? { failure: "field.required" } : read;
}

const own = (posted: Posted, name: string): string | undefined => (Object.hasOwn(posted, name) ? posted[name] : undefined);
