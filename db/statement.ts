import type { SQLWrapper } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/postgres-js";
import type { Db } from "@/db";

/** Where statements are drafted with drizzle's builders. Asks nobody. */
export const onPaper = drizzle.mock();

const dialect = new PgDialect();

/**
 * A statement that is asked with every sign-in or every page: put together once, since that costs more than asking it, and prepared once
 * by each connection, which saves a way to the database and back. Runs on the pool and in a transaction alike. What varies is a
 * `sql.placeholder`; the rows come as the database names and writes them.
 */
export function statement<Values extends Record<string, unknown>, Row = never>(draft: SQLWrapper) {
  const query = dialect.sqlToQuery(draft.getSQL());
  return (db: Db, values: Values): Promise<Row[]> => {
    type Rows = { execute: Row[]; all: Row[]; values: unknown };
    return db._.session.prepareQuery<Rows>(query, undefined, "prepared", false).execute(values);
  };
}
