import { DataTable } from "@/components/admin/data-table";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import type { Language } from "@/core/ctx";
import type { OpenedCustomer } from "@/core/customers/open-customer";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { attachOrderAction, undoAttachmentAction } from "./attachment-action";

type Attachments = OpenedCustomer["attachments"];
type Props = {
  readonly t: Translator;
  readonly language: Language;
  readonly number: string;
  readonly attachments: Attachments;
  /** Whether this staff member may attach orders and undo it. */
  readonly mayAttach: boolean;
};

/** The orders that came to this customer from elsewhere, each with the way back, and a form to attach another one. */
export function AttachmentsPart({ t, language, number, attachments, mayAttach }: Props) {
  return (
    <section className="mt-10" id="attached">
      <h2>{t("adminMerge.attached.title")}</h2>
      <p className="mt-1 mb-3 max-w-2xl text-sm text-quiet">{t("adminMerge.attached.text")}</p>
      {attachments.length === 0 ? (
        <p className="mb-4">{t("adminMerge.attached.none")}</p>
      ) : (
        <AttachmentTable t={t} language={language} number={number} attachments={attachments} mayAttach={mayAttach} />
      )}
      {mayAttach ? (
        <div className="mt-4 max-w-md">
          <Form
            action={attachOrderAction}
            texts={formTexts(t)}
            submit={t("adminMerge.attached.submit")}
            tone="quiet"
            scope="attach"
            label={t("adminMerge.attached.submit")}
          >
            <input type="hidden" name="number" value={number} />
            <Field
              name="orderNumber"
              label={t("adminMerge.attached.field")}
              hint={t("adminMerge.attached.hint")}
              autoComplete="off"
              isCaseless
            />
          </Form>
        </div>
      ) : null}
    </section>
  );
}

function AttachmentTable({ t, language, number, attachments, mayAttach }: Props) {
  const columns = (["order", "how", "when", "from", "end"] as const).map((name) => t(`adminMerge.attached.columns.${name}`));
  const [order, how, when, from, end] = columns;
  return (
    <DataTable caption={t("adminMerge.attached.title")} columns={columns}>
      {attachments.map((one) => (
        <tr key={one.id}>
          <td data-label={order} className="tabular-nums">
            {one.number}
          </td>
          <td data-label={how}>
            {t(`adminMerge.attached.reasons.${one.reason}`, { by: one.by ?? t("adminMerge.attached.somebody") })}
          </td>
          <td data-label={when}>{momentsIn(language)(one.createdAt).text}</td>
          <td data-label={from}>
            {one.isOwn ? t("adminMerge.attached.own") : t("adminCustomers.detail.number", { number: one.fromNumber })}
            <span className="block text-sm text-quiet wrap-anywhere">{one.email}</span>
          </td>
          <td data-label={end}>
            <End t={t} language={language} number={number} one={one} mayAttach={mayAttach} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

function End({ t, language, number, one, mayAttach }: Omit<Props, "attachments"> & { readonly one: Attachments[number] }) {
  if (one.undoneAt !== null) {
    const at = momentsIn(language)(one.undoneAt).text;
    return one.undoneBy === null
      ? t("adminMerge.attached.undoneByNobody", { at })
      : t("adminMerge.attached.undone", { at, by: one.undoneBy });
  }
  if (!one.isHere) return t("adminMerge.attached.elsewhere");
  if (!mayAttach) return null;
  return (
    <Form
      action={undoAttachmentAction}
      texts={formTexts(t)}
      submit={t("adminMerge.attached.undo")}
      submitFor={t("adminMerge.attached.undoFor", { number: one.number })}
      tone="link"
      scope={`attachment-${one.id}`}
    >
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="attachment" value={one.id} />
    </Form>
  );
}
