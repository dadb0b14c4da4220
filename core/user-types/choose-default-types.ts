import { z } from "zod";
import { isAdministrator } from "@/core/companies/permissions";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { lockUserTypes, setDefaultUserType } from "@/db/queries/user-types";

const userType = z.uuid({ error: "user-type.not-found" });

/** What the form of the defaults holds: ids of user types. */
export const defaultTypesInput = z.object({ customers: userType, partners: userType });

type Asked = z.output<typeof defaultTypesInput> & { readonly staffId: string };
type Code = "staff.not-permitted" | "user-type.not-found" | "user-type.default-needs-administrator";

/**
 * Chooses what people are who nobody chose a user type for: the first person of a new company, and whoever joins a partner by a code that
 * names none. The first must be an account administrator, or a new company would have none (P-O2, T-R16).
 */
export async function chooseDefaultTypes(
  ctx: Pick<Ctx, "db" | "request">,
  { customers, partners, staffId }: Asked,
): Promise<Result<undefined, Code>> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "settings.edit");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const types = await lockUserTypes(tx.db);
    const [first, joining] = [customers, partners].map((wanted) => types.find(({ id }) => id === wanted));
    if (!first) return fail("user-type.not-found", { field: "customers" });
    if (!joining) return fail("user-type.not-found", { field: "partners" });
    if (!isAdministrator(first.permissions)) return fail("user-type.default-needs-administrator", { field: "customers" });
    if (first.isForCustomers && joining.isForPartners) return ok();
    await setDefaultUserType(tx.db, "customers", first.id);
    await setDefaultUserType(tx.db, "partners", joining.id);
    const detail = { customers: first.name, partners: joining.name };
    await audit(tx, { actor, action: "user-type.defaults", outcome: "ok", detail });
    return ok();
  });
}
