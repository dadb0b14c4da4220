import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { deleteUserType as deleteRow, isUserTypeUsed, lockUserTypes } from "@/db/queries/user-types";

type Code = "staff.not-permitted" | "user-type.not-found" | "user-type.is-default" | "user-type.in-use";

/** Deletes a user type that nobody has, that no invitation and no code gives, and that is no default. */
export async function deleteUserType(
  ctx: Pick<Ctx, "db" | "request">,
  { userType, staffId }: { readonly userType: string; readonly staffId: string },
): Promise<Result<undefined, Code>> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "settings.edit");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const found = (await lockUserTypes(tx.db, { isForDeletion: true })).find(({ id }) => id === userType);
    if (!found) return fail("user-type.not-found");
    if (found.isForCustomers || found.isForPartners) return fail("user-type.is-default");
    if (await isUserTypeUsed(tx.db, found.id)) return fail("user-type.in-use");
    await deleteRow(tx.db, found.id);
    const target = { kind: "user-type", id: found.id } as const;
    await audit(tx, { actor, action: "user-type.deleted", target, outcome: "ok", detail: { name: found.name } });
    return ok();
  });
}
