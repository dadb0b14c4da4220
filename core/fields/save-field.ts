import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { changeForm, type FormChangeFailure } from "@/core/fields/change-form";
import { readChoices, slugOf } from "@/core/fields/read-choices";
import { line, optionalText } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import type { Actor } from "@/core/security/audit";
import {
  type Choice,
  type FieldDefinition,
  type FormFields,
  fieldTypes,
  hasChosenRules,
  isBuiltIn,
  isOwnKey,
  LONGEST_HELP,
  LONGEST_LABEL,
  MOST_FIELDS,
  places,
  rulesAt,
  rulesFor,
  subjects,
} from "@/settings/form-definition";

/** The version that a form of the back office was drawn from. */
export const seenVersion = z
  .string({ error: "field.invalid" })
  .regex(/^\d{1,9}$/, { error: "field.invalid" })
  .transform(Number);

const INVALID = { error: "field.invalid" } as const;

/** What the form of a field holds. `field` is the key of the one that is changed, empty for a new one. */
export const fieldFormInput = z.object({
  seen: seenVersion,
  field: optionalText(60),
  key: optionalText(200),
  type: z.enum(fieldTypes, INVALID).optional(),
  about: z.enum(subjects, INVALID).optional(),
  "label.en": line(LONGEST_LABEL),
  "label.es": line(LONGEST_LABEL),
  "help.en": line(LONGEST_HELP),
  "help.es": line(LONGEST_HELP),
  choices: optionalText(60_000),
  "rule.form": z.enum(rulesAt.form, INVALID),
  "rule.email-first": z.enum(rulesAt["email-first"], INVALID),
  "rule.code": z.enum(rulesAt.code, INVALID),
  "rule.access-data": z.enum(rulesAt["access-data"], INVALID),
  "rule.activation": z.enum(rulesAt.activation, INVALID),
  "rule.accept": z.enum(rulesAt.accept, INVALID),
  "rule.profile": z.enum(rulesAt.profile, INVALID),
  "rule.staff": z.enum(rulesAt.staff, INVALID),
});

/** A field as its form describes it. */
export type FieldForm = z.output<typeof fieldFormInput>;

type FieldFailure =
  | "field.required"
  | "field.invalid"
  | "fields.not-found"
  | "fields.key-invalid"
  | "fields.key-taken"
  | "fields.too-many"
  | "fields.choices-missing"
  | "fields.choice-invalid"
  | "company.never-later";

type Saving = FieldForm & { readonly by: Actor };

/**
 * Adds a field to what customers are asked, or changes one (P-R8). Key, type and whom it is about never change, since values of yesterday
 * would turn into something else; what every record has stays what it is. Everything that is written here is a plain text.
 */
export async function saveField(
  ctx: Pick<Ctx, "db" | "request">,
  { by, seen, ...form }: Saving,
): Promise<Result<undefined, FieldFailure | FormChangeFailure>> {
  return changeForm<FieldFailure>(ctx, { by, seen }, (_tx, fields) =>
    form.field === "" ? add(fields, form) : change(fields, form),
  );
}

type Form = Omit<FieldForm, "seen">;
type Saved = Result<{ fields: FormFields; detail: Record<string, string> }, FieldFailure>;

function add(fields: FormFields, form: Form): Saved {
  if (form["label.en"] === "" && form["label.es"] === "") return fail("field.required", { field: "label.en" });
  if (form.type === undefined) return fail("field.invalid", { field: "type" });
  if (fields.filter(({ key }) => !isBuiltIn(key)).length >= MOST_FIELDS)
    return fail("fields.too-many", { vars: { max: MOST_FIELDS } });
  const key = form.key.trim() || slugOf(form["label.en"] || form["label.es"], "_");
  if (!isOwnKey(key)) return fail("fields.key-invalid", { field: "key" });
  if (fields.some((field) => field.key === key)) return fail("fields.key-taken", { field: "key" });
  const field = describe({ key, type: form.type, about: form.about ?? "person" }, form);
  return field.ok ? ok({ fields: [...fields, field.value], detail: { added: key } }) : field;
}

function change(fields: FormFields, form: Form): Saved {
  const before = fields.find(({ key }) => key === form.field);
  if (!before) return fail("fields.not-found");
  if (!isBuiltIn(before.key) && form["label.en"] === "" && form["label.es"] === "")
    return fail("field.required", { field: "label.en" });
  const field = describe(before, form);
  if (!field.ok) return field;
  return ok({ fields: fields.map((one) => (one === before ? field.value : one)), detail: { changed: before.key } });
}

function describe(
  { key, type, about, rules }: Pick<FieldDefinition, "key" | "type" | "about"> & Partial<Pick<FieldDefinition, "rules">>,
  form: Form,
): Result<FieldDefinition, "fields.choices-missing" | "fields.choice-invalid" | "company.never-later"> {
  const choices: Result<readonly Choice[], "fields.choices-missing" | "fields.choice-invalid"> =
    type === "choice" ? readChoices(form.choices) : ok([]);
  if (!choices.ok) return choices;
  const fixed = hasChosenRules(key) ? undefined : rules;
  const unfit = fixed ? undefined : places.find((place) => !rulesFor(place, about).includes(form[`rule.${place}`]));
  if (unfit) return fail("company.never-later", { field: `rule.${unfit}` });
  return ok({
    key,
    type,
    about,
    label: { en: form["label.en"], es: form["label.es"] },
    help: { en: form["help.en"], es: form["help.es"] },
    choices: [...choices.value],
    rules: fixed ?? {
      form: form["rule.form"],
      "email-first": form["rule.email-first"],
      code: form["rule.code"],
      "access-data": form["rule.access-data"],
      activation: form["rule.activation"],
      accept: form["rule.accept"],
      profile: form["rule.profile"],
      staff: form["rule.staff"],
    },
  });
}
