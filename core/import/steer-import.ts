import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { importKinds } from "@/core/import/kinds";
import { enqueueJob } from "@/core/jobs/enqueue";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { actorOf, type ConfirmFailure, confirmStaff, confirmStaffFields, type StaffOperator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { deleteImport, type ImportRow, lockImport, restartImport, updateImport } from "@/db/queries/imports";

/** The buttons of an import's page. */
export const steerImportInput = z.object({ id: z.uuid({ error: "import.not-found" }), ...confirmStaffFields });

/** The form of the columns: `column.` and the field's key, the column's place or nothing. */
export const checkImportInput = z.looseObject({ id: z.uuid({ error: "import.not-found" }) });

type Steering = { readonly id: string; readonly by: StaffOperator };
type SteerCtx = Pick<Ctx, "db" | "secrets" | "request" | "hash">;
type Code = "staff.not-permitted" | "import.not-found" | "import.not-now";

/** Reads which column fills which field from a form; whatever is no column of the file fills nothing. */
export function readMapping({ kind, columns }: Pick<ImportRow, "kind" | "columns">, form: Readonly<Record<string, unknown>>) {
  const pairs = importKinds[kind].fields.flatMap(({ key }) => {
    const at = Number(form[`column.${key}`] || Number.NaN);
    return Number.isInteger(at) && at >= 0 && at < columns.length ? [[key, at] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/** Begins the dry run: every row is looked at with these columns, and nothing is written. */
export async function checkImport(
  ctx: SteerCtx,
  { id, by, form }: Steering & { readonly form: Readonly<Record<string, unknown>> },
): Promise<Result<undefined, Code | "import.column-missing">> {
  return steer(ctx, { id, by }, ["uploaded", "checked"], async (tx, found) => {
    const mapping = readMapping(found, form);
    const missing = importKinds[found.kind].fields.find(({ key, isRequired }) => isRequired && mapping[key] === undefined);
    if (missing) return fail("import.column-missing", { field: `column.${missing.key}` });
    await restartImport(tx.db, id, { state: "checking", mapping });
    await enqueueJob(tx, { name: "work-import", data: { importId: id } });
    return ok();
  });
}

/** Begins to write, after the own password was given again (T-A13). The audit log has who, what and how much. */
export async function runImport(ctx: SteerCtx, { id, by }: Steering): Promise<Result<undefined, Code | ConfirmFailure>> {
  const refused = await refuseUnpermitted(ctx, actorOf(by), "import.run");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  return steer(ctx, { id, by }, ["checked"], async (tx, found) => {
    await restartImport(tx.db, id, { state: "running" });
    await enqueueJob(tx, { name: "work-import", data: { importId: id } });
    const { kind, rows, mapping } = found;
    const detail = { kind, rows: String(rows), file: found.fileName, columns: Object.keys(mapping).join(", ") };
    await audit(tx, { actor: actorOf(by), action: "import.started", outcome: "ok", detail });
    return ok();
  });
}

/** Stops after the piece in hand. What is written stays; the import can go on from there. A dry run is given up. */
export async function stopImport(ctx: SteerCtx, { id, by }: Steering): Promise<Result<undefined, Code>> {
  return steer(ctx, { id, by }, ["checking", "running"], async (tx, { state, kind }) => {
    await updateImport(tx.db, id, { state: state === "running" ? "stopped" : "uploaded" });
    if (state === "running") await audit(tx, { actor: actorOf(by), action: "import.stopped", outcome: "ok", detail: { kind } });
    return ok();
  });
}

/** Goes on where it was stopped, or where it stands still because nobody works it any more. */
export async function resumeImport(ctx: SteerCtx, { id, by }: Steering): Promise<Result<undefined, Code>> {
  return steer(ctx, { id, by }, ["stopped", "checking", "running"], async (tx, { state }) => {
    await updateImport(tx.db, id, { state: state === "stopped" ? "running" : state });
    await enqueueJob(tx, { name: "work-import", data: { importId: id } });
    return ok();
  });
}

/** Throws an import away, with what was kept of the file. What it has written stays. */
export async function discardImport(ctx: SteerCtx, { id, by }: Steering): Promise<Result<undefined, Code>> {
  return steer(
    ctx,
    { id, by },
    ["uploading", "unreadable", "uploaded", "checked", "stopped", "done"],
    async (tx, { kind, fileName, state }) => {
      await deleteImport(tx.db, id);
      const detail = { kind, file: fileName, state };
      await audit(tx, { actor: actorOf(by), action: "import.discarded", outcome: "ok", detail });
      return ok();
    },
  );
}

/** Holds the import and asks whether this may be done to it now. */
async function steer<More extends string>(
  ctx: SteerCtx,
  { id, by }: Steering,
  states: readonly ImportRow["state"][],
  act: (tx: SteerCtx, found: ImportRow) => Promise<Result<undefined, More>>,
): Promise<Result<undefined, Code | More>> {
  const refused = await refuseUnpermitted(ctx, actorOf(by), "import.run");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const found = await lockImport(tx.db, id);
    if (!found) return fail("import.not-found");
    return states.includes(found.state) ? act(tx, found) : fail("import.not-now");
  });
}
