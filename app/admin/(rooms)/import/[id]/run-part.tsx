import { KeepFresh } from "@/components/admin/keep-fresh";
import { Part } from "@/components/admin/part";
import { Form } from "@/components/forms/form";
import type { FormAction } from "@/components/forms/form-state";
import { formTexts } from "@/components/forms/texts";
import { Disclosure } from "@/components/ui/disclosure";
import type { Translator } from "@/messages/translator";
import { OwnPassword } from "../../own-password";
import type { Opened } from "./page";
import { discardImportAction, resumeImportAction, runImportAction, stopImportAction } from "./steer-action";

type Props = { readonly t: Translator; readonly row: Opened["row"] };

/** The button that begins to write. */
export function RunPart({ t, row, isConfirmed }: Props & { readonly isConfirmed: boolean }) {
  const count = row.created + row.updated;
  return (
    <Part title={t("adminImport.run.title")} id="run">
      <p className="mb-4">{t("adminImport.run.text", { count })}</p>
      {count === 0 ? null : (
        <Form action={runImportAction} texts={formTexts(t)} submit={t("adminImport.run.submit")} scope="run">
          <input type="hidden" name="id" value={row.id} />
          <OwnPassword t={t} isAsked={!isConfirmed} hint={t("adminImport.run.confirmHint")} />
        </Form>
      )}
    </Part>
  );
}

/** Stop, go on, and a link that shows how far it is. */
export function Steering({ t, row, isIdle }: Props & { readonly isIdle: boolean }) {
  const isMoving = row.state === "checking" || row.state === "running";
  if (!isMoving && row.state !== "stopped") return null;
  return (
    <div className="mt-5 grid gap-3">
      {isMoving ? (
        <p>
          <KeepFresh />
          {t("adminImport.progress.reload")}{" "}
          <a href={`/admin/import/${row.id}`} className="tall-link">
            {t("adminImport.progress.reloadNow")}
          </a>
        </p>
      ) : null}
      {isMoving && isIdle ? <p className="font-medium text-bad">{t("adminImport.progress.idle")}</p> : null}
      <div className="flex flex-wrap gap-3">
        {isMoving ? <Button t={t} row={row} action={stopImportAction} submit={t("adminImport.run.stop")} scope="stop" /> : null}
        {!isMoving || isIdle ? (
          <Button t={t} row={row} action={resumeImportAction} submit={t("adminImport.run.resume")} scope="resume" />
        ) : null}
      </div>
      {isMoving ? <p className="text-sm text-quiet">{t("adminImport.run.stopText")}</p> : null}
    </div>
  );
}

type ButtonProps = Props & { readonly action: FormAction; readonly submit: string; readonly scope: string };

function Button({ t, row, action, submit, scope }: ButtonProps) {
  return (
    <Form action={action} texts={formTexts(t)} submit={submit} tone="quiet" scope={scope}>
      <input type="hidden" name="id" value={row.id} />
    </Form>
  );
}

/** The way to be rid of an import, behind one more click. */
export function Discard({ t, row }: Props) {
  if (row.state === "checking" || row.state === "running") return null;
  return (
    <div className="mt-8">
      <Disclosure text={t("adminImport.run.discard")} isGrave>
        <p className="mb-3">{t("adminImport.run.discardText")}</p>
        <Button t={t} row={row} action={discardImportAction} submit={t("adminImport.run.discard")} scope="discard" />
      </Disclosure>
    </div>
  );
}
