import { z } from "zod";
import { findInvited, findObstacle, type Obstacle } from "@/core/activation/find-obstacle";
import { mailActivation } from "@/core/activation/mail-activation";
import { type Ctx, inTransaction } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { refuseUnpermitted } from "@/core/staff/permissions";

/** What the buttons of a pending account hold. */
export const activationInput = z.object({ number: requiredLine(64) });

type Asked = { readonly number: string; readonly staffId: string };
type Code = Obstacle | "staff.not-permitted" | "customer.not-found" | "activation.no-email" | "mail.mailbox-full";

/**
 * Mails a customer without an account the link to activate one, and makes the account a pending one (P-V1). Done again, the link that was
 * mailed before ends with it (T-V10). Link, mail and note exist together or not at all.
 */
export async function sendActivation(ctx: Ctx, { number, staffId }: Asked): Promise<Result<undefined, Code>> {
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "activation.send");
  if (refused) return refused;
  const seen = await findInvited(ctx, number);
  if (!seen) return fail("customer.not-found");
  return inTransaction(ctx, async (tx) => {
    const obstacle = await findObstacle(tx, seen);
    if (obstacle) return obstacle;
    const sent = await mailActivation(tx, { customerId: seen.id, staffId });
    return sent === null ? ok() : fail(sent);
  });
}
