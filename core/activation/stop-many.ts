import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { stopBatch } from "@/db/queries/activation-batches";

/** What the button that stops a sending holds. */
export const stopManyInput = z.object({ batch: z.uuid({ error: "field.invalid" }) });

type Asked = z.output<typeof stopManyInput> & { readonly staffId: string };

/** Stops a sending to many at once: what has not left stays here. One that is over is left as it is. */
export async function stopMany(
  ctx: Pick<Ctx, "db" | "request">,
  { batch, staffId }: Asked,
): Promise<Result<undefined, "staff.not-permitted">> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "activation.send");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    if (await stopBatch(tx.db, batch, staffId))
      await audit(tx, { actor, action: "activation.many-stopped", outcome: "ok", detail: { sending: batch } });
    return ok();
  });
}
