import type { Ctx } from "@/core/ctx";
import { enqueueJob } from "@/core/jobs/enqueue";
import { listStrandedMails } from "@/db/queries/mails";

const MAILS_AT_ONCE = 200;

/**
 * Enqueues mails that are due and that no job takes care of: a process died with them in hand, or there was no SMTP server until now.
 * Any number of processes may do it at once: a mail is claimed by one of its jobs only. Answers how many it found.
 */
export async function sweepMails(ctx: Pick<Ctx, "db">): Promise<number> {
  const stranded = await listStrandedMails(ctx.db, MAILS_AT_ONCE);
  for (const mailId of stranded) await enqueueJob(ctx, { name: "deliver-mail", data: { mailId } });
  return stranded.length;
}
