import { mkdirSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import postgres from "postgres";
import { findBinaries, makeMissingLinks } from "@/db/embedded/binaries";
import { APP_NAME, type DataContext, prepareData } from "@/db/embedded/data";
import { chooseIdentity } from "@/db/embedded/identity";
import { stopOrphan } from "@/db/embedded/orphan";
import { takeOwnership } from "@/db/embedded/owner";
import { errorCode, errorText } from "@/db/embedded/process";
import { startServer } from "@/db/embedded/server";

/** How to start the embedded database. */
export type EmbeddedOptions = {
  /** Where the data lies. Its password, log and launcher files are made beside it: `<dataDir>.password`, `.log`, `.launcher`. */
  dataDir: string;
  /** False gives up safety against a crash for speed: for tests only. */
  durable?: boolean;
  /** Hears what an operator should know, a sentence at a time; never a password. */
  log?: (line: string) => void;
};

/** A running embedded database. */
export type EmbeddedDatabase = {
  /** How to connect, with the password in it: never show or log it. The port is another one at every start. */
  url: string;
  /** Disconnects everybody, stops the server and waits until it is gone. Calling it again does no harm. */
  stop(): Promise<void>;
};

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  shared_buffers: "64MB",
  max_connections: "100",
  password_encryption: "scram-sha-256",
  timezone: "UTC",
  log_timezone: "UTC",
  // Failing statements reach the app as errors; written here they would put customers' data into a file.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
};

const UNSAFE_SETTINGS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * Starts PostgreSQL on a data folder, made at the first start, and gives the address of its database `foyer`.
 * It listens on the loopback address only, on a free port. What a killed start left behind is put right.
 * Throws a sentence for an operator when this machine or this folder cannot do it, or when another process runs it.
 */
export async function startEmbedded({
  dataDir,
  durable = true,
  log = () => undefined,
}: EmbeddedOptions): Promise<EmbeddedDatabase> {
  try {
    const binaries = findBinaries();
    makeMissingLinks(binaries.packageDir);
    const folder = makeParent(dataDir);
    const release = takeOwnership(folder);
    const start = { binaries, dataDir: folder, settings: toArguments(durable), isDurable: durable, log };
    return await startOwned(start, release).catch((error: unknown) => {
      release();
      throw error;
    });
  } catch (error) {
    throw explain(error, resolve(dataDir));
  }
}

async function startOwned(start: Omit<DataContext, "identity">, release: () => void): Promise<EmbeddedDatabase> {
  await stopOrphan(start.dataDir, start.log);
  const context = { ...start, identity: chooseIdentity(start.binaries, start.dataDir) };
  const password = await prepareData(context);
  const server = await startServer(context);
  const stop = once(() => server.stop().then(release));
  const url = `postgres://${APP_NAME}:${password}@127.0.0.1:${server.port}/${APP_NAME}`;
  await makeDatabase(url).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, stop };
}

// mkdir gives its mode to every folder it makes, and a closed parent would shut the database's own user out.
function makeParent(dataDir: string): string {
  const parent = dirname(resolve(dataDir));
  mkdirSync(parent, { recursive: true });
  // One spelling of the folder, for the running server is recognised by it.
  return join(realpathSync(parent), basename(resolve(dataDir)));
}

async function makeDatabase(url: string): Promise<void> {
  // The app's database may be missing, `postgres` never is.
  const sql = postgres(url, { database: "postgres", max: 1, onnotice: () => undefined });
  try {
    const found = await sql`select 1 from pg_database where datname = ${APP_NAME}`;
    if (found.length === 0) await sql`create database ${sql(APP_NAME)}`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function toArguments(isDurable: boolean): string[] {
  const settings = isDurable ? SETTINGS : { ...SETTINGS, ...UNSAFE_SETTINGS };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}

function explain(error: unknown, folder: string): unknown {
  const code = errorCode(error);
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new Error(
      `The embedded database cannot write to ${folder} (${errorText(error)}). Start Foyer as the owner of that folder.`,
    );
  }
  if (code === "ENOSPC") return new Error(`There is no space left for the embedded database in ${folder}.`);
  return error;
}
