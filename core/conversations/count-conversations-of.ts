import type { Ctx } from "@/core/ctx";
import { countConversationsOf as countRows } from "@/db/queries/conversation-rooms";

/**
 * In how many conversations a staff member is the contact, or was it until they could not answer any more: then these wait for another
 * one, and stand among those without a contact.
 */
export const countConversationsOf = ({ db }: Pick<Ctx, "db">, staffId: string): Promise<number> => countRows(db, staffId);
