import { tellAdministrators } from "@/core/companies/tell-administrators";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { lockCompanies, setCompaniesDeactivated } from "@/db/queries/companies";
import { listPeople } from "@/db/queries/company-people";
import { lockSettings, raiseSettingsVersion } from "@/db/queries/settings";

type Asking = Pick<Ctx, "db" | "request" | "secrets" | "settings">;
type Asked = { readonly ids: readonly string[]; readonly staffId: string };
type Code = "staff.not-permitted" | "company.not-found" | "company.none-chosen";

/**
 * Shuts companies: from their people's next click on nobody acts for them, no code and no invitation leads in. Their people keep their
 * accounts, and its administrators are told. All of them or none: one id that is no company's, and nothing happens (T-A8). Answers how many
 * were open.
 */
export const deactivateCompanies = (ctx: Asking, asked: Asked): Promise<Result<{ count: number }, Code>> =>
  change(ctx, asked, true);

/** Opens companies again, as they were, and tells their administrators. All of them or none. Answers how many were shut. */
export const reactivateCompanies = (ctx: Asking, asked: Asked): Promise<Result<{ count: number }, Code>> =>
  change(ctx, asked, false);

async function change(ctx: Asking, asked: Asked, isShutting: boolean): Promise<Result<{ count: number }, Code>> {
  const actor = { kind: "staff", staffId: asked.staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "companies.edit");
  if (refused) return refused;
  const ids = [...new Set(asked.ids)];
  if (ids.length === 0) return fail("company.none-chosen");
  return inTransaction(ctx, async (tx) => {
    await lockSettings(tx.db);
    const found = await lockCompanies(tx.db, ids);
    if (found.filter(({ mergedInto }) => mergedInto === null).length < ids.length) return fail("company.not-found");
    const changed = found.filter(({ deactivatedAt }) => (deactivatedAt === null) === isShutting);
    if (changed.length === 0) return ok({ count: 0 });
    const changedIds = changed.map(({ id }) => id);
    await setCompaniesDeactivated(tx.db, changedIds, isShutting);
    // Where addresses of their domains are led to is a part of what every process holds in memory.
    await raiseSettingsVersion(tx.db);
    const [action, notice] = isShutting
      ? (["company.deactivated", "companyDeactivated"] as const)
      : (["company.reactivated", "companyReactivated"] as const);
    for (const { id, name: company } of changed) {
      await audit(tx, { actor, action, target: { kind: "company", id }, outcome: "ok" });
      await tellAdministrators(tx, await listPeople(tx.db, id), { notice, company });
    }
    return ok({ count: changed.length });
  });
}
