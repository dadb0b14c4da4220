import type { Ctx } from "@/core/ctx";
import type { FileRow } from "@/core/import/read-file";
import { isRowId } from "@/core/query";
import { findImport, getImportPiece, type ImportError, listImportErrors, listImports } from "@/db/queries/imports";

/** Imports on the page, and errors shown of one; all errors are in the file to download. */
const SHOWN = 20;
export const ERRORS_SHOWN = 100;

/** The newest imports, without what is in them. */
export async function listNewestImports(ctx: Pick<Ctx, "db">) {
  return listImports(ctx.db, SHOWN);
}

/** An import with its first rows (while its columns are still to be chosen) and its first errors; null if there is none. */
export async function openImport(ctx: Pick<Ctx, "db">, id: string) {
  const found = isRowId(id) ? await findImport(ctx.db, id) : null;
  if (!found) return null;
  const isOpen = found.row.state === "uploaded" || found.row.state === "checked";
  const piece: FileRow[] = isOpen ? JSON.parse(await getImportPiece(ctx.db, id, 0)) : [];
  return { ...found, sample: piece.slice(0, 3), errors: await listImportErrors(ctx.db, id, 0, ERRORS_SHOWN) };
}

/** All errors of an import, in the order of the file, read as they are asked for. */
export async function* readImportErrors(ctx: Pick<Ctx, "db">, id: string): AsyncGenerator<ImportError> {
  for (let line = 0; ; ) {
    const errors = await listImportErrors(ctx.db, id, line, 1000);
    yield* errors;
    const last = errors.at(-1);
    if (!last) return;
    line = last.line;
  }
}
