import { isOutage, openDatabase } from "@/db";

/** How long a start waits for its database. */
const WAIT_MS = 60_000;
const TRY_EVERY_MS = 500;

/** Waits until the database answers; says once that it waits, and throws after a minute or on an error that waiting cannot mend (T-FX11). */
export async function waitForDatabase(url: string, say: (line: string) => void): Promise<void> {
  const until = Date.now() + WAIT_MS;
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
    if (isLastTry || !isOutage(error)) throw error;
    return false;
  } finally {
    await end().catch(() => {});
  }
}
