import type { Ctx } from "@/core/ctx";
import type { InlineFile } from "@/core/mail/transports/transport";
import { findLogo } from "@/db/queries/mail-templates";
import { findReplyAddress } from "@/db/queries/reply-address";
import type { Brand } from "@/emails/_message";

/** By this name a mail's HTML knows the logo that travels in it. */
export const LOGO_CID = "shop-logo";

/**
 * What all mails of the shop have in common, and the pictures that this needs. A mail about a conversation can be answered where a
 * mailbox is read.
 */
export async function findBrand(
  { db, settings }: Pick<Ctx, "db" | "settings">,
  { conversationId = null }: { readonly conversationId?: string | null },
): Promise<{ brand: Brand; inline: readonly InlineFile[] }> {
  const logo = await findLogo(db);
  const isRead = conversationId !== null && (await findReplyAddress(db, conversationId)) !== null;
  const takesAnswers = isRead || settings.mail.replyTo !== "";
  return {
    brand: { logo: logo && LOGO_CID, footer: settings.mail.footer, takesAnswers, isWritten: false },
    inline: logo ? [{ ...logo, cid: LOGO_CID }] : [],
  };
}
