import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { requiredLine } from "@/core/input";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { decideHeld, lockHeld } from "@/db/queries/approvals";

/** What the form beside a request holds. */
export const refuseInput = z.object({ pendingId: z.uuid({ error: "approval.not-waiting" }), reason: requiredLine(500) });

type Asked = z.output<typeof refuseInput> & { readonly staffId: string };

/** Says no to somebody who waits, and mails them the reason (P-R11). What they typed is erased with the record, a month later. */
export async function refuseRegistration(
  ctx: Pick<Ctx, "db" | "secrets" | "settings" | "request">,
  { pendingId, reason, staffId }: Asked,
): Promise<Result<undefined, "staff.not-permitted" | "approval.not-waiting">> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "registrations.manage");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const held = await lockHeld(tx.db, pendingId);
    if (!held) return fail("approval.not-waiting");
    await decideHeld(tx.db, pendingId, { decision: "refused", staffId, reason });
    const target = { kind: "registration", id: pendingId } as const;
    const detail = { email: maskEmail(held.email) };
    await audit(tx, { actor, action: "registration.refused", target, outcome: "ok", detail });
    const language = languageOf(held, tx.settings.shop.language);
    await queueMail(tx, { message: "registration-refused", to: { email: held.email }, language, facts: { reason } });
    return ok();
  });
}
