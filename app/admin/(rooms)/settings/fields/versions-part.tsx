import { DataTable } from "@/components/admin/data-table";
import { Part } from "@/components/admin/part";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import type { Ctx } from "@/core/ctx";
import type { FormVersion } from "@/core/fields/list-versions";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { restoreFormAction } from "./action";

type Props = {
  readonly t: Translator;
  readonly ctx: Pick<Ctx, "form" | "request">;
  readonly versions: readonly FormVersion[];
};

/** Who changed what is asked, and when; and the way back. */
export function VersionsPart({ t, ctx, versions }: Props) {
  const moment = momentsIn(ctx.request.language);
  const columns = (["version", "when", "who", "what", "back"] as const).map((name) => t(`adminFields.versions.columns.${name}`));
  const [version, when, who, what, back] = columns;
  const isFirstShown = versions.at(-1)?.version === 1;
  return (
    <Part title={t("adminFields.versions.title")} text={t("adminFields.versions.text")}>
      {versions.length === 0 ? (
        <p>{t("adminFields.versions.none")}</p>
      ) : (
        <DataTable caption={t("adminFields.versions.title")} columns={columns}>
          {versions.map((one) => (
            <tr key={one.version}>
              <td data-label={version}>{one.version}</td>
              <td data-label={when}>
                <time dateTime={moment(one.createdAt).instant}>{moment(one.createdAt).text}</time>
              </td>
              <td data-label={who}>{one.staffName ?? t("adminFields.versions.system")}</td>
              <td data-label={what}>{describe(t, one)}</td>
              <td data-label={back}>
                {one.version === ctx.form.version ? (
                  t("adminFields.versions.now")
                ) : (
                  <Back t={t} seen={ctx.form.version} to={one.version} />
                )}
              </td>
            </tr>
          ))}
          {isFirstShown ? (
            <tr>
              <td data-label={version}>0</td>
              <td data-label={when}>–</td>
              <td data-label={who}>–</td>
              <td data-label={what}>{t("adminFields.versions.usual")}</td>
              <td data-label={back}>
                <Back t={t} seen={ctx.form.version} to={0} />
              </td>
            </tr>
          ) : null}
        </DataTable>
      )}
    </Part>
  );
}

function describe(t: Translator, { added, removed, changed, restoredFrom }: FormVersion): string {
  const parts = [
    restoredFrom === null ? "" : t("adminFields.versions.restored", { version: restoredFrom }),
    added.length === 0 ? "" : t("adminFields.versions.added", { fields: added.join(", ") }),
    changed.length === 0 ? "" : t("adminFields.versions.changed", { fields: changed.join(", ") }),
    removed.length === 0 ? "" : t("adminFields.versions.removed", { fields: removed.join(", ") }),
  ].filter((part) => part !== "");
  return parts.join(" ") || t("adminFields.versions.ordered");
}

function Back({ t, seen, to }: { t: Translator; seen: number; to: number }) {
  return (
    <Form
      action={restoreFormAction}
      texts={formTexts(t)}
      submit={t("adminFields.versions.back")}
      submitFor={t("adminFields.versions.toVersion", { version: to })}
      tone="link"
      layout="row"
      scope={`back-${to}`}
    >
      <input type="hidden" name="seen" value={seen} />
      <input type="hidden" name="version" value={to} />
    </Form>
  );
}
