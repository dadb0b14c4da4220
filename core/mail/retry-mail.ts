import { type Ctx, inTransaction } from "@/core/ctx";
import { enqueueJob } from "@/core/jobs/enqueue";
import { hasSecrets } from "@/core/mail/render";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { lockMail, requeueMail } from "@/db/queries/mails";

type Code = "staff.not-permitted" | "mail.not-found" | "mail.sent-already";

/**
 * Sends a mail again that was given up or waits: it is due at once, with all its tries before it. A mail that has left is not sent
 * twice, since its link and code are erased; one that is being sent at this moment is left alone.
 */
export async function retryMail(
  ctx: Pick<Ctx, "db" | "request">,
  { mailId, staffId }: { readonly mailId: string; readonly staffId: string },
): Promise<Result<undefined, Code>> {
  const actor = { kind: "staff", staffId } as const;
  const refused = await refuseUnpermitted(ctx, actor, "mail.read");
  if (refused) return refused;
  return inTransaction(ctx, async (tx) => {
    const mail = await lockMail(tx.db, mailId);
    if (!mail) return fail("mail.not-found");
    if (mail.state === "sent" || (await isErased(mail))) return fail("mail.sent-already");
    if (!mail.isHeld) {
      await requeueMail(tx.db, mailId);
      await enqueueJob(tx, { name: "deliver-mail", data: { mailId } });
    }
    await audit(tx, { actor, action: "mail.retried", target: { kind: "mail", id: mailId }, outcome: "ok" });
    return ok();
  });
}

/** Whether the link or code it exists for is gone: without them it would only puzzle its reader. */
const isErased = async (mail: { message: string; isBare: boolean; isForgotten: boolean }): Promise<boolean> =>
  mail.isForgotten || (mail.isBare && (await hasSecrets(mail.message)));
