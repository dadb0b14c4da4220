import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { DataTable } from "@/components/admin/data-table";
import { Part } from "@/components/admin/part";
import { Labelled } from "@/components/forms/labelled";
import type { Ctx } from "@/core/ctx";
import { listNewestImports } from "@/core/import/open-import";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../moment";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminImport.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function ImportPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/import");
  const { problem } = await searchParams;
  const shown = problem === "none" || problem === "failed" ? problem : null;
  return (
    <>
      {shown ? (
        <div role="alert" className="mb-6 max-w-2xl rounded-md border-2 border-bad p-4">
          <h2 className="text-bad">{t("common.errorTitle")}</h2>
          <p>
            <a href="#file">{t(`adminImport.upload.${shown}`)}</a>
          </p>
        </div>
      ) : null}
      <h1>{t("adminImport.heading")}</h1>
      <p className="mt-1 max-w-3xl text-quiet">{t("adminImport.intro")}</p>
      <Part title={t("adminImport.upload.title")} text={t("adminImport.upload.text")}>
        {staff.permissions.has("customers.export") ? (
          <p className="mb-5">
            {t("adminImport.upload.columns")}{" "}
            <a href="/admin/export" className="inline-flex min-h-6 items-center">
              {t("adminImport.upload.toExport")}
            </a>
          </p>
        ) : null}
        <UploadForm t={t} />
      </Part>
      <h2 className="mt-8 mb-3">{t("adminImport.list.title")}</h2>
      <Imports t={t} ctx={ctx} />
    </>
  );
}

/** A plain form: what goes to our own reader is no action. What is in the file is said before it arrives. */
function UploadForm({ t }: { t: Translator }) {
  return (
    <form action="/admin/import/upload" method="post" encType="multipart/form-data" className="grid gap-5">
      <fieldset>
        <legend className="mb-1 font-medium">{t("adminImport.upload.kind")}</legend>
        {(["customers", "orders"] as const).map((kind) => (
          <label key={kind} className="mr-6 inline-flex min-h-11 items-center gap-2">
            <input type="radio" name="kind" value={kind} defaultChecked={kind === "customers"} className="size-5" />
            {t(`adminImport.upload.kinds.${kind}`)}
          </label>
        ))}
      </fieldset>
      <Labelled id="file" label={t("adminImport.upload.file")}>
        <input type="file" id="file" name="file" accept=".csv,.txt,.tsv,text/csv" required className="input" />
      </Labelled>
      <div>
        <button type="submit" className="button w-full sm:w-auto">
          {t("adminImport.upload.submit")}
        </button>
      </div>
    </form>
  );
}

const COLUMNS = ["file", "kind", "rows", "state", "by", "at"] as const;

async function Imports({ t, ctx }: { t: Translator; ctx: Ctx }) {
  const imports = await listNewestImports(ctx);
  if (imports.length === 0) return <p>{t("adminImport.list.none")}</p>;
  const at = momentsIn(ctx.request.language);
  const count = new Intl.NumberFormat(ctx.request.language);
  return (
    <DataTable caption={t("adminImport.list.title")} columns={COLUMNS.map((name) => t(`adminImport.list.columns.${name}`))}>
      {imports.map(({ row, staffName }) => (
        <tr key={row.id}>
          <td data-label={t("adminImport.list.columns.file")}>
            <a href={`/admin/import/${row.id}`} className="inline-flex min-h-6 items-center">
              {row.fileName}
            </a>
          </td>
          <td data-label={t("adminImport.list.columns.kind")}>{t(`adminImport.upload.kinds.${row.kind}`)}</td>
          <td data-label={t("adminImport.list.columns.rows")}>{count.format(row.rows)}</td>
          <td data-label={t("adminImport.list.columns.state")}>{t(`adminImport.states.${row.state}`)}</td>
          <td data-label={t("adminImport.list.columns.by")}>{staffName}</td>
          <td data-label={t("adminImport.list.columns.at")}>
            <time dateTime={at(row.createdAt).instant}>{at(row.createdAt).text}</time>
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
