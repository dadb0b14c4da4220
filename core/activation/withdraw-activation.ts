import { findInvited } from "@/core/activation/find-obstacle";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { deleteActivation, lockCustomer } from "@/db/queries/activations";

type Asked = { readonly number: string; readonly staffId: string };
type Code = "staff.not-permitted" | "customer.not-found" | "activation.none";

/** Takes an activation back: mailed and copied links open nothing any more (T-V9), and the account is no longer pending. */
export async function withdrawActivation(
  ctx: Pick<Ctx, "db" | "request">,
  { number, staffId }: Asked,
): Promise<Result<undefined, Code>> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "activation.send");
  if (refused) return refused;
  const customer = await findInvited(ctx, number);
  if (!customer) return fail("customer.not-found");
  return inTransaction(ctx, async (tx) => {
    await lockCustomer(tx.db, customer.id);
    if (!(await deleteActivation(tx.db, customer.id))) return fail("activation.none");
    await audit(tx, { actor, action: "activation.withdrawn", target: { kind: "customer", id: customer.id }, outcome: "ok" });
    return ok();
  });
}
