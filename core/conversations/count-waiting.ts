import type { Ctx } from "@/core/ctx";
import { hours, inSeconds } from "@/core/duration";
import { countWaitingConversations } from "@/db/queries/conversation-notices";

/** After so long a customer has waited too long for somebody to read. */
const TOO_LONG = hours(1);

/** In how many conversations a customer's message has been unread for over an hour, with a contact or without; 100 stands for more. */
export const countWaiting = ({ db }: Pick<Ctx, "db">): Promise<number> => countWaitingConversations(db, inSeconds(TOO_LONG));
