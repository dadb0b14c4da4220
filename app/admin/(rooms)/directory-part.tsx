import type { Visit } from "@/app/_edge/visit";
import { DataTable } from "@/components/admin/data-table";
import { Part } from "@/components/admin/part";
import { listDirectoryTroubles } from "@/core/partners/list-directory-troubles";
import { momentsIn } from "./moment";

/** Why the service that knows partners' codes could not tell, the last times; nothing where the shop has none. */
export async function DirectoryPart({ t, ctx }: Pick<Visit, "t" | "ctx">) {
  if (ctx.settings.partners.directory === "local") return null;
  const troubles = await listDirectoryTroubles(ctx);
  const moment = momentsIn(ctx.request.language);
  const columns = (["when", "trouble"] as const).map((name) => t(`adminDirectory.columns.${name}`));
  const [when, what] = columns;
  return (
    <Part title={t("adminDirectory.title")} text={t("adminDirectory.text")}>
      {troubles.length === 0 ? (
        <p>{t("adminDirectory.none")}</p>
      ) : (
        <DataTable caption={t("adminDirectory.title")} columns={columns}>
          {troubles.map(({ id, trouble, createdAt }) => (
            <tr key={id}>
              <td data-label={when}>
                <time dateTime={moment(createdAt).instant}>{moment(createdAt).text}</time>
              </td>
              <td data-label={what}>{t(`adminDirectory.troubles.${trouble}`)}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </Part>
  );
}
