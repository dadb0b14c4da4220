import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { settleSameAddress } from "@/db/queries/same-address";

/** What the button "not the same person" holds. */
export const tellApartInput = z.object({ pair: z.uuid({ error: "field.invalid" }) });

/** Notes that two customers with one address are two people, a household for instance, so that nobody is asked again. Twice is once. */
export async function tellApart(
  ctx: Pick<Ctx, "db" | "request">,
  { pair, staffId }: z.output<typeof tellApartInput> & { readonly staffId: string },
): Promise<Result<undefined, "staff.not-permitted">> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "customers.merge");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const settled = await settleSameAddress(tx.db, pair, staffId);
    if (!settled) return ok();
    const target = { kind: "customer", id: settled.customerId } as const;
    await audit(tx, { actor, action: "customer.told-apart", target, outcome: "ok", detail: { otherId: settled.joinedId } });
    return ok();
  });
}
