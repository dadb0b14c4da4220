import { listAnsweringIds } from "@/core/conversations/list-answering";
import type { Ctx } from "@/core/ctx";
import { countUnreadConversations } from "@/db/queries/conversation-rooms";
import { countUnreadMessages } from "@/db/queries/conversations";

/** How many messages of the shop a customer has not read; 100 stands for more. */
export const countUnread = ({ db }: Pick<Ctx, "db">, customerId: string): Promise<number> => countUnreadMessages(db, customerId);

/** In how many conversations something waits for this staff member, those that nobody looks after included; 100 stands for more. */
export const countUnreadAsStaff = async ({ db }: Pick<Ctx, "db">, staffId: string): Promise<number> =>
  countUnreadConversations(db, staffId, await listAnsweringIds({ db }));
