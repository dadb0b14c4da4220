import { Part } from "@/components/admin/part";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { Disclosure } from "@/components/ui/disclosure";
import type { Language } from "@/core/ctx";
import type { OpenedCustomer } from "@/core/customers/open-customer";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { OwnPassword } from "../../own-password";
import { fullName, mergePath } from "../words";
import { undoMergeAction } from "./merge-action";

type Props = {
  readonly t: Translator;
  readonly language: Language;
  readonly number: string;
  readonly merges: OpenedCustomer["merges"];
};

/** Who was merged into this customer, when and by whom, with the way back; and the way to another merge. */
export function MergePart({ t, language, number, merges }: Props) {
  return (
    <Part title={t("adminMerge.part.title")} text={t("adminMerge.part.text")} id="merges">
      {merges.length === 0 ? null : (
        <ul className="mb-4 grid gap-5">
          {merges.map((merge) => (
            <li key={merge.id}>
              <Merge t={t} language={language} number={number} merge={merge} />
            </li>
          ))}
        </ul>
      )}
      <a href={mergePath(number)} className="button-quiet">
        {t("adminMerge.part.start")}
      </a>
    </Part>
  );
}

function Merge({ t, language, number, merge }: Omit<Props, "merges"> & { readonly merge: Props["merges"][number] }) {
  const at = (instant: Date): string => momentsIn(language)(instant).text;
  return (
    <>
      <p className="font-medium wrap-anywhere">
        {fullName(t, merge)}, {merge.number}
      </p>
      <p className="text-sm text-quiet">
        {t("adminMerge.part.by", { at: at(merge.createdAt), by: merge.by })}{" "}
        {merge.isTooLate ? t("adminMerge.part.tooLate") : t("adminMerge.part.until", { until: at(merge.undoableUntil) })}
      </p>
      {merge.isTooLate ? null : (
        <Disclosure text={t("adminMerge.part.undo")} textFor={t("adminMerge.part.undoFor", { number: merge.number })}>
          <p className="mb-3">{t("adminMerge.part.undoText")}</p>
          <Form
            action={undoMergeAction}
            texts={formTexts(t)}
            submit={t("adminMerge.part.undo")}
            submitFor={t("adminMerge.part.undoFor", { number: merge.number })}
            tone="quiet"
            scope={`merge-${merge.id}`}
          >
            <input type="hidden" name="number" value={number} />
            <input type="hidden" name="merge" value={merge.id} />
            <OwnPassword t={t} hint={t("adminMerge.part.confirm")} />
          </Form>
        </Disclosure>
      )}
    </>
  );
}
