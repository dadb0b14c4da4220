import { and, asc, eq, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { inboundMails, mailboxes } from "@/db/schema/mail";

/**
 * Where an answer to a mail about a conversation goes: the mailbox in use that its last mail came in by, else the oldest one in use; null
 * if no mailbox is read at all.
 */
export async function findReplyAddress(db: Db, conversationId: string): Promise<string | null> {
  const cameLast = db
    .select({ at: sql`max(${inboundMails.createdAt})` })
    .from(inboundMails)
    .where(and(eq(inboundMails.mailboxId, mailboxes.id), eq(inboundMails.conversationId, conversationId)));
  const [found] = await db
    .select({ address: mailboxes.address })
    .from(mailboxes)
    .where(eq(mailboxes.isEnabled, true))
    .orderBy(sql`(${cameLast}) desc nulls last`, asc(mailboxes.createdAt), asc(mailboxes.id))
    .limit(1);
  return found?.address ?? null;
}
