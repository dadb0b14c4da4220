"use client";

import { AnswerField } from "@/components/fields/answer-field";
import { ChoiceField } from "@/components/forms/choice-field";
import { Field } from "@/components/forms/field";
import type { FieldView } from "@/core/fields/field-views";
import type { WayToRegister } from "@/core/registration/register-as";

type Props = {
  /** What the shop lets people choose from, in words; with one only there is no question. */
  readonly ways: readonly { readonly value: WayToRegister; readonly label: string; readonly hint?: string }[];
  readonly texts: {
    readonly question: string;
    readonly partnerCode: string;
    readonly partnerCodeHint: string;
  };
  /** What the shop asks about a company: its name, and its own questions. */
  readonly company: readonly FieldView[];
};

/** For whom somebody registers, and what that asks for. What belongs to another choice is out of sight, by style alone. */
export function RegisterAs({ ways, texts, company }: Props) {
  const [first] = ways;
  const has = (way: WayToRegister) => ways.some(({ value }) => value === way);
  if (first === undefined || (ways.length === 1 && first.value === "myself")) return null;
  return (
    <div className="register-as grid gap-5">
      {ways.length > 1 ? (
        <ChoiceField name="registerAs" label={texts.question} options={ways} defaultValue={first.value} />
      ) : null}
      {has("company") ? (
        <div data-way="company">
          <div className="grid gap-5">
            {company.map((view) => (
              <AnswerField key={view.key} view={view} />
            ))}
          </div>
        </div>
      ) : null}
      {has("partner") ? (
        <div data-way="partner">
          <Field name="partnerCode" label={texts.partnerCode} hint={texts.partnerCodeHint} autoComplete="off" isCaseless />
        </div>
      ) : null}
    </div>
  );
}
