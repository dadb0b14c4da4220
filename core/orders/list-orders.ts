import type { Ctx } from "@/core/ctx";
import type { Session } from "@/core/sessions/find-session";
import { type ListedOrder, listOrdersOf } from "@/db/queries/orders";

/** As many as one page shows: nobody scrolls further. */
export const ORDERS_AT_MOST = 200;

/** A customer's orders, newest first: placed when signed in, placed as a guest, or attached later, each with its reason. */
export const listOrders = (ctx: Pick<Ctx, "db">, session: Session, limit = ORDERS_AT_MOST): Promise<ListedOrder[]> =>
  listOrdersOf(ctx.db, session.customerId, limit);
