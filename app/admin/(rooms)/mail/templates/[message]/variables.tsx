import { DataTable } from "@/components/admin/data-table";
import type { ListedVariable } from "@/core/mail-templates/open-template";
import type { Translator } from "@/messages/translator";

/** What can be printed in a mail, and what must. */
export function Variables({ t, variables }: { t: Translator; variables: readonly ListedVariable[] }) {
  const columns = (["name", "text", "example"] as const).map((name) => t(`mailTemplates.editor.columns.${name}`));
  const [name, text, example] = columns;
  return (
    <details open>
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-medium">
        {t("mailTemplates.editor.variables")}
      </summary>
      <p className="mb-3 text-sm text-quiet">
        {t("mailTemplates.editor.variablesText", { example: "{{ shop }}", condition: "{% if … %} … {% endif %}" })}
      </p>
      <DataTable caption={t("mailTemplates.editor.variables")} columns={columns}>
        {variables.map((one) => (
          <tr key={one.name}>
            <td data-label={name}>
              <code>{one.name}</code>
              {one.isMandatory ? <strong className="block text-sm">{t("mailTemplates.editor.mandatory")}</strong> : null}
            </td>
            <td data-label={text}>{t(`mailTemplates.variables.${one.name}`, { example: "{{ home }}/terms" })}</td>
            <td data-label={example} className="wrap-anywhere">
              {one.isYesOrNo ? t("mailTemplates.editor.yes") : one.example}
            </td>
          </tr>
        ))}
      </DataTable>
    </details>
  );
}
