import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { makeSteady } from "@/db/steady-pool";

/** Runs drizzle expressions: the database itself or one open transaction of it. */
export type Db = PostgresJsDatabase<Record<string, never>>;

/** A pool of connections, and the drizzle view of it, which waits for a free one no longer than a visitor would. */
export type Database = { readonly db: Db; readonly sql: Sql; end(): Promise<void> };

// Nothing may hang longer than a visitor waits: the server gives up on a statement, a lock or a forgotten transaction, and we on a pool
// that is in use. Waiting for a connection and then for a lock takes five seconds at most (T-FX12).
const BOUNDS = { statement_timeout: 5000, lock_timeout: 3000, idle_in_transaction_session_timeout: 10_000 };
const WAIT_FOR_CONNECTION_MS = 2000;

/**
 * Opens a pool. Connections are made on first use; while the server is away each query fails within seconds and the pool
 * finds back by itself within a second of its return (T-FX10).
 * @param max connections at most
 * @param waitMs how long a query waits for a free one, milliseconds
 */
export function openDatabase(url: string, max = 10, waitMs = WAIT_FOR_CONNECTION_MS): Database {
  const open = () => {
    const pool = postgres(url, {
      max,
      connect_timeout: 5,
      idle_timeout: 60,
      max_lifetime: 60 * 30,
      backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 1),
      onnotice: () => {},
      connection: { application_name: "foyer", ...BOUNDS },
    });
    // Given a pool, drizzle puts its own readers of instants and JSON into it: each pool needs them.
    drizzle(pool);
    return pool;
  };
  const { sql, bounded } = makeSteady({ open, connections: max, waitMs, isLoss });
  return { db: drizzle(bounded), sql, end: () => sql.end({ timeout: 5 }) };
}

/** The SQLSTATE and constraint of a database error, however deep drizzle wrapped it; null if it is none. */
export function findSqlError(error: unknown): { code: string; constraint: string | null } | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string") {
      const constraint = "constraint_name" in at && typeof at.constraint_name === "string" ? at.constraint_name : null;
      return { code: at.code, constraint };
    }
  }
  return null;
}

// Connection loss, shutdown, too many connections or none allowed, lock and statement time-outs, read-only, disk full.
const OUTAGE = /^(08|57P|53|55P03|55000|57014|25006|40001|40P01)|^(CONNECT|CONNECTION|ECONN|ETIMEDOUT|ENOTFOUND|EPIPE|EAI_AGAIN)/;

/** Whether an error means that the database is away or overloaded, rather than that we have a bug. */
export const isOutage = (error: unknown): boolean => OUTAGE.test(findSqlError(error)?.code ?? "");

// Of a connection that was open: while none can be opened at all, there is nothing to replace.
const LOSS = /^(57P0[12]|25P03|CONNECTION_CLOSED|CONNECTION_DESTROYED|CONNECT_TIMEOUT|ECONNRESET|EPIPE)$/;
const isLoss = (error: unknown): boolean => LOSS.test(findSqlError(error)?.code ?? "");

/** Whether an insert met a row that was there already. */
export const isDuplicate = (error: unknown, constraint?: string): boolean => {
  const found = findSqlError(error);
  return found?.code === "23505" && (constraint === undefined || found.constraint === constraint);
};
