import type { Ctx } from "@/core/ctx";
import type { Session } from "@/core/sessions/find-session";
import { type ListedOrder, listOrdersOf } from "@/db/queries/orders";

// Nobody scrolls further on one page; paging comes with the back office's tables.
const MOST = 200;

/** A customer's orders, newest first: placed when signed in, placed as a guest, or attached later, each with its reason. */
export const listOrders = (ctx: Pick<Ctx, "db">, session: Session, limit = MOST): Promise<ListedOrder[]> =>
  listOrdersOf(ctx.db, session.customerId, limit);
