import { timestamp, uuid } from "drizzle-orm/pg-core";

/** An instant, with zone. Expiry is compared in SQL by now(), never here. */
export const instant = (name: string) => timestamp(name, { mode: "date", withTimezone: true });
/** When the row was made. */
export const createdAt = () => instant("created_at").notNull().defaultNow();
/** A random key. */
export const id = () => uuid("id").primaryKey().defaultRandom();
