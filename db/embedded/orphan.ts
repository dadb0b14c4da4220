import { rmSync } from "node:fs";
import { join } from "node:path";
import { namesFolder, processMark, readText, signal, waitUntilGone } from "@/db/embedded/process";

const FAST_SHUTDOWN_MS = 10_000;
const LAST_WAIT_MS = 10_000;

/** What PostgreSQL writes about itself into its data folder while it runs. */
export type Postmaster = {
  pid: number;
  port: number;
  /** True once it takes connections. */
  isReady: boolean;
};

/** Reads postmaster.pid of a data folder; null when there is none or it is only half written. */
export function findPostmaster(dataDir: string): Postmaster | null {
  const lines = readText(join(dataDir, "postmaster.pid"))?.split("\n") ?? [];
  // A single-user backend writes its number as a negative one.
  const pid = Math.abs(Number(lines[0] ?? "0"));
  if (!Number.isInteger(pid) || pid === 0) return null;
  return { pid, port: Number(lines[3] ?? "0"), isReady: (lines[7] ?? "").trim() === "ready" };
}

/**
 * Stops a PostgreSQL server with a fast shutdown (open transactions are rolled back), then, when it takes longer
 * than ten seconds, with an immediate one (the next start replays its journal). Throws when it is still there.
 */
export async function stopServer(pid: number): Promise<void> {
  signal(pid, "SIGINT");
  if (await waitUntilGone(pid, FAST_SHUTDOWN_MS)) return;
  signal(pid, "SIGQUIT");
  if (await waitUntilGone(pid, LAST_WAIT_MS)) return;
  throw new Error(`The embedded PostgreSQL (process ${pid}) does not stop. End it by hand, then start again.`);
}

/**
 * Clears what a killed launcher left behind: a server that still runs on this folder is stopped, a postmaster.pid
 * whose process is gone or is something else is removed. Only to be called by the owner of the folder.
 */
export async function stopOrphan(dataDir: string, log: (line: string) => void): Promise<void> {
  const postmaster = findPostmaster(dataDir);
  if (postmaster !== null && isServerOf(postmaster.pid, dataDir)) {
    log(`A database server was left running on ${dataDir} (process ${postmaster.pid}): stopping it first.`);
    await stopServer(postmaster.pid);
  }
  rmSync(join(dataDir, "postmaster.pid"), { force: true });
}

/** Whether a process is the server of this very folder: process numbers are used again. */
export function isServerOf(pid: number, dataDir: string): boolean {
  return processMark(pid) !== null && namesFolder(pid, dataDir);
}
