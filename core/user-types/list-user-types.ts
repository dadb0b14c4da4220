import { type CompanyPermission, companyPermissions, isAdministrator } from "@/core/companies/permissions";
import type { Ctx } from "@/core/ctx";
import { listUserTypes as listRows } from "@/db/queries/user-types";

/** A user type as lists and forms show it. `named` is what is ticked; with `administrator` it gives everything. */
export type ListedUserType = Awaited<ReturnType<typeof listUserTypes>>[number];

/** Every user type by its name, with what it allows and how many people have it. */
export async function listUserTypes(ctx: Pick<Ctx, "db">) {
  const rows = await listRows(ctx.db);
  return rows.map(({ permissions, ...row }) => {
    const named: readonly CompanyPermission[] = companyPermissions.filter((one) => permissions.includes(one));
    return { ...row, named, isAdministrator: isAdministrator(permissions) };
  });
}
