import { join } from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMissing } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

/** How to migrate. */
export type MigrateOptions = {
  /** The folder drizzle-kit writes; `db/migrations` of the folder the process was started in unless given. */
  migrationsFolder?: string;
  /** Milliseconds to wait for another process that migrates, and for any lock a migration needs. */
  lockTimeout?: number;
};

type Migration = {
  hash: string;
  /** The journal's `when`, which is also what the database keeps. */
  at: number;
};

const LOCK_TIMEOUT_MS = 60_000;
const LOCK_NOT_AVAILABLE = "55P03";

/**
 * Brings a database to this build's schema; any number of processes may do it at once, each migration runs once.
 * Needs a session of its own: not through a pooler in transaction mode.
 * Throws a sentence when another process holds the lock too long, when the database is newer than this build, and when
 * a migration was changed after it ran or would be skipped. Nothing is changed then.
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<void> {
  const { migrationsFolder = join(process.cwd(), "db", "migrations"), lockTimeout = LOCK_TIMEOUT_MS } = options;
  const journal = readJournal(migrationsFolder);
  const sql = postgres(url, { max: 1, idle_timeout: 0, max_lifetime: null, onnotice: () => undefined });
  try {
    await takeLock(sql, lockTimeout);
    checkApplied(journal, await listApplied(sql));
    await applyMissing(drizzle(sql), { migrationsFolder });
    checkComplete(journal, await listApplied(sql));
  } finally {
    // Closing the session also gives back its lock.
    await sql.end({ timeout: 5 });
  }
}

// Drizzle runs only what is newer than the newest applied one, so an entry out of order would never run anywhere.
function readJournal(migrationsFolder: string): Migration[] {
  const journal = readMigrationFiles({ migrationsFolder }).map(({ hash, folderMillis }) => ({ hash, at: folderMillis }));
  const wrong = journal.findIndex((entry, index) => entry.at <= (journal[index - 1]?.at ?? Number.NEGATIVE_INFINITY));
  if (wrong >= 0) {
    throw new Error(
      `Migration ${wrong + 1} in ${migrationsFolder} is not newer than the one before it and would be skipped. ` +
        "Remove it and generate it again on top of the others.",
    );
  }
  return journal;
}

// Drizzle itself takes no lock; of several processes at once all but one would fail.
async function takeLock(sql: postgres.Sql, lockTimeout: number): Promise<void> {
  await sql`select set_config('lock_timeout', ${String(lockTimeout)}, false)`;
  // A killed process must not hold the lock until its running statement ends. Servers on Windows refuse the setting.
  await sql`select set_config('client_connection_check_interval', '1s', false)`.catch(() => undefined);
  try {
    await sql`select pg_advisory_lock(hashtextextended('foyer:migrate', 0))`;
  } catch (error) {
    if (!(error instanceof postgres.PostgresError) || error.code !== LOCK_NOT_AVAILABLE) throw error;
    throw new Error(
      `Another process has been migrating this database for ${lockTimeout / 1000} seconds. ` +
        "Wait until it is done, or end it when it hangs, then start again.",
    );
  }
}

async function listApplied(sql: postgres.Sql): Promise<Migration[]> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as name`;
  if (table?.name === null) return [];
  const rows = await sql`select hash, created_at from drizzle.__drizzle_migrations order by created_at`;
  return rows.map((row) => ({ hash: String(row.hash), at: Number(row.created_at) }));
}

function checkApplied(journal: Migration[], applied: Migration[]): void {
  const newest = journal.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const known = new Set(journal.map((entry) => entry.hash));
  const unknown = applied.filter((entry) => !known.has(entry.hash));
  if (unknown.some((entry) => entry.at > newest)) {
    throw new Error(
      `The database is newer than this build: it has ${applied.length} migrations, this build knows ${journal.length}. ` +
        "Start the newer version of Foyer, or restore a backup made by this one.",
    );
  }
  if (unknown.length > 0) {
    throw new Error(
      `${unknown.length} migrations of this database differ from this build's: a migration file was changed after it ran. ` +
        "Restore the file; put the change into a new migration.",
    );
  }
  const reached = applied.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  refuseGap(missing(journal, applied).filter((entry) => entry.at <= reached));
}

function checkComplete(journal: Migration[], applied: Migration[]): void {
  checkApplied(journal, applied);
  refuseGap(missing(journal, applied));
}

function missing(journal: Migration[], applied: Migration[]): Migration[] {
  const hashes = new Set(applied.map((entry) => entry.hash));
  return journal.filter((entry) => !hashes.has(entry.hash));
}

function refuseGap(gap: Migration[]): void {
  const first = gap[0];
  if (first === undefined) return;
  throw new Error(
    `${gap.length} of this build's migrations were passed over in this database, the first one of ${new Date(first.at).toISOString()}. ` +
      "It was added before one that had already run: generate it again on top of the others.",
  );
}
