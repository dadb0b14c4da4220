import { Part } from "@/components/admin/part";
import { ChoiceField } from "@/components/forms/choice-field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import type { MergePreview } from "@/core/customers/preview-merge";
import type { Translator } from "@/messages/translator";
import { OwnPassword } from "../../../own-password";
import { mergeAction } from "./action";

const NAMES = { firstName: "takeFirstName", lastName: "takeLastName", email: "takeEmail", phone: "takePhone" } as const;

/** Whose values stay, and the button. */
export function MergeForm({
  t,
  preview: { kept, merged, differences, isEmailFixed, seen },
}: {
  t: Translator;
  preview: MergePreview;
}) {
  const option = (value: "kept" | "merged", text: string, number: string) => ({
    value,
    label: t("adminMerge.preview.of", { value: text || t("adminMerge.preview.empty"), number }),
  });
  const keepsEmail = isEmailFixed && merged.email !== null && merged.email !== kept.email;
  return (
    <Part title={t("adminMerge.preview.values")}>
      <Form
        action={mergeAction}
        texts={formTexts(t)}
        submit={t("adminMerge.preview.submit")}
        label={t("adminMerge.choose.title")}
      >
        <input type="hidden" name="kept" value={kept.number} />
        <input type="hidden" name="merged" value={merged.number} />
        <input type="hidden" name="seen" value={seen} />
        {differences.length === 0 ? <p>{t("adminMerge.preview.noDifferences")}</p> : null}
        {differences.map(({ field, kept: ours, merged: theirs, usual }) => (
          <ChoiceField
            key={field}
            name={NAMES[field]}
            label={t(`adminMerge.preview.fields.${field}`)}
            options={[option("kept", ours, kept.number), option("merged", theirs, merged.number)]}
            defaultValue={usual}
          />
        ))}
        {keepsEmail ? <p className="text-sm text-quiet">{t("adminMerge.preview.emailFixed")}</p> : null}
        <OwnPassword t={t} hint={t("adminMerge.part.confirm")} />
      </Form>
    </Part>
  );
}
