import { Part } from "@/components/admin/part";
import { Fields } from "@/components/fields/fields";
import { PreviewForm } from "@/components/fields/preview-form";
import type { Ctx } from "@/core/ctx";
import { isFailureCode } from "@/core/failures";
import { inputName } from "@/core/fields/asked-fields";
import { askedFields, labelOf } from "@/core/fields/field-views";
import { readAnswers } from "@/core/fields/read-answers";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { places } from "@/settings/form-definition";
import { placeName } from "./place-name";

type Props = { readonly t: Translator; readonly ctx: Pick<Ctx, "form" | "request" | "settings">; readonly asked: Query };

/** What customers see at one place, drawn and read by what draws and reads it there. Nothing that is typed here is stored. */
export function PreviewPart({ t, ctx, asked }: Props) {
  const place = places.find((one) => one === asked.preview) ?? ctx.settings.registration.flow;
  const typed = Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  const isTried = typed.tried === "1";
  const read = isTried ? readAnswers(ctx, place, typed) : null;
  const names = new Map(ctx.form.fields.map((field) => [inputName(field.key), labelOf(field, ctx.request.language)]));
  const problems = read?.ok === false ? read.problems : [];
  const state = {
    problems: problems.map(({ code, field = "" }) => ({
      field,
      message: t("formFields.named", {
        label: names.get(field) ?? field,
        problem: t(`failures.${isFailureCode(code) ? code : "field.invalid"}`),
      }),
    })),
    values: isTried ? typed : {},
  };
  const drawn = askedFields(ctx, place);
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
      {drawn.views.length === 0 ? <p>{t("adminFields.preview.nothing")}</p> : null}
      <PreviewForm
        key={JSON.stringify(typed)}
        place={place}
        state={state}
        texts={{ submit: t("adminFields.preview.try"), good: read?.ok ? t("adminFields.preview.good") : null }}
      >
        <Fields asked={drawn} />
      </PreviewForm>
    </Part>
  );
}
