import type { World } from "./context";
import { waitFor } from "./wait-for";

/** Begins something, and comes back once somebody waits for a lock in this database, or it is over. */
export async function startAndWait<T>(world: World, run: () => Promise<T>): Promise<{ readonly running: Promise<T> }> {
  const running = run();
  await untilWaiting(world, running);
  return { running };
}

/** Comes back once somebody waits for a lock in this database, or this is over. */
export async function untilWaiting({ database }: World, running: Promise<unknown>): Promise<void> {
  const isOver = running.then(
    () => true,
    () => true,
  );
  const waiting = () =>
    database.sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await waitFor(async () => (await waiting()).length > 0 || (await Promise.race([isOver, false])), "somebody who waits");
}
