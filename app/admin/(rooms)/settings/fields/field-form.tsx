import { Part } from "@/components/admin/part";
import { LiveField } from "@/components/fields/live-field";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { LongTextField } from "@/components/forms/long-text-field";
import { SelectField } from "@/components/forms/select-field";
import { formTexts } from "@/components/forms/texts";
import type { Ctx } from "@/core/ctx";
import { inputName } from "@/core/fields/asked-fields";
import { everyCountry } from "@/core/fields/every-country";
import { labelOf } from "@/core/fields/field-views";
import { writeChoices } from "@/core/fields/read-choices";
import type { Translator } from "@/messages/translator";
import {
  type FieldDefinition,
  fieldTypes,
  hasChosenRules,
  isBuiltIn,
  places,
  rulesFor,
  rulesOfNewField,
  subjects,
} from "@/settings/form-definition";
import { removeFieldAction, saveFieldAction } from "./action";
import { placeName } from "./place-name";

type Props = {
  readonly t: Translator;
  readonly ctx: Pick<Ctx, "form" | "request" | "settings">;
  /** Null for a new one. */
  readonly field: FieldDefinition | null;
};

/** One field: what it is called, what can be answered, and where it is asked for; beside it what it looks like meanwhile. */
export function FieldForm({ t, ctx, field }: Props) {
  const { language } = ctx.request;
  const title = field ? t("adminFields.edit.title", { label: labelOf(field, language) }) : t("adminFields.edit.add");
  return (
    <>
      <a href="/admin/settings/fields" className="tall-link">
        {t("adminFields.heading")}
      </a>
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,34rem)_minmax(0,1fr)]">
        <div>
          <Form action={saveFieldAction} texts={formTexts(t)} heading={title} submit={t("admin.settings.submit")}>
            <input type="hidden" name="seen" value={ctx.form.version} data-draft />
            <input type="hidden" name="field" value={field?.key ?? ""} />
            <Words t={t} field={field} />
            <Rules t={t} ctx={ctx} field={field} />
          </Form>
          {field && !isBuiltIn(field.key) ? <Remove t={t} seen={ctx.form.version} field={field} /> : null}
        </div>
        <section className="js-only card lg:sticky lg:top-6">
          <h2 className="mb-3">{t("adminFields.edit.live")}</h2>
          <LiveField
            initial={{ type: field?.type ?? "text", label: field ? labelOf(field, language) : "" }}
            language={language}
            countries={everyCountry(language)}
            texts={{ placeholder: t("formFields.choose"), unnamed: t("adminFields.edit.unnamed") }}
          />
        </section>
      </div>
    </>
  );
}

function Words({ t, field }: Pick<Props, "t" | "field">) {
  const isOwn = field === null || !isBuiltIn(field.key);
  const usual = isOwn ? undefined : t("adminFields.edit.usualHint");
  const types = fieldTypes.map((type) => ({ code: type, name: t(`adminFields.types.${type}`) }));
  return (
    <>
      <Field
        name="label.en"
        label={t("adminFields.edit.labelEn")}
        {...(usual ? { hint: usual } : {})}
        defaultValue={field?.label.en}
      />
      <Field
        name="label.es"
        label={t("adminFields.edit.labelEs")}
        hint={t("adminFields.edit.otherHint")}
        defaultValue={field?.label.es}
      />
      <Field
        name="help.en"
        label={t("adminFields.edit.helpEn")}
        hint={t("adminFields.edit.helpHint")}
        defaultValue={field?.help.en}
      />
      <Field name="help.es" label={t("adminFields.edit.helpEs")} defaultValue={field?.help.es} />
      {field === null ? (
        <>
          <SelectField
            name="type"
            label={t("adminFields.edit.type")}
            options={types}
            hint={t("adminFields.edit.typeHint")}
            defaultValue="text"
          />
          <SelectField
            name="about"
            label={t("adminFields.edit.about")}
            placeholder={t("formFields.choose")}
            options={subjects.map((subject) => ({ code: subject, name: t(`adminFields.about.${subject}`) }))}
            hint={t("adminFields.edit.aboutHint")}
            defaultValue="person"
          />
          <Field
            name="key"
            label={t("adminFields.edit.key")}
            hint={t("adminFields.edit.keyHint")}
            autoComplete="off"
            isCaseless
          />
        </>
      ) : (
        <p className="text-quiet">
          {t("adminFields.edit.fixed", {
            type: t(`adminFields.types.${field.type}`),
            name: inputName(field.key),
          })}
        </p>
      )}
      {field === null || field.type === "choice" ? (
        <div className="choice-only">
          <LongTextField
            name="choices"
            label={t("adminFields.edit.choices")}
            hint={t("adminFields.edit.choicesHint")}
            defaultValue={field ? writeChoices(field.choices) : ""}
            rows={4}
          />
        </div>
      ) : null}
    </>
  );
}

/** What it is at each place. */
function Rules({ t, ctx, field }: Props) {
  const known = field?.rules ?? rulesOfNewField;
  if (field && !hasChosenRules(field.key)) {
    return (
      <>
        {places.map((place) => (
          <input key={place} type="hidden" name={`rule.${place}`} value={known[place]} />
        ))}
        <p className="border-t border-rule pt-4 text-quiet">{t("adminFields.edit.alwaysAsked")}</p>
      </>
    );
  }
  return (
    <fieldset className="grid gap-4 border-t border-rule pt-4">
      <legend className="text-[1.2rem] font-semibold">{t("adminFields.edit.rules")}</legend>
      <p className="text-sm text-quiet">{t("adminFields.edit.rulesHint")}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        {places.map((place) => (
          <SelectField
            key={place}
            name={`rule.${place}`}
            label={placeName({ t, ctx }, place)}
            options={rulesFor(place, field?.about ?? "person").map((rule) => ({
              code: rule,
              name: t(`adminFields.rules.${rule}`),
            }))}
            defaultValue={known[place]}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Remove({ t, seen, field }: { t: Translator; seen: number; field: FieldDefinition }) {
  return (
    <Part title={t("adminFields.edit.removeTitle")} text={t("adminFields.edit.removeText")}>
      <Form action={removeFieldAction} texts={formTexts(t)} submit={t("adminFields.edit.remove")} tone="quiet" scope="remove">
        <input type="hidden" name="seen" value={seen} />
        <input type="hidden" name="field" value={field.key} />
      </Form>
    </Part>
  );
}
