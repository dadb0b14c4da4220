import type { Ctx } from "@/core/ctx";
import { type FieldDefinition, isBuiltIn, type Place, type Subject } from "@/settings/form-definition";

/** Values of a customer by the key of their field, as they are stored. */
export type Known = Readonly<Record<string, string>>;

/** Name of the input that lists the fields a form shows: a box that is not ticked is not sent, so only this tells that it was there. */
export const DRAWN_FIELDS = "fieldsDrawn";
/** Name of the input with the version that a form was drawn from. */
export const FORM_VERSION = "formVersion";

/** Whether a field is one of the two names: they stand with the person, and not among what they answered. */
export const isName = (key: string): boolean => key === "firstName" || key === "lastName";

/** The name of a field's input: those that every record has keep their own, the shop's begin with "field." */
export const inputName = (key: string): string => (isBuiltIn(key) ? key : `field.${key}`);

/**
 * The fields that a place asks for, in their order. The agent's form also has what is left to staff anywhere; it never hides a value that is
 * there. What is about a company is asked for only where that is named.
 */
export function fieldsAt(
  { form }: Pick<Ctx, "form">,
  place: Place,
  known: Known = {},
  about: Subject = "person",
): readonly FieldDefinition[] {
  const fields = form.fields.filter((field) => field.about === about);
  return fields.filter((field) => (place === "staff" ? isForStaff(field, known) : isAsked(field, place)));
}

function isAsked({ rules }: FieldDefinition, place: Exclude<Place, "staff">): boolean {
  return rules[place] === "optional" || rules[place] === "required";
}

function isForStaff({ key, rules }: FieldDefinition, known: Known): boolean {
  const { staff, ...others } = rules;
  return staff !== "hidden" || isBuiltIn(key) || knownValue(known, key) !== "" || Object.values(others).includes("staff-only");
}

/** A known value; empty where there is none. */
export const knownValue = (known: Known, key: string): string => (Object.hasOwn(known, key) ? (known[key] ?? "") : "");
