import PgBoss from "pg-boss";
import postgres, { type Sql } from "postgres";
import { queues } from "@/db/queries/jobs";

/**
 * pg-boss over a pool of ours, for those who take jobs. Never started: a start that the database interrupts cannot be repeated, and
 * all that it would add is `maintain()` now and then, which the worker calls itself.
 */
export function openBoss(sql: Sql): PgBoss {
  return new PgBoss({ db: executorOn(sql), migrate: false, schedule: false, supervise: false, deleteAfterDays: 2 });
}

/**
 * Makes or updates pg-boss's tables and our queues; any number of processes may do it at once. Part of every start, after the
 * migrations.
 */
export async function installJobs(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const boss = new PgBoss({ db: executorOn(sql), migrate: true, schedule: false, supervise: false });
  boss.on("error", () => undefined);
  try {
    await boss.start();
    for (const [name, options] of Object.entries(queues)) {
      await boss.createQueue(name, { name, ...options });
      await boss.updateQueue(name, { name, ...options });
    }
  } finally {
    await boss.stop({ graceful: false, close: false });
    await sql.end({ timeout: 5 });
  }
}

function executorOn(sql: Sql): PgBoss.Db {
  return { executeSql: (text, values = []) => (values.length === 0 ? runPlain(sql, text) : run(sql, text, values)) };
}

async function run(sql: Sql, text: string, values: readonly unknown[]): Promise<{ rows: unknown[] }> {
  return { rows: [...(await sql.unsafe(text, values.map(asParameter)))] };
}

/** Plans without values may be several statements with a transaction of their own, which needs one connection for all of them. */
async function runPlain(sql: Sql, text: string): Promise<{ rows: unknown[] }> {
  if (!/^\s*BEGIN;/.test(text)) return { rows: [...(await sql.unsafe(text))] };
  const connection = await sql.reserve();
  try {
    await connection.unsafe(text);
    return { rows: [] };
  } catch (error) {
    await connection.unsafe("rollback").catch(() => undefined);
    throw error;
  } finally {
    connection.release();
  }
}

type Parameter = string | number | boolean | null | string[];

function asParameter(value: unknown): Parameter {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(String);
  return JSON.stringify(value);
}
