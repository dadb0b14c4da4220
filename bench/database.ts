import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { startEmbedded } from "@/db/embedded/start-embedded";
import { getListener } from "./processes";

/** One PostgreSQL server for all targets, a database for each. */
export type DatabaseServer = {
  version: string;
  /** The process whose tree is the database's processor time. */
  root: number;
  createDatabase: (name: string) => Promise<string>;
  stop: () => Promise<void>;
};

function nameIn(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

/** Starts it in a new folder, writing to disk as safely as in production, and removes it again with `stop`. */
export async function startDatabase(): Promise<DatabaseServer> {
  const folder = await mkdtemp(join(tmpdir(), "foyer-bench-"));
  const embedded = await startEmbedded({ dataDir: join(folder, "database"), durable: true });
  const sql = postgres(embedded.url, { max: 1, onnotice() {} });
  const [row] = await sql<{ version: string }[]>`select current_setting('server_version') as version`;
  return {
    version: row?.version ?? "unknown",
    root: getListener(Number(new URL(embedded.url).port)),
    async createDatabase(name) {
      await sql.unsafe(`create database ${name}`);
      return nameIn(embedded.url, name);
    },
    async stop() {
      await sql.end();
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
