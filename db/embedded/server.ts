import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { Binaries } from "@/db/embedded/binaries";
import { commandAs, type Identity } from "@/db/embedded/identity";
import { findPostmaster, stopServer } from "@/db/embedded/orphan";
import { errorText, readText } from "@/db/embedded/process";

/** What it takes to run a server on a prepared data folder. */
export type ServerContext = {
  binaries: Binaries;
  identity: Identity;
  dataDir: string;
  /** Server settings as `-c` arguments. */
  settings: string[];
  log: (line: string) => void;
};

/** A running PostgreSQL server on 127.0.0.1. */
export type Server = {
  port: number;
  /** Stops it and waits until it is gone. */
  stop(): Promise<void>;
};

const START_ATTEMPTS = 3;
// Replaying the journal after a crash may take a while.
const READY_WITHIN_MS = 120_000;
const LOG_TAIL_CHARACTERS = 2_000;

/**
 * Starts a server and waits until it takes connections. Its output goes to `<dataDir>.log`, emptied at every start.
 * Throws with the end of that log when it does not come up.
 */
export async function startServer(context: ServerContext): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch(context, await findFreePort());
    } catch (error) {
      // The port was free a moment ago, and the last process of a killed server may hold its memory a moment longer.
      const isPassing = /could not bind|pre-existing shared memory/.test(errorText(error));
      if (!isPassing || attempt === START_ATTEMPTS) throw error;
      await delay(500);
    }
  }
}

async function launch(context: ServerContext, port: number): Promise<Server> {
  const args = ["-D", context.dataDir, "-c", `port=${port}`, ...context.settings];
  const child = spawnServer(context, args);
  const life = watch(child);
  try {
    await waitUntilReady(context.dataDir, child, life);
  } catch (error) {
    await end(child, life);
    throw new Error(`${errorText(error)} Its log ${logFile(context.dataDir)} ends:\n${logTail(context.dataDir)}`);
  }
  let isStopping = false;
  void life.ended.then(() => {
    if (!isStopping)
      context.log(`The embedded database stopped by itself (${life.reason}). Its log is ${logFile(context.dataDir)}.`);
  });
  const stop = () => {
    isStopping = true;
    return end(child, life);
  };
  return { port, stop };
}

function spawnServer({ identity, binaries, dataDir }: ServerContext, args: string[]): ChildProcess {
  const { file, args: all, options } = commandAs(identity, binaries.postgres, args);
  const output = openSync(logFile(dataDir), "w", 0o600);
  try {
    // Its own process group: Ctrl-C in a terminal must end the app first and the database after it.
    const child = spawn(file, all, { ...options, detached: true, stdio: ["ignore", output, output] });
    child.unref();
    return child;
  } finally {
    closeSync(output);
  }
}

type Life = {
  /** Why it ended, or null while it runs. */
  reason: string | null;
  ended: Promise<void>;
};

function watch(child: ChildProcess): Life {
  const life: Life = { reason: null, ended: Promise.resolve() };
  life.ended = new Promise((resolve) => {
    const finish = (reason: string) => {
      life.reason ??= reason;
      resolve();
    };
    child.on("error", (error) => finish(error.message));
    child.on("exit", (code, signal) => finish(signal ?? `exit code ${code}`));
  });
  return life;
}

async function waitUntilReady(dataDir: string, child: ChildProcess, life: Life): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    if (life.reason !== null) throw new Error(`The embedded PostgreSQL did not start (${life.reason}).`);
    const postmaster = findPostmaster(dataDir);
    if (postmaster?.pid === child.pid && postmaster?.isReady) return;
    if (Date.now() > deadline) throw new Error("The embedded PostgreSQL did not get ready in time.");
    await delay(20);
  }
}

async function end(child: ChildProcess, life: Life): Promise<void> {
  // Without this Node could leave while the database still writes its last checkpoint.
  child.ref();
  if (life.reason === null && child.pid !== undefined) await stopServer(child.pid);
  await life.ended;
}

function logFile(dataDir: string): string {
  return `${dataDir}.log`;
}

function logTail(dataDir: string): string {
  return (readText(logFile(dataDir)) ?? "").slice(-LOG_TAIL_CHARACTERS).trim();
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
