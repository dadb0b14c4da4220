import { spawn } from "node:child_process";
import { once } from "node:events";
import { get } from "node:http";
import { createServer } from "node:net";
import { performance } from "node:perf_hooks";
import { getListener } from "./processes";
import { pause } from "./statistics";

const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 15_000;
const LOG_TAIL = 4000;

/** How a server is started: `env` is all it gets besides PATH and HOME. */
export type ServerSpec = {
  name: string;
  command: string[];
  cwd: string;
  port: number;
  env: Record<string, string>;
  readyPath: string;
};

export type Server = {
  name: string;
  url: string;
  /** The process that was started; its descendants belong to the server. */
  root: number;
  /** The process that answers. */
  app: number;
  /** From the start of the process to the first answer. */
  firstAnswerMs: number;
  stop: () => Promise<void>;
};

/** A TCP port nothing listens on. */
export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("The system gave no port.");
  return address.port;
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false }, (response) => {
      response.resume();
      response.on("end", () => resolve((response.statusCode ?? 500) < 400));
      response.on("error", () => resolve(false));
    });
    request.on("error", () => resolve(false));
  });
}

/** Starts a server in production mode and waits for its first answer. */
export async function startServer(spec: ServerSpec): Promise<Server> {
  const [program = process.execPath, ...args] = spec.command;
  const startedAt = performance.now();
  const child = spawn(program, args, {
    cwd: spec.cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...spec.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  let log = "";
  const keep = (chunk: Buffer) => {
    log = `${log}${chunk}`.slice(-LOG_TAIL);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);

  const stop = async () => {
    child.kill("SIGTERM");
    const ended = await Promise.race([exited.then(() => true), pause(STOP_WITHIN_MS).then(() => false)]);
    if (!ended) child.kill("SIGKILL");
    await exited;
  };

  const url = `http://localhost:${spec.port}`;
  while (!(await answers(`${url}${spec.readyPath}`))) {
    const isLate = performance.now() - startedAt > START_WITHIN_MS;
    if (child.exitCode !== null || child.signalCode !== null || isLate) {
      if (child.exitCode === null && child.signalCode === null) await stop();
      throw new Error(`${spec.name} did not start. Its last words:\n${log}`);
    }
    await pause(10);
  }
  const firstAnswerMs = performance.now() - startedAt;
  if (child.pid === undefined) throw new Error(`${spec.name} has no process.`);
  return { name: spec.name, url, root: child.pid, app: getListener(spec.port), firstAnswerMs, stop };
}
