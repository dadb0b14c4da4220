import type { Ctx } from "@/core/ctx";
import { messageNames } from "@/core/mail/queue";
import type { TemplateName } from "@/core/mail-templates/check-template";
import { oneOf } from "@/core/query";
import { listNewestTemplates } from "@/db/queries/mail-templates";

/** Mails whose original is sent now, since what an admin wrote for them could not be used: until it is saved anew or taken back. */
export async function listFailedTemplates(ctx: Pick<Ctx, "db">): Promise<readonly TemplateName[]> {
  const failed = (await listNewestTemplates(ctx.db)).filter(({ isEdited, failedAt }) => isEdited && failedAt !== null);
  return failed.flatMap((one) => {
    const [message, language] = [oneOf(messageNames, one.message), oneOf(["en", "es"], one.language)];
    return message && language ? [{ message, language }] : [];
  });
}
