import { redirect } from "next/navigation";
import { answerCsv } from "@/app/_edge/answer-file";
import { admit } from "@/app/_edge/visit";
import { csvLine } from "@/core/import/csv-cell";
import { openImport, readImportErrors } from "@/core/import/open-import";
import type { Translator } from "@/messages/translator";
import { fieldInWords, problemInWords } from "../../../(rooms)/import/words";

type Props = { params: Promise<{ id: string }> };

/** All errors of an import as a file. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { closed, ctx, t } = await admit("/admin/import/[id]/errors");
  if (closed) return closed.goTo === null ? new Response(null, { status: 404 }) : redirect(closed.goTo);
  const { id } = await params;
  const found = await openImport(ctx, id);
  if (!found) return new Response(null, { status: 404 });
  return answerCsv("import-errors.csv", lines(t, found.row.kind, readImportErrors(ctx, id)));
}

async function* lines(
  t: Translator,
  kind: "customers" | "orders",
  errors: ReturnType<typeof readImportErrors>,
): AsyncGenerator<string> {
  yield csvLine((["line", "field", "problem"] as const).map((name) => t(`adminImport.errors.columns.${name}`)));
  for await (const { line, field, code } of errors)
    yield csvLine([String(line), fieldInWords(t, kind, field), problemInWords(t, code)]);
}
