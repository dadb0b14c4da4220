import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cloneDatabase } from "./database";
import { type MailSink, startMailSink } from "./mail-sink";

/** The product itself, built and running as an operator would run it, on a database of its own. */
export type Product = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly mail: MailSink;
  readonly process: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** Another process on the same database, answering for the same PUBLIC_URL. */
  second(): Promise<{ url: string; process: ChildProcess; output(): string; stop(): Promise<number | null> }>;
  /** Ends it as an operator would; answers the exit code. */
  stop(): Promise<number | null>;
};

/** The secret every product of the tests runs with. */
export const TEST_SECRET = "Vq2xUq7nJf0bW8s3TzK5mR1dYh6gLc9eAo4iPtXk";

/** What shows the figures of every product of the tests. */
export const TEST_METRICS_TOKEN = "a token of the tests for figures";

/** Starts the built product in production mode on http://localhost and waits until it answers. */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const database = await cloneDatabase();
  const mail = await startMailSink();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const common = {
    PUBLIC_URL: url,
    DATABASE_URL: database.url,
    AUTH_SECRET: TEST_SECRET,
    SMTP_URL: mail.url,
    TRUSTED_PROXY_HOPS: "1",
    LOG_LEVEL: "debug",
    METRICS_TOKEN: TEST_METRICS_TOKEN,
    ...env,
  };
  const first = await launch(port, common);
  const others: { stop(): Promise<number | null> }[] = [];
  return {
    url,
    databaseUrl: database.url,
    mail,
    process: first.process,
    output: first.output,
    second: async () => {
      const otherPort = await freePort();
      const other = await launch(otherPort, common);
      others.push(other);
      return { url: `http://localhost:${otherPort}`, process: other.process, output: other.output, stop: other.stop };
    },
    stop: async () => {
      for (const other of others) await other.stop();
      const code = await first.stop();
      await mail.stop();
      await database.drop();
      return code;
    },
  };
}

/** A process of the product that may not be ready yet, or never will be. */
export type Launched = {
  readonly process: ChildProcess;
  output(): string;
  /** Its exit code, once it has ended; null if a signal killed it. */
  readonly ended: Promise<number | null>;
  /** Ends it as an operator would; answers the exit code. */
  stop(): Promise<number | null>;
};

async function launch(port: number, env: Record<string, string>): Promise<Launched> {
  const launched = beginProduct(port, env);
  await new Promise<void>((resolve, reject) => {
    const hear = () => {
      if (launched.output().includes("Foyer is ready at")) resolve();
    };
    launched.process.stdout?.on("data", hear);
    launched.process.stderr?.on("data", hear);
    const fail = (code: number | null) => new Error(`the product ended with ${code} before it was ready:\n${launched.output()}`);
    void launched.ended.then((code) => reject(fail(code)));
  });
  return launched;
}

const START = [process.execPath, "scripts/start.mjs"] as const;

/** Starts the built product in production mode and waits for nothing. */
export function beginProduct(
  port: number,
  env: Record<string, string>,
  [command, ...args]: readonly [string, ...string[]] = START,
): Launched {
  const dataDir = mkdtempSync(join(tmpdir(), "foyer-product-"));
  const child = spawn(command, args, {
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH ?? "",
      HOME: process.env.HOME ?? "",
      PORT: String(port),
      DATA_DIR: dataDir,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const hear = (chunk: Buffer) => {
    printed += chunk.toString();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    return ended;
  };
  return { process: child, output: () => printed, ended, stop };
}

/** A port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
