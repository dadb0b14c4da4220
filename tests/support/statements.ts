import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Db } from "@/db";

/** A second way into a database that notes the text of every statement, without its values. */
export type Noted = { readonly db: Db; readonly statements: string[]; end(): Promise<void> };

/** Opens one. */
export function noteStatements(url: string): Noted {
  const client = postgres(url, { max: 2, onnotice: () => {} });
  const statements: string[] = [];
  const db = drizzle(client, { logger: { logQuery: (text) => statements.push(text) } });
  return { db, statements, end: () => client.end({ timeout: 5 }) };
}
