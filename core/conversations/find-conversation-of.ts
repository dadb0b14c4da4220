import type { Ctx } from "@/core/ctx";
import { findConversationId } from "@/db/queries/conversation-rooms";

/** The id of a customer's conversation; null if there is none yet. */
export const findConversationOf = ({ db }: Pick<Ctx, "db">, customerId: string): Promise<string | null> =>
  findConversationId(db, customerId);
