import { sql } from "drizzle-orm";
import type { Ctx } from "@/core/ctx";
import { minutes } from "@/core/duration";
import type { KindName } from "@/core/import/kinds";
import { openImport, readImportErrors } from "@/core/import/open-import";
import { receiveImport } from "@/core/import/receive-import";
import { checkImport, runImport } from "@/core/import/steer-import";
import { workImport } from "@/core/import/work-import";
import type { StaffOperator } from "@/core/staff/confirm-staff";

/** Bytes as a connection brings them: in pieces that end anywhere. */
export async function* arriving(content: string | Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Uploads a file and answers the import's id. */
export async function upload(
  ctx: Ctx,
  by: StaffOperator,
  kind: KindName,
  content: string | Uint8Array,
  fileName = "file.csv",
): Promise<string> {
  const received = await receiveImport(ctx, { kind, fileName, bytes: arriving(content), by });
  if (!received.ok) throw new Error(received.code);
  return received.value.id;
}

/** The form of the columns as the page would send it: what was guessed, with changes. */
export async function mappingForm(ctx: Ctx, id: string, changes: Readonly<Record<string, number | "">> = {}) {
  const found = await openImport(ctx, id);
  return Object.fromEntries(
    Object.entries({ ...found?.row.mapping, ...changes }).map(([field, at]) => [`column.${field}`, String(at)]),
  );
}

/** Works an import until it is over. */
export const work = (ctx: Ctx, id: string) => workImport(ctx, id, minutes(5));

/** An import as it stands: its state and counts, and each error as `line field code`. */
export async function outcomeOf(ctx: Ctx, id: string) {
  const found = await openImport(ctx, id);
  if (!found) throw new Error("there is no such import");
  const { state, created, updated, unchanged, refused } = found.row;
  const errors: string[] = [];
  for await (const { line, field, code } of readImportErrors(ctx, id)) errors.push(`${line} ${field} ${code}`);
  return { state, created, updated, unchanged, refused, errors };
}

/** A whole import: upload, dry run, run. Answers what both said. */
export async function importFile(
  ctx: Ctx,
  by: StaffOperator,
  kind: KindName,
  content: string | Uint8Array,
  mapping: Readonly<Record<string, number | "">> = {},
) {
  const id = await upload(ctx, by, kind, content);
  const checked = await checkImport(ctx, { id, by, form: await mappingForm(ctx, id, mapping) });
  if (!checked.ok) throw new Error(checked.code);
  await work(ctx, id);
  const dry = await outcomeOf(ctx, id);
  const begun = await runImport(ctx, { id, by });
  if (!begun.ok) throw new Error(begun.code);
  await work(ctx, id);
  return { id, dry, real: await outcomeOf(ctx, id) };
}

/** Everything that an import could have written, so that two moments can be compared. */
export async function shopAsItIs(ctx: Ctx): Promise<string> {
  const [row] = await ctx.db.execute<{ all: string }>(sql`
    select md5(concat_ws('|',
      (select string_agg(c::text, '|' order by c.id) from customers c), (select string_agg(a::text, '|' order by a.id) from accounts a),
      (select string_agg(p::text, '|' order by p.account_id) from passwords p), (select string_agg(o::text, '|' order by o.id) from orders o),
      (select string_agg(l::text, '|' order by l.order_id, l.line) from order_lines l),
      (select string_agg(k::text, '|' order by k.customer_id, k.key) from customer_keys k))) as all`);
  return row?.all ?? "";
}
