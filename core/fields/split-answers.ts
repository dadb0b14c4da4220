import type { Known } from "@/core/fields/asked-fields";
import type { FieldAnswers } from "@/core/fields/read-answers";
import { type BuiltInKey, isBuiltIn } from "@/settings/form-definition";

/** Answers as a customer's row takes them. Names and telephone only if they were asked for; an own field that is empty is taken away. */
export type SplitAnswers = {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly phone?: string | null;
  readonly fields: Readonly<Record<string, string>>;
};

/** Parts answers into the columns that every record has and the shop's own fields. */
export function splitAnswers(answers: FieldAnswers): SplitAnswers {
  const given = (key: BuiltInKey): string | undefined => (Object.hasOwn(answers, key) ? answers[key] : undefined);
  const [firstName, lastName, phone] = [given("firstName"), given("lastName"), given("phone")];
  return {
    ...(firstName === undefined ? {} : { firstName }),
    ...(lastName === undefined ? {} : { lastName }),
    ...(phone === undefined ? {} : { phone: phone === "" ? null : phone }),
    fields: Object.fromEntries(Object.entries(answers).filter(([key]) => !isBuiltIn(key))),
  };
}

/** Answers without the empty ones: what somebody left out takes nothing away from a record that others have filled in. */
export const givenAnswers = (answers: FieldAnswers): FieldAnswers =>
  Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== ""));

type Row = {
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string | null;
  readonly fields: Readonly<Record<string, string>>;
};

/** What a customer's row holds, by the keys of the fields. */
export const knownOf = ({ firstName, lastName, phone, fields }: Row): Known => ({
  ...fields,
  firstName,
  lastName,
  phone: phone ?? "",
});
