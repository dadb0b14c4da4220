import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { type Actor, audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { insertFormVersion } from "@/db/queries/form-versions";
import { lockSettings, raiseSettingsVersion } from "@/db/queries/settings";
import type { FormFields } from "@/settings/form-definition";
import { loadForm } from "@/settings/store";

/** Who changes the form, and the version they had before them. */
export type FormChange = { readonly by: Actor; readonly seen: number };

/** Why nothing was changed. */
export type FormChangeFailure = "staff.not-permitted" | "fields.changed";

type Changed = { readonly fields: FormFields; readonly detail: Readonly<Record<string, string>>; readonly restoredFrom?: number };

/**
 * Makes a new version of what customers are asked, under the lock on the settings: of two who change it at once the second one is told and
 * looks again, so nobody's work is overwritten unseen. What changes nothing makes no version. Every process asks by the new one within a
 * second (P-A7); this one when its caller refreshes its store.
 */
export async function changeForm<Code extends string>(
  ctx: Pick<Ctx, "db" | "request">,
  { by, seen }: FormChange,
  change: (tx: Pick<Ctx, "db">, fields: FormFields) => Result<Changed, Code> | Promise<Result<Changed, Code>>,
): Promise<Result<undefined, Code | FormChangeFailure>> {
  const refused = await refuseUnpermitted(ctx, by, "settings.edit");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    await lockSettings(tx.db);
    const before = await loadForm(tx.db);
    if (before.version !== seen) return fail("fields.changed");
    const changed = await change(tx, before.fields);
    if (!changed.ok) return changed;
    const { fields, detail, restoredFrom = null } = changed.value;
    if (JSON.stringify(fields) === JSON.stringify(before.fields)) return ok();
    const version = before.version + 1;
    await insertFormVersion(tx.db, { version, fields, staffId: by.kind === "staff" ? by.staffId : null, restoredFrom });
    await raiseSettingsVersion(tx.db);
    const target = { kind: "setting", id: "fields" } as const;
    await audit(tx, {
      actor: by,
      action: "form.changed",
      target,
      outcome: "ok",
      detail: { version: String(version), ...detail },
    });
    return ok();
  });
}
