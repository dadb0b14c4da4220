import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { importErrors, importKeys, importPieces, imports } from "@/db/schema/imports";
import { staff } from "@/db/schema/people";

/** What stands before a customer's number among the keys of a file. */
export const NUMBER_KEY = "number ";

/** An import as it stands. */
export type ImportRow = typeof imports.$inferSelect;

/** What is wrong with a row of a file. */
export type ImportError = { readonly line: number; readonly field: string | null; readonly code: string };

/** Begins an import and answers its id. */
export async function insertImport(db: Db, row: Pick<ImportRow, "kind" | "fileName" | "staffId">): Promise<string> {
  const [made] = await db.insert(imports).values(row).returning({ id: imports.id });
  if (!made) throw new Error("the import was not stored");
  return made.id;
}

/** Stores one piece of a file. */
export async function insertImportPiece(db: Db, importId: string, position: number, rows: string): Promise<void> {
  await db.insert(importPieces).values({ importId, position, rows });
}

/** The text of one piece. Throws if it is not there. */
export async function getImportPiece(db: Db, importId: string, position: number): Promise<string> {
  const [found] = await db
    .select({ rows: importPieces.rows })
    .from(importPieces)
    .where(and(eq(importPieces.importId, importId), eq(importPieces.position, position)));
  if (!found) throw new Error(`piece ${position} of import ${importId} is not there`);
  return found.rows;
}

/** Changes an import; `progressAt` with it. */
export async function updateImport(db: Db, id: string, changes: Partial<Omit<ImportRow, "id" | "progressAt">>): Promise<void> {
  await db
    .update(imports)
    .set({ ...changes, progressAt: sql`now()` })
    .where(eq(imports.id, id));
}

/** An import by its id, with whether nothing has happened to it for a minute; null if there is none. */
export async function findImport(db: Db, id: string) {
  const [found] = await db
    .select({ row: imports, staffName: staff.name, isIdle: sql<boolean>`${imports.progressAt} < now() - interval '1 minute'` })
    .from(imports)
    .innerJoin(staff, eq(staff.id, imports.staffId))
    .where(eq(imports.id, id));
  return found ?? null;
}

/**
 * Lets this transaction end before it is on the disk. Only for what is written together with how far it is: what a crash of the database
 * takes back is then done again.
 */
export async function commitLater(db: Db): Promise<void> {
  await db.execute(sql`set local synchronous_commit = off`);
}

/** The same row alone, held until the transaction ends. */
export async function lockImport(db: Db, id: string): Promise<ImportRow | null> {
  const [found] = await db.select().from(imports).where(eq(imports.id, id)).for("update");
  return found ?? null;
}

/** The newest imports. */
export async function listImports(db: Db, atMost: number) {
  return db
    .select({ row: imports, staffName: staff.name })
    .from(imports)
    .innerJoin(staff, eq(staff.id, imports.staffId))
    .orderBy(desc(imports.createdAt))
    .limit(atMost);
}

/** Makes an import ready to go through its file from the beginning. */
export async function restartImport(
  db: Db,
  id: string,
  changes: { readonly state: "checking" | "running"; readonly mapping?: ImportRow["mapping"] },
): Promise<void> {
  await db.delete(importErrors).where(eq(importErrors.importId, id));
  await db.delete(importKeys).where(eq(importKeys.importId, id));
  const zero = { position: 0, created: 0, updated: 0, unchanged: 0, refused: 0, finishedAt: null };
  await db
    .update(imports)
    .set({ ...changes, ...zero, startedAt: sql`now()`, progressAt: sql`now()` })
    .where(eq(imports.id, id));
}

/**
 * Ends a pass through the file. What was kept of the file goes when nobody needs it any more; the numbers of its customers stay, so that
 * activations can be sent to them.
 */
export async function finishImport(db: Db, id: string, state: "checked" | "done"): Promise<void> {
  await db.update(imports).set({ state, finishedAt: sql`now()`, progressAt: sql`now()` }).where(eq(imports.id, id));
  const isNumber = state === "done" ? sql`starts_with(${importKeys.key}, ${NUMBER_KEY})` : sql`false`;
  await db.delete(importKeys).where(and(eq(importKeys.importId, id), sql`not ${isNumber}`));
  if (state === "done") await deleteImportPieces(db, id);
}

/** Removes what was stored of a file. */
export async function deleteImportPieces(db: Db, importId: string): Promise<void> {
  await db.delete(importPieces).where(eq(importPieces.importId, importId));
}

/** Removes an import with all that was kept of it. What it wrote stays. */
export async function deleteImport(db: Db, id: string): Promise<void> {
  await db.delete(importKeys).where(eq(importKeys.importId, id));
  await db.delete(imports).where(eq(imports.id, id));
}

/** Notes keys that a file has, and answers those that it had already in an earlier piece. */
export async function claimImportKeys(
  db: Db,
  importId: string,
  keys: readonly { readonly key: string; readonly line: number }[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db.execute<{ key: string }>(sql`
    insert into ${importKeys} (import_id, key, line)
    select ${importId}::uuid, r.key, r.line from json_to_recordset(${JSON.stringify(keys)}::text::json) as r(key text, line int)
    on conflict do nothing returning key`);
  const fresh = new Set(rows.map(({ key }) => key));
  return new Set(keys.map(({ key }) => key).filter((key) => !fresh.has(key)));
}

/** Stores what is wrong with rows. */
export async function insertImportErrors(db: Db, importId: string, errors: readonly ImportError[]): Promise<void> {
  if (errors.length === 0) return;
  await db.execute(sql`
    insert into ${importErrors} (import_id, line, field, code)
    select ${importId}::uuid, r.line, r.field, r.code
    from json_to_recordset(${JSON.stringify(errors)}::text::json) as r(line int, field text, code text)
    on conflict do nothing`);
}

/** Errors in the order of the file, after a line. */
export function listImportErrors(db: Db, importId: string, afterLine: number, atMost: number): Promise<ImportError[]> {
  return db
    .select({ line: importErrors.line, field: importErrors.field, code: importErrors.code })
    .from(importErrors)
    .where(and(eq(importErrors.importId, importId), sql`${importErrors.line} > ${afterLine}`))
    .orderBy(asc(importErrors.line))
    .limit(atMost);
}

/** Removes imports that nobody has touched: files not brought in after a week, all of them after a month. */
export async function deleteOldImports(db: Db): Promise<void> {
  const old = await db
    .select({ id: imports.id })
    .from(imports)
    .where(
      sql`${imports.progressAt} < now() - interval '30 days' or (${imports.state} <> 'done' and ${imports.progressAt} < now() - interval '7 days')`,
    );
  const ids = old.map(({ id }) => id);
  if (ids.length === 0) return;
  await db.delete(importKeys).where(inArray(importKeys.importId, ids));
  await db.delete(imports).where(inArray(imports.id, ids));
}
