import type { Ctx } from "@/core/ctx";
import { guessMapping } from "@/core/import/field";
import { importKinds, type KindName } from "@/core/import/kinds";
import { type FileRow, readCsvFile } from "@/core/import/read-file";
import { UnreadableFile } from "@/core/import/unreadable-file";
import { ok, type Result } from "@/core/result";
import { actorOf, type StaffOperator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { deleteImport, deleteImportPieces, insertImport, insertImportPiece, updateImport } from "@/db/queries/imports";

/** Rows that are worked in one transaction. */
export const PIECE_ROWS = 1000;
const PIECE_CHARACTERS = 1_000_000;
const MOST_ROWS = 5_000_000;

type File = {
  readonly kind: KindName;
  readonly fileName: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly by: StaffOperator;
};

/**
 * Takes a file in, as it comes, and stores its rows in pieces; nothing is changed by it yet. A file that cannot be read is kept as such,
 * with why and where, and nothing of what was in it. Throws what the connection throws if the upload breaks off, and keeps nothing then.
 */
export async function receiveImport(
  ctx: Pick<Ctx, "db">,
  { kind, fileName, bytes, by }: File,
): Promise<Result<{ readonly id: string }, "staff.not-permitted">> {
  const refused = await refuseUnpermitted(ctx, actorOf(by), "import.run");
  if (refused) return refused;
  const id = await insertImport(ctx.db, { kind, fileName: shownName(fileName), staffId: by.staffId });
  try {
    await store(ctx, id, kind, bytes);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) {
      await deleteImport(ctx.db, id);
      throw error;
    }
    await deleteImportPieces(ctx.db, id);
    await updateImport(ctx.db, id, { state: "unreadable", problem: error.problem, problemLine: error.line });
  }
  return ok({ id });
}

async function store(ctx: Pick<Ctx, "db">, id: string, kind: KindName, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const file = readCsvFile(bytes);
  const heading = await file.next();
  if (heading.done) throw new UnreadableFile("empty", 1);
  const [, columns] = heading.value;
  let rows = 0;
  let pieces = 0;
  for await (const piece of inPieces(file)) {
    rows += piece.length;
    if (rows > MOST_ROWS) throw new UnreadableFile("too-many-rows", piece[0]?.[0] ?? 1);
    await insertImportPiece(ctx.db, id, pieces++, JSON.stringify(piece));
  }
  if (rows === 0) throw new UnreadableFile("no-rows", 1);
  const mapping = guessMapping(importKinds[kind].fields, columns);
  await updateImport(ctx.db, id, { state: "uploaded", columns: columns.map(shownHeading), mapping, rows, pieces });
}

async function* inPieces(rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow[]> {
  let piece: FileRow[] = [];
  let characters = 0;
  for await (const row of rows) {
    piece.push(row);
    characters += row[1].reduce((sum, cell) => sum + cell.length, 0);
    if (piece.length < PIECE_ROWS && characters < PIECE_CHARACTERS) continue;
    yield piece;
    piece = [];
    characters = 0;
  }
  if (piece.length > 0) yield piece;
}

/** The last part of whatever the browser said, without what could mislead a reader. It is no path and never used as one (T-D7). */
const shownName = (name: string): string =>
  [...(name.split(/[/\\]/).at(-1) ?? "").replace(/[\p{C}\u202A-\u202E\u2066-\u2069]/gu, "")].slice(0, 120).join("") || "?";

const shownHeading = (heading: string): string => [...heading.replace(/\p{C}/gu, " ").trim()].slice(0, 80).join("");
