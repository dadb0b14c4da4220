import type { Ctx, Language } from "@/core/ctx";
import { fieldsAt, inputName, isName, type Known, knownValue } from "@/core/fields/asked-fields";
import { everyCountry } from "@/core/fields/every-country";
import { getTranslator, type Translator } from "@/messages/translator";
import {
  type BuiltInKey,
  type FieldDefinition,
  type FieldType,
  isBuiltIn,
  type Place,
  type Rule,
  type Subject,
  type Texts,
} from "@/settings/form-definition";

/** A field as its input shows it: words of one language, plain texts all of them. */
export type FieldView = {
  readonly key: string;
  /** The input's name. */
  readonly name: string;
  readonly type: FieldType;
  /** With a note where it may be left out. */
  readonly label: string;
  /** Without it: for where it is read only. */
  readonly title: string;
  readonly hint: string;
  readonly options: readonly { readonly code: string; readonly name: string }[];
  /** What stands in a list before anything is chosen. */
  readonly placeholder: string;
  readonly autoComplete: "given-name" | "family-name" | "tel" | "organization" | "country" | "off";
  readonly value: string;
};

/** The fields of a place, ready to be drawn, and the version they stand in. */
export type AskedFields = { readonly version: number; readonly views: readonly FieldView[] };

type Asking = Pick<Ctx, "form" | "request">;

/** What a place asks for, in the visitor's language and with what is known already. */
export function askedFields(ctx: Asking, place: Place, known: Known = {}, about: Subject = "person"): AskedFields {
  const { language } = ctx.request;
  const isOwnRecord = place !== "staff";
  const views = fieldsAt(ctx, place, known, about).map((field) =>
    viewOf(field, { language, rule: field.rules[place], value: knownValue(known, field.key), isOwnRecord, place }),
  );
  return { version: ctx.form.version, views };
}

type Looking = {
  readonly language: Language;
  readonly rule: Rule;
  readonly value: string;
  /** Whether it is the customer's own browser that fills it in. */
  readonly isOwnRecord: boolean;
  readonly place: Place;
};

/** One field in words. */
export function viewOf(field: FieldDefinition, { language, rule, value, isOwnRecord, place }: Looking): FieldView {
  const t = getTranslator(language);
  const label = labelOf(field, language);
  const isOptional = isOwnRecord && rule === "optional" && !isOneOfTwo(field.key, place);
  return {
    key: field.key,
    name: inputName(field.key),
    type: field.type,
    label: isOptional ? t("formFields.optional", { label }) : label,
    title: label,
    hint: textIn(field.help, language),
    options: optionsOf(field, language, value),
    placeholder: t("formFields.choose"),
    autoComplete: isOwnRecord ? autoCompleteOf(field) : "off",
    value,
  };
}

/** What a field is called: in this language, or in the other one, or as it is usually called. */
export function labelOf({ key, label }: Pick<FieldDefinition, "key" | "label">, language: Language): string {
  return textIn(label, language) || (isBuiltIn(key) ? usualLabel(getTranslator(language), key) : key);
}

/** A text in a language, or in the other one where it was written in one only. */
const textIn = (texts: Texts, language: Language): string => texts[language] || texts.en || texts.es;

const usualLabel = (t: Translator, key: BuiltInKey): string => t(`formFields.usual.${key}`);

/** In the profile one of both names is enough, and one is needed. */
const isOneOfTwo = (key: string, place: Place): boolean => place === "profile" && isName(key);

function optionsOf({ type, choices }: FieldDefinition, language: Language, value: string): FieldView["options"] {
  if (type === "country") return everyCountry(language);
  if (type !== "choice") return [];
  const options = choices.map((choice) => ({ code: choice.value, name: textIn(choice.label, language) || choice.value }));
  // What was chosen once stays to be seen and to be kept, even if nobody can choose it any more.
  const isGone = value !== "" && !choices.some((choice) => choice.value === value);
  return isGone ? [...options, { code: value, name: getTranslator(language)("formFields.gone", { value }) }] : options;
}

function autoCompleteOf({ key, type }: FieldDefinition): FieldView["autoComplete"] {
  if (key === "firstName") return "given-name";
  if (key === "lastName") return "family-name";
  if (key === "phone") return "tel";
  if (key === "companyName") return "organization";
  return type === "country" ? "country" : "off";
}
