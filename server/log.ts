import pino from "pino";
import { findSqlError } from "@/db";
import { getEnv } from "@/settings/env";

/**
 * The log: one JSON object a line (T-G3). It never holds a secret: errors of the database are cut down to their code, since their text
 * carries the statement and its values; nobody logs bodies, cookies or query strings (T-G1, T-G2).
 */
export const log = pino({
  level: getEnv().logLevel,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: describeError },
});

/** What may be said of an error in the log. */
export function describeError(error: unknown): Record<string, unknown> {
  const sql = findSqlError(error);
  if (sql) return { type: "database", code: sql.code, constraint: sql.constraint };
  if (!(error instanceof Error)) return { type: typeof error };
  return { type: error.name, message: error.message.slice(0, 500), stack: error.stack?.slice(0, 2000) };
}
