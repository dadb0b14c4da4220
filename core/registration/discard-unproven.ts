import { type Ctx, inTransaction } from "@/core/ctx";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { endProofsOf } from "@/db/queries/proofs";
import { discardPending, lockPending } from "@/db/queries/registrations";

/** Which registration, and who acts on it. */
export type UnprovenAsked = { readonly pendingId: string; readonly staffId: string };

/**
 * Ends a registration that nobody has proven: its link and code open nothing more, its password is erased, and whoever began it may begin
 * again (P-V7). One that was proven meanwhile is an account, which this does not touch.
 */
export async function discardUnproven(
  ctx: Pick<Ctx, "db" | "request">,
  { pendingId, staffId }: UnprovenAsked,
): Promise<Result<undefined, "staff.not-permitted" | "registration.not-waiting">> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "registrations.manage");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const pending = await lockPending(tx.db, pendingId);
    if (!pending) return fail("registration.not-waiting");
    await discardPending(tx.db, pendingId);
    await endProofsOf(tx.db, "registration", { pendingId });
    const target = { kind: "registration", id: pendingId } as const;
    await audit(tx, { actor, action: "registration.discarded", target, outcome: "ok" });
    return ok();
  });
}
