import { type SQL, sql } from "drizzle-orm";
import PgBoss from "pg-boss";
import type { Db } from "@/db";

/** Every queue of pg-boss and how hard it tries. A job that is done is deleted: what it did is written elsewhere. */
export const queues = {
  // The mail's own row says when to try again; the queue only brings back what a crash left in somebody's hands.
  "deliver-mail": { retryLimit: 2, retryDelay: 30, expireInSeconds: 150 },
  // Each works for a while and then leaves the rest to another one; after a crash the next begins within two minutes.
  "work-import": { retryLimit: 20, retryDelay: 5, expireInSeconds: 90 },
  // Each turn enqueues the next one before it does anything; what a crash leaves is found by the sweep.
  "send-activations": { retryLimit: 2, retryDelay: 10, expireInSeconds: 120 },
  "answer-reset-request": { retryLimit: 6, retryDelay: 2, retryBackoff: true, expireInSeconds: 60 },
  "answer-code-request": { retryLimit: 6, retryDelay: 2, retryBackoff: true, expireInSeconds: 60 },
} as const satisfies Record<string, Omit<PgBoss.Queue, "name">>;

/** The name of a queue. */
export type QueueName = keyof typeof queues;

const NOT_CONNECTED: PgBoss.Db = { executeSql: () => Promise.reject(new Error("this PgBoss only writes plans")) };

// Never started and without a connection: it turns a job into pg-boss's own insert, which the caller's transaction then runs.
const planner = new PgBoss({ db: NOT_CONNECTED, schedule: false, supervise: false, migrate: false });

/** Adds a job in the open transaction. Throws if nothing was added: a job must never get lost silently. */
export async function insertJob(db: Db, name: QueueName, data: object, startAfterSeconds: number): Promise<void> {
  let added = 0;
  const inTransaction: PgBoss.Db = {
    executeSql: async (text, values) => {
      added = (await db.execute(toExpression(text, values))).count;
      return { rows: [] };
    },
  };
  await planner.insert([{ name, data, startAfter: String(Math.ceil(startAfterSeconds)) }], { db: inTransaction });
  if (added !== 1) throw new Error(`the queue ${name} is not installed: db/jobs.ts makes it at every start`);
}

/** Removes every job that waits or was begun. */
export async function deleteWaitingJobs(db: Db): Promise<void> {
  await db.execute(sql`delete from pgboss.job`);
}

/** pg-boss's text with $1, $2 … as a drizzle expression. */
function toExpression(text: string, values: readonly unknown[]): SQL {
  const parts = text.split(/\$(\d+)/);
  const chunks = parts.map((part, at) => (at % 2 === 0 ? sql.raw(part) : sql`${values[Number(part) - 1] ?? null}`));
  return sql.join(chunks);
}
