import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { seconds } from "@/core/duration";
import type { ImportKind, ReadRow, RowOutcome } from "@/core/import/import-kind";
import { importKinds } from "@/core/import/kinds";
import type { FileRow } from "@/core/import/read-file";
import { BadRow, type RowProblem } from "@/core/import/row-problem";
import { enqueueJob } from "@/core/jobs/enqueue";
import { audit } from "@/core/security/audit";
import {
  claimImportKeys,
  commitLater,
  finishImport,
  getImportPiece,
  type ImportRow,
  insertImportErrors,
  lockImport,
  updateImport,
} from "@/db/queries/imports";

/** How long one job works before it hands over to the next: a crash costs no more than the piece in hand. */
const TURN = seconds(20);

const pieceText = z.array(z.tuple([z.number(), z.array(z.string())]));

type WorkCtx = Pick<Ctx, "db" | "settings" | "request">;

/**
 * Goes on with an import for a while, and leaves the rest to another job. Each piece is read, written and noted as done in one
 * transaction that holds the import's row: whoever does it, and however often it is begun, each piece is done once (T-D5).
 */
export async function workImport(ctx: WorkCtx, importId: string, turn = TURN): Promise<"over" | "goes on"> {
  const end = performance.now() + turn.ms;
  do {
    if (!(await inTransaction(ctx, (tx) => workPiece(tx, importId)))) return "over";
  } while (performance.now() < end);
  await enqueueJob(ctx, { name: "work-import", data: { importId } });
  return "goes on";
}

/** Works the next piece, and answers whether there may be another one. */
async function workPiece(tx: WorkCtx, importId: string): Promise<boolean> {
  const found = await lockImport(tx.db, importId);
  if (!found || (found.state !== "checking" && found.state !== "running")) return false;
  if (found.position >= found.pieces) {
    await finish(tx, found);
    return false;
  }
  await commitLater(tx.db);
  const rows = pieceText.parse(JSON.parse(await getImportPiece(tx.db, importId, found.position)));
  // Each kind has rows of its own; only here both are one.
  const outcomes =
    found.kind === "customers"
      ? await workRows(tx, found, importKinds.customers, rows)
      : await workRows(tx, found, importKinds.orders, rows);
  const errors = rows.flatMap(([line], at) => {
    const outcome = outcomes[at];
    return outcome?.kind === "refused" ? [{ line, field: outcome.field, code: outcome.code }] : [];
  });
  await insertImportErrors(tx.db, importId, errors);
  const count = (kind: RowOutcome["kind"]) => found[kind] + outcomes.filter((outcome) => outcome.kind === kind).length;
  await updateImport(tx.db, importId, {
    position: found.position + 1,
    created: count("created"),
    updated: count("updated"),
    unchanged: count("unchanged"),
    refused: count("refused"),
  });
  return true;
}

async function finish(tx: WorkCtx, { id, kind, state, staffId, ...counts }: ImportRow): Promise<void> {
  const isReal = state === "running";
  await finishImport(tx.db, id, isReal ? "done" : "checked");
  if (!isReal) return;
  const { created, updated, unchanged, refused } = counts;
  await audit(tx, {
    actor: { kind: "staff", staffId },
    action: "import.finished",
    outcome: "ok",
    detail: { kind, ...inTexts({ created, updated, unchanged, refused }) },
  });
}

const inTexts = (counts: Readonly<Record<string, number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)]));

/** The outcome of each row, in their order. */
async function workRows<Row>(
  tx: WorkCtx,
  { id, mapping, columns, state }: ImportRow,
  kind: ImportKind<Row>,
  rows: readonly FileRow[],
): Promise<readonly RowOutcome[]> {
  const read = rows.map(([, cells]) => readRow(tx, kind, mapping, cells, columns.length));
  const twice = await findTwice(tx, id, rows, read);
  const fit = read.flatMap((one, at) => ("row" in one && !twice.has(at) ? [{ at, row: one.row }] : []));
  const worked = await kind.work(
    tx,
    fit.map(({ row }) => row),
    state === "running",
  );
  const outcomes = new Map(fit.map(({ at }, place) => [at, worked[place]]));
  return read.map((one, at): RowOutcome => {
    if (!("row" in one)) return { kind: "refused", ...one };
    const problem = twice.get(at);
    return problem ? { kind: "refused", ...problem } : (outcomes.get(at) ?? { kind: "unchanged" });
  });
}

function readRow<Row>(
  ctx: WorkCtx,
  kind: ImportKind<Row>,
  mapping: ImportRow["mapping"],
  cells: readonly string[],
  columns: number,
): ReadRow<Row> | RowProblem {
  // A comma too many would have moved every cell behind it.
  if (cells.slice(columns).some((cell) => cell.trim() !== "")) return { field: null, code: "too-many-cells" };
  try {
    return kind.read(ctx, mapping, cells);
  } catch (error) {
    if (error instanceof BadRow) return { field: error.field, code: error.code };
    throw error;
  }
}

/** Rows with a key that an earlier row has: which of them, and what to say. */
async function findTwice(
  tx: WorkCtx,
  importId: string,
  rows: readonly FileRow[],
  read: readonly (ReadRow<unknown> | RowProblem)[],
): Promise<ReadonlyMap<number, RowProblem>> {
  const first = new Map<string, { at: number; line: number }>();
  const keyed = read.map((one, at) => ("row" in one ? one.keys : []).map((key) => ({ key, at, line: rows[at]?.[0] ?? 0 })));
  for (const { key, at, line } of keyed.flat()) if (!first.has(key)) first.set(key, { at, line });
  const before = await claimImportKeys(
    tx.db,
    importId,
    [...first].map(([key, { line }]) => ({ key, line })),
  );
  const twice = keyed.flat().filter(({ key, at }) => before.has(key) || first.get(key)?.at !== at);
  return new Map(twice.map(({ key, at }) => [at, problemOf(key)]));
}

const problemOf = (key: string): RowProblem =>
  key.startsWith("email ") ? { field: "email", code: "email-twice" } : { field: "number", code: "number-twice" };
