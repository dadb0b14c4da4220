import pino from "pino";
import { findSqlError } from "@/db";
import { isUnreadable, requestStores } from "@/server/request-store";
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

/**
 * What may be said of an error in the log. Of the database's errors the statement is told, whose values are placeholders, and never their
 * text, which repeats the values.
 */
export function describeError(error: unknown): Record<string, unknown> {
  const statement = findStatement(error);
  const sql = findSqlError(error);
  if (sql || statement !== null)
    return { type: "database", ...sql, ...(statement === null ? {} : { statement }), ...traceOf(error) };
  if (!(error instanceof Error)) return { type: typeof error };
  return { type: error.name, message: error.message.slice(0, 500), stack: error.stack?.slice(0, 2000) };
}

/** The statement of a failed query, as drizzle reports it; null if this is no such error. */
function findStatement(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ("query" in at && typeof at.query === "string") return at.query.slice(0, 500);
  }
  return null;
}

/** Where an error was thrown: what its stack says below its text, which repeats the values. */
function traceOf(error: unknown): { trace?: string } {
  if (!(error instanceof Error) || error.message === "") return {};
  const [, trace = ""] = (error.stack ?? "").split(error.message);
  return trace.trim() ? { trace: trace.trim().slice(0, 1500) } : {};
}

/**
 * Makes everything that others print as an error or a warning a line of this log. Next prints every uncaught error whole, with the
 * values of failed statements (T-G1).
 */
export function takeOverConsole(): void {
  console.error = (...said: unknown[]) => tell("error", said);
  console.warn = (...said: unknown[]) => tell("warn", said);
}

function tell(level: "error" | "warn", said: readonly unknown[]): void {
  const err = said.find((one) => one instanceof Error);
  const store = requestStores.getStore();
  // Anybody can send what nobody can read: no reason to wake somebody, nor to fill the log with stacks.
  if (err && store && isUnreadable(store)) {
    log.info({ reason: err.message.slice(0, 200) }, "a request could not be read");
    return;
  }
  const [text = ""] = said
    .filter((one) => typeof one === "string")
    .join(" ")
    .split("\nparams:");
  log[level](err ? { err } : {}, text.trim().slice(0, 500) || "an error reached nobody");
}
