import { minutes } from "@/core/duration";
import { findSqlError, isOutage, openDatabase } from "@/db";

/** How long a start waits for its database. */
const WAIT = minutes(1);
const TRY_EVERY_MS = 500;

/**
 * Waits until the database answers; says once that it waits. Throws a sentence after a minute, and at once on an error that waiting cannot
 * mend (T-FX11).
 */
export async function waitForDatabase(url: string, say: (line: string) => void): Promise<void> {
  const until = Date.now() + WAIT.ms;
  let hasSaid = false;
  while (!(await answers(url, Date.now() > until))) {
    if (!hasSaid) say("Waiting for the database …");
    hasSaid = true;
    await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
  }
}

async function answers(url: string, isLastTry: boolean): Promise<boolean> {
  const { sql, end } = openDatabase(url, 1);
  try {
    await sql`select 1`;
    return true;
  } catch (error) {
    if (!isOutage(error)) throw error;
    if (isLastTry) throw new Error(sentenceOn(error), { cause: error });
    return false;
  } finally {
    await end().catch(() => {});
  }
}

const sentenceOn = (error: unknown): string =>
  `the database has not answered for a minute (${findSqlError(error)?.code}). See that it runs and that DATABASE_URL leads to it.`;
