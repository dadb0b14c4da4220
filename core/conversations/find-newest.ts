import type { Ctx } from "@/core/ctx";
import { findNewestMessage, findNewestOfAll } from "@/db/queries/conversations";

/** The newest message with a customer, or of all where none is named; 0 if there is none. What was said since has a higher one. */
export const findNewest = ({ db }: Pick<Ctx, "db">, customerId: string | null): Promise<number> =>
  customerId === null ? findNewestOfAll(db) : findNewestMessage(db, customerId);
