import type { Metadata } from "next";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { DataTable } from "@/components/admin/data-table";
import { Part } from "@/components/admin/part";
import { countImportedInvitable } from "@/core/activation/send-to-imported";
import { ERRORS_SHOWN, openImport } from "@/core/import/open-import";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { fieldInWords, problemInWords, reasonInWords } from "../words";
import { ActivationPart } from "./activation-part";
import { MappingPart, Sample } from "./mapping-part";
import { Discard, RunPart, Steering } from "./run-part";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminImport.heading")} – ${t("admin.title")}` };
}

type Props = { params: Promise<{ id: string }> };
/** An import with what its page shows. */
export type Opened = NonNullable<Awaited<ReturnType<typeof openImport>>>;

export default async function OneImportPage({ params }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/import/[id]");
  const opened = (await openImport(ctx, (await params).id)) ?? nothingHere();
  const { row, staffName, sample, errors } = opened;
  const invitable = staff.permissions.has("activation.send") ? await countImportedInvitable(ctx, row) : null;
  const about = { rows: row.rows, kind: t(`adminImport.upload.kinds.${row.kind}`), name: staffName };
  return (
    <>
      <a href="/admin/import" className="tall-link">
        {t("adminImport.back")}
      </a>
      <h1 className="wrap-anywhere">{row.fileName}</h1>
      <p className="mt-1 text-quiet">
        {t("adminImport.uploadedBy", { ...about, at: momentsIn(ctx.request.language)(row.createdAt).text })}
      </p>
      <p className="mt-2 font-medium" role="status">
        {t(`adminImport.states.${row.state}`)}
      </p>
      {row.state === "unreadable" ? <Unreadable t={t} opened={opened} /> : null}
      {isChosen(row.state) ? <Outcome t={t} opened={opened} /> : null}
      {invitable === null ? null : <ActivationPart t={t} id={row.id} count={invitable} />}
      {row.state === "checked" ? <RunPart t={t} row={row} isConfirmed={staff.isFresh} /> : null}
      {row.state === "uploaded" || row.state === "checked" ? <MappingPart t={t} row={row} /> : null}
      <Sample t={t} row={row} sample={sample} />
      {isOver(row.state) || errors.length > 0 ? <Errors t={t} id={row.id} kind={row.kind} errors={errors} /> : null}
      <Discard t={t} row={row} />
    </>
  );
}

function Unreadable({ t, opened: { row } }: { t: Translator; opened: Opened }) {
  const reason = reasonInWords(t, row.problem);
  return (
    <div role="alert" className="mt-5 max-w-2xl rounded-md border-2 border-bad p-4">
      <h2 className="text-bad">{t("adminImport.unreadable.title")}</h2>
      <p>{t("adminImport.unreadable.text", { line: row.problemLine ?? 1, reason })}</p>
    </div>
  );
}

const isChosen = (state: Opened["row"]["state"]): boolean =>
  state !== "uploaded" && state !== "unreadable" && state !== "uploading";

const isOver = (state: Opened["row"]["state"]): boolean => state === "checked" || state === "done";

const OUTCOMES = ["created", "updated", "unchanged", "refused"] as const;

function Outcome({ t, opened: { row, isIdle } }: { t: Translator; opened: Opened }) {
  const isDry = row.state === "checking" || row.state === "checked";
  const done = OUTCOMES.reduce((sum, name) => sum + row[name], 0);
  return (
    <Part title={t(`adminImport.outcome.${isDry ? "checking" : "running"}`)}>
      {isOver(row.state) ? null : (
        <div className="mb-5 grid gap-1">
          <label htmlFor="progress" className="font-medium">
            {t("adminImport.progress.label")}
          </label>
          <progress id="progress" value={done} max={Math.max(1, row.rows)} className="h-3 w-full" />
          <p className="tabular-nums">{t("adminImport.progress.text", { done, all: row.rows })}</p>
        </div>
      )}
      {row.state === "done" ? <p className="mb-4 font-medium text-good">{t("adminImport.run.done")}</p> : null}
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-1 sm:max-w-sm">
        {OUTCOMES.map((name) => (
          <div key={name} className="contents">
            <dt className={name === "refused" && row.refused > 0 ? "text-bad" : "text-quiet"}>
              {t(`adminImport.outcome.${name}`)}
            </dt>
            <dd className="text-right font-medium tabular-nums">{t("adminImport.outcome.rows", { count: row[name] })}</dd>
          </div>
        ))}
      </dl>
      <Steering t={t} row={row} isIdle={isIdle} />
    </Part>
  );
}

type ErrorsProps = { t: Translator; id: string; kind: "customers" | "orders"; errors: Opened["errors"] };

function Errors({ t, id, kind, errors }: ErrorsProps) {
  const columns = (["line", "field", "problem"] as const).map((name) => t(`adminImport.errors.columns.${name}`));
  const [line, field, problem] = columns;
  return (
    <section className="mt-8">
      <h2>{t("adminImport.errors.title")}</h2>
      {errors.length === 0 ? (
        <p className="mt-2">{t("adminImport.errors.none")}</p>
      ) : (
        <>
          <p className="mb-3 flex flex-wrap items-center gap-x-6">
            {errors.length >= ERRORS_SHOWN ? t("adminImport.errors.some", { count: ERRORS_SHOWN }) : null}
            <a href={`/admin/import/${id}/errors`} className="tall-link">
              {t("adminImport.errors.download")}
            </a>
          </p>
          <DataTable caption={t("adminImport.errors.title")} columns={columns}>
            {errors.map((error) => (
              <tr key={error.line}>
                <td data-label={line}>{error.line}</td>
                <td data-label={field}>{fieldInWords(t, kind, error.field)}</td>
                <td data-label={problem}>{problemInWords(t, error.code)}</td>
              </tr>
            ))}
          </DataTable>
        </>
      )}
    </section>
  );
}
