import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { languageOf } from "@/core/mail/language-of";
import { mayStaffMail } from "@/core/mail/may-mail";
import type { UnprovenAsked } from "@/core/registration/discard-unproven";
import { flowOf } from "@/core/registration/flows/registry";
import { mailProof } from "@/core/registration/mail-proof";
import { type Closed, findClosed, questionAbout } from "@/core/registration/policy";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { lockPending } from "@/db/queries/registrations";

/** What the buttons beside a registration hold. */
export const unprovenInput = z.object({ pendingId: z.uuid({ error: "registration.not-waiting" }) });

type Code = Closed | "staff.not-permitted" | "registration.not-waiting" | "mail.mailbox-full";

/**
 * Mails a new link and code for a registration that nobody has proven, to the address that was typed and in its language (P-V7). The
 * earlier ones end, and the code counts only in the browser that registered, as always: staff see neither.
 */
export async function resendUnproven(ctx: Ctx, { pendingId, staffId }: UnprovenAsked): Promise<Result<undefined, Code>> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "registrations.manage");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const pending = await lockPending(tx.db, pendingId);
    if (!pending?.browserHash) return fail("registration.not-waiting");
    const { email, browserHash } = pending;
    const closed = await findClosed(tx, questionAbout(pending));
    if (closed) return closed;
    if (!(await mayStaffMail(tx, email))) return fail("mail.mailbox-full");
    const request = { ...tx.request, language: languageOf(pending, tx.request.language) };
    await mailProof({ ...tx, request }, { pendingId, email, browserHash, flow: flowOf(pending) });
    const target = { kind: "registration", id: pendingId } as const;
    const detail = { email: maskEmail(email) };
    await audit(tx, { actor, action: "registration.resent", target, outcome: "ok", detail });
    return ok();
  });
}
