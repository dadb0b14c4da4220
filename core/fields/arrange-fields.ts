import type { Ctx } from "@/core/ctx";
import { changeForm, type FormChange, type FormChangeFailure } from "@/core/fields/change-form";
import { fail, ok, type Result } from "@/core/result";
import { findFormVersion } from "@/db/queries/form-versions";
import { type FormFields, isBuiltIn, readFormFields } from "@/settings/form-definition";

type Changing = Pick<Ctx, "db" | "request">;

/** Puts the fields into an order. Keys that are none are left out, and fields that are not named follow at the end: none is ever lost. */
export function orderFields(
  ctx: Changing,
  { keys, ...by }: FormChange & { readonly keys: readonly string[] },
): Promise<Result<undefined, FormChangeFailure>> {
  return changeForm<never>(ctx, by, (_tx, fields) => {
    const named = [...new Set(keys)].flatMap((key) => fields.find((field) => field.key === key) ?? []);
    const others = fields.filter((field) => !named.includes(field));
    const ordered = [...named, ...others];
    return ok({ fields: ordered, detail: { order: ordered.map(({ key }) => key).join(" ") } });
  });
}

/** The keys of fields after one of them has moved a place up or down; at the end of the list nothing happens. */
export function movedKeys(fields: FormFields, key: string, direction: "up" | "down"): readonly string[] {
  const keys = fields.map((field) => field.key);
  const from = keys.indexOf(key);
  const to = direction === "up" ? from - 1 : from + 1;
  return from < 0 || to < 0 || to >= keys.length ? keys : keys.toSpliced(from, 1).toSpliced(to, 0, key);
}

/**
 * Takes a field out of every form. What customers answered stays in their records and in their data, and is there again if somebody goes back
 * to a version that asked for it. What every record has cannot be taken out.
 */
export function removeField(
  ctx: Changing,
  { key, ...by }: FormChange & { readonly key: string },
): Promise<Result<undefined, FormChangeFailure | "fields.not-found">> {
  return changeForm<"fields.not-found">(ctx, by, (_tx, fields) => {
    const isThere = !isBuiltIn(key) && fields.some((field) => field.key === key);
    if (!isThere) return fail("fields.not-found");
    return ok({ fields: fields.filter((field) => field.key !== key), detail: { removed: key } });
  });
}

/** Goes back to an earlier version, 0 being the usual fields: a new version is made that asks what that one asked. */
export function restoreForm(
  ctx: Changing,
  { version, ...by }: FormChange & { readonly version: number },
): Promise<Result<undefined, FormChangeFailure | "fields.not-found">> {
  return changeForm<"fields.not-found">(ctx, by, async (tx) => {
    const stored = version === 0 ? { fields: [] } : await findFormVersion(tx.db, version);
    if (!stored) return fail("fields.not-found");
    return ok({ fields: readFormFields(stored.fields), detail: { restored: String(version) }, restoredFrom: version });
  });
}
