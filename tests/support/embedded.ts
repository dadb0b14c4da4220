import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { stopOrphan } from "@/db/embedded/orphan";
import { type EmbeddedDatabase, startEmbedded } from "@/db/embedded/start-embedded";
import { makeTemporaryFolder, temporaryRoot } from "@/tests/support/temporary-folder";

/** A start of the embedded database in another process, which never stops it by itself. */
export type Elsewhere = {
  launcher: ChildProcess;
  url: string;
};

const PROGRAM = `
  import { startEmbedded } from "./db/embedded/start-embedded.ts";
  process.on("SIGINT", () => undefined);
  const { url } = await startEmbedded({ dataDir: process.argv[1], durable: process.argv[2] === "durable" });
  console.log(url);
  setInterval(() => undefined, 60_000);
`;

const PREFIX = "foyer-embedded-";

let model: Promise<string> | undefined;
const folders: string[] = [];
const databases: EmbeddedDatabase[] = [];
const launchers: ChildProcess[] = [];

/** A folder on disk, removed by `cleanUp`; programs may be run from it. */
export function newFolder(): string {
  const folder = makeTemporaryFolder(PREFIX, realpathSync(tmpdir()));
  folders.push(folder);
  return folder;
}

/** A data folder to be, in a folder of its own that is open to everybody (0755) or closed (0700). */
export function newDataDir(mode = 0o755): string {
  const folder = makeTemporaryFolder(PREFIX, temporaryRoot(), mode);
  folders.push(folder);
  return join(folder, "data");
}

/** A data folder that an earlier start has made: a copy of one made once, which is quicker than making it. */
export async function usedDataDir(): Promise<string> {
  const dataDir = newDataDir();
  model ??= makeModel();
  const made = await model;
  cpSync(made, dataDir, { recursive: true });
  cpSync(`${made}.password`, `${dataDir}.password`);
  return dataDir;
}

/** Starts a database in this process, stopped by `cleanUp`. Unless it is `durable` it forgets its last moments when it crashes. */
export async function start(dataDir: string, log?: (line: string) => void, durable = false): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, durable, ...(log ? { log } : {}) });
  databases.push(database);
  return database;
}

/** Begins a start in another process, in a process group of its own. */
export function beginElsewhere(dataDir: string, safety: "durable" | "fast" = "fast"): ChildProcess {
  const args = ["--import", "tsx", "--input-type=module", "--eval", PROGRAM, dataDir, safety];
  const launcher = spawn(process.execPath, args, { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  launchers.push(launcher);
  return launcher;
}

/** Starts a database in another process and waits until it runs. */
export async function startElsewhere(dataDir: string, safety: "durable" | "fast" = "fast"): Promise<Elsewhere> {
  const launcher = beginElsewhere(dataDir, safety);
  if (launcher.stdout === null) throw new Error("The launcher has no output.");
  for await (const url of createInterface(launcher.stdout)) return { launcher, url };
  throw new Error("The launcher ended before its database ran.");
}

/** Kills a process the hard way and waits until it is gone. */
export async function kill(launcher: ChildProcess): Promise<void> {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return;
  const gone = new Promise((resolve) => launcher.once("exit", resolve));
  launcher.kill("SIGKILL");
  await gone;
}

/** Ends everything the test started and removes its folders. */
export async function cleanUp(): Promise<void> {
  await Promise.all(launchers.splice(0).map(kill));
  await Promise.all(databases.splice(0).map((database) => database.stop()));
  for (const folder of folders.splice(0)) {
    await stopOrphan(join(folder, "data"), () => undefined);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Removes what all tests of a file shared. */
export async function cleanUpModel(): Promise<void> {
  if (model) rmSync(dirname(await model), { recursive: true, force: true });
}

async function makeModel(): Promise<string> {
  const dataDir = join(makeTemporaryFolder(PREFIX), "data");
  const database = await startEmbedded({ dataDir, durable: false });
  await database.stop();
  return dataDir;
}
