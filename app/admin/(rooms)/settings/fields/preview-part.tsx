import { Part } from "@/components/admin/part";
import { Fields } from "@/components/fields/fields";
import { PreviewForm } from "@/components/fields/preview-form";
import type { Ctx } from "@/core/ctx";
import { failureInWords } from "@/core/failure-in-words";
import { isFailureCode } from "@/core/failures";
import { inputName } from "@/core/fields/asked-fields";
import { askedFields, labelOf } from "@/core/fields/field-views";
import { readAnswers } from "@/core/fields/read-answers";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { type Place, places, type Subject } from "@/settings/form-definition";
import { placeName } from "./place-name";

type Props = { readonly t: Translator; readonly ctx: Pick<Ctx, "form" | "request" | "settings">; readonly asked: Query };

/** What customers see at one place, drawn and read by what draws and reads it there. Nothing that is typed here is stored. */
export function PreviewPart({ t, ctx, asked }: Props) {
  const place = places.find((one) => one === asked.preview) ?? ctx.settings.registration.flow;
  const typed = Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  const isTried = typed.tried === "1";
  const subjects = subjectsAt(ctx, place);
  const read = isTried ? subjects.map((about) => readAnswers(ctx, place, typed, {}, about)) : [];
  const names = new Map(ctx.form.fields.map((field) => [inputName(field.key), labelOf(field, ctx.request.language)]));
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  const state = {
    problems: problems.map(({ code, field = "" }) => ({
      field,
      message: t("formFields.named", {
        label: names.get(field) ?? field,
        problem: failureInWords(t, isFailureCode(code) ? code : "field.invalid"),
      }),
    })),
    values: isTried ? typed : {},
  };
  const views = subjects.flatMap((about) => askedFields(ctx, place, {}, about).views);
  return (
    <Part id="preview" title={t("adminFields.preview.title")} text={t("adminFields.preview.text")}>
      <nav aria-label={t("adminFields.preview.places")} className="mb-5 border-b border-rule">
        <ul className="flex flex-wrap gap-x-5">
          {places.map((one) => (
            <li key={one}>
              <a
                href={`/admin/settings/fields?preview=${one}#preview`}
                className="tab-link"
                aria-current={one === place ? "page" : undefined}
              >
                {placeName({ t, ctx }, one)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {views.length === 0 ? <p>{t("adminFields.preview.nothing")}</p> : null}
      <PreviewForm
        key={JSON.stringify(typed)}
        place={place}
        state={state}
        texts={{
          submit: t("adminFields.preview.try"),
          good: isTried && problems.length === 0 ? t("adminFields.preview.good") : null,
        }}
      >
        <Fields asked={{ version: ctx.form.version, views }} />
      </PreviewForm>
    </Part>
  );
}

/** Of whom a place asks: of a company too, where somebody can register one. */
const subjectsAt = ({ settings }: Pick<Ctx, "settings">, place: Place): readonly Subject[] =>
  settings.registration.companies === "off" || place === "activation" ? ["person"] : ["person", "company"];
