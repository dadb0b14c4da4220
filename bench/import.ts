// How fast files come in, and what they cost in memory: `npm run bench -- --import`.
import { sql } from "drizzle-orm";
import { minutes } from "@/core/duration";
import type { KindName } from "@/core/import/kinds";
import { receiveImport } from "@/core/import/receive-import";
import { workImport } from "@/core/import/work-import";
import { type Db, openDatabase } from "@/db";
import { installJobs } from "@/db/jobs";
import { migrate } from "@/db/migrate";
import { findImport, restartImport } from "@/db/queries/imports";
import { settingsFrom } from "@/settings/store";
import { startDatabase } from "./database";
import { readCpuMs } from "./processes";

const FIRST = ["Ann", "Hans", "María", "Jörg", "Peter", "Lucía", "Paul", "Karin", "Tom", "Eva"];
const LAST = ["Archer", "Müller", "García", "Smith", "Schulze", "Brown", "Meier", "López", "Weber", "Fischer", "de la Cruz"];

type Figures = { rowsPerSecond: number; cpuMs: number; databaseCpuMs: number };
type Run = { db: Db; databaseRoot: number; staffId: string };

/** Brings in that many customers and as many orders, each as one file, and prints what it took. Needs no build. */
export async function runImport(rows: number): Promise<void> {
  const database = await startDatabase();
  try {
    const url = await database.createDatabase("bench_import");
    await migrate(url);
    await installJobs(url);
    const { db, end } = openDatabase(url, 4);
    const peak = watchMemory();
    const [staff] = await db.execute<{ id: string }>(
      sql`insert into staff (name, email, email_key, role) values ('Bench', 'b@example.com', 'b@example.com', 'admin') returning id`,
    );
    const run = { db, databaseRoot: database.root, staffId: staff?.id ?? "" };
    await measureFile(run, "customers", "customer_number,first_name,last_name,email,phone\n", rows, customerLine);
    await measureFile(run, "orders", "order_number,customer_number,placed_at,total,items\n", rows, orderLine);
    console.log(`memory: ${peak.before.toFixed(0)} MB before, ${peak.stop().toFixed(0)} MB at most`);
    await end();
  } finally {
    await database.stop();
  }
}

const customerLine = (n: number): string =>
  `B${n},${FIRST[n % 10]},${LAST[(n * 7) % 11]},person.${n}@mail${n % 50}.example.com,+34 600 ${String(n).padStart(6, "0")}\n`;
const orderLine = (n: number): string =>
  `W${n},B${(n * 13) % n || n},2024-05-06 10:00,${n % 900}.50,2 x Teapot @ 24.00 | 1 x Mug @ 9.50\n`;

async function measureFile(run: Run, kind: KindName, head: string, rows: number, line: (n: number) => string): Promise<void> {
  const { db, staffId } = run;
  const ctx = { db, settings: settingsFrom(new Map()), request: { address: "", userAgent: "", language: "en" } } as const;
  const by = { kind: "staff", staffId, sessionId: "", confirmPassword: "" } as const;
  let id = "";
  const phases: [string, () => Promise<unknown>][] = [
    [
      "upload",
      async () => {
        const received = await receiveImport(ctx, { kind, fileName: "bench.csv", bytes: makeFile(head, rows, line), by });
        if (!received.ok) throw new Error(received.code);
        id = received.value.id;
      },
    ],
    ["dry run", () => pass(ctx, id, "checking")],
    ["import", () => pass(ctx, id, "running")],
  ];
  for (const [name, work] of phases) {
    const { rowsPerSecond, cpuMs, databaseCpuMs } = await measure(run, rows, work);
    console.log(
      `${kind}, ${name}: ${rowsPerSecond.toFixed(0)} rows a second; per row ${cpuMs.toFixed(3)} ms of Foyer's processor time, ${databaseCpuMs.toFixed(3)} ms of the database's`,
    );
  }
  const found = await findImport(db, id);
  const { created = 0, refused = 0 } = found?.row ?? {};
  if (created !== rows) throw new Error(`${created} of ${rows} ${kind} were made, ${refused} refused.`);
}

async function pass(ctx: Parameters<typeof workImport>[0], id: string, state: "checking" | "running"): Promise<void> {
  await restartImport(ctx.db, id, { state });
  await workImport(ctx, id, minutes(60));
}

async function measure({ databaseRoot }: Run, rows: number, work: () => Promise<unknown>): Promise<Figures> {
  const before = readCpuMs(databaseRoot);
  const own = process.cpuUsage();
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  const used = process.cpuUsage(own);
  return {
    rowsPerSecond: rows / seconds,
    cpuMs: (used.user + used.system) / 1000 / rows,
    databaseCpuMs: (readCpuMs(databaseRoot) - before) / rows,
  };
}

async function* makeFile(head: string, rows: number, line: (n: number) => string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(head);
  for (let n = 1; n <= rows; n += 500) {
    const size = Math.min(500, rows - n + 1);
    yield Buffer.from(Array.from({ length: size }, (_, at) => line(n + at)).join(""));
  }
}

/** The most memory this process has resident from now on, looked at ten times a second. */
function watchMemory(): { before: number; stop: () => number } {
  const now = () => process.memoryUsage().rss / 2 ** 20;
  const before = now();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, now());
  }, 100);
  return {
    before,
    stop: () => {
      clearInterval(timer);
      return Math.max(most, now());
    },
  };
}
