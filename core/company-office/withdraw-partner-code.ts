import { z } from "zod";
import { companyId } from "@/core/company-office/company-id";
import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { withdrawCode } from "@/db/queries/partner-code-room";

/** What the button holds that withdraws a code. */
export const withdrawCodeInput = z.object({ companyId, code: z.uuid({ error: "partner-code.gone" }) });

/** Ends a code at once: who has begun with it is refused, too (T-Q2). Who joined by it stays. */
export async function withdrawPartnerCode(
  ctx: Pick<Ctx, "db" | "request">,
  { companyId: id, code, staffId }: z.output<typeof withdrawCodeInput> & { readonly staffId: string },
): Promise<Result<undefined, "staff.not-permitted" | "partner-code.gone">> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "companies.edit");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const hint = await withdrawCode(tx.db, id, code);
    if (hint === null) return fail("partner-code.gone");
    await audit(tx, {
      actor,
      action: "partner-code.withdrawn",
      target: { kind: "company", id },
      outcome: "ok",
      detail: { hint },
    });
    return ok();
  });
}
