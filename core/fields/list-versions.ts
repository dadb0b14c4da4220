import type { Ctx } from "@/core/ctx";
import { labelOf } from "@/core/fields/field-views";
import { listFormVersions } from "@/db/queries/form-versions";
import { type FormFields, readFormFields } from "@/settings/form-definition";

/** Versions that the back office shows: the newest. */
export const SHOWN_VERSIONS = 20;

/** A version of the form, and in what it differs from the one before, by the labels of its fields. */
export type FormVersion = {
  readonly version: number;
  readonly createdAt: Date;
  /** Null where the server's own keyboard did it. */
  readonly staffName: string | null;
  readonly restoredFrom: number | null;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
};

/** The newest versions of what customers are asked, newest first. */
export async function listVersions(ctx: Pick<Ctx, "db" | "request">): Promise<FormVersion[]> {
  // One more than is shown: the last one is compared with it, and the first of all with the usual fields.
  const rows = await listFormVersions(ctx.db, SHOWN_VERSIONS + 1);
  const read = rows.map((row) => ({ ...row, fields: readFormFields(row.fields) }));
  return read.slice(0, SHOWN_VERSIONS).map(({ fields, ...version }, at) => ({
    ...version,
    ...differences(ctx, read[at + 1]?.fields ?? readFormFields([]), fields),
  }));
}

function differences({ request }: Pick<Ctx, "request">, before: FormFields, after: FormFields) {
  const without = (these: FormFields, those: FormFields) => these.filter(({ key }) => !those.some((other) => other.key === key));
  const changed = after.filter((field) => {
    const was = before.find(({ key }) => key === field.key);
    return was !== undefined && JSON.stringify(was) !== JSON.stringify(field);
  });
  const labels = (fields: FormFields) => fields.map((field) => labelOf(field, request.language));
  return { added: labels(without(after, before)), removed: labels(without(before, after)), changed: labels(changed) };
}
