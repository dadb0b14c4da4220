import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import {
  type HashOutcome,
  hashOutcome,
  type LoadJob,
  type LoadOutcome,
  loadJob,
  loadOutcome,
  type ProbeJob,
  type ProbeOutcome,
  probeOutcome,
} from "./load-job";

type Worker = { child: ChildProcess; answer: Promise<unknown>; send: (line: string) => void; end: () => void };

function startWorker(file: string, args: string[] = []): Worker {
  const child = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, file), ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const answer = text(child.stdout).then((output) => {
    if (output === "") throw new Error(`${file} ended without an answer.`);
    return JSON.parse(output);
  });
  return { child, answer, send: (line) => child.stdin.write(`${line}\n`), end: () => child.stdin.end() };
}

/** Sends the job's requests from a process of its own and waits for every answer. */
export async function runLoad(job: LoadJob): Promise<LoadOutcome> {
  const worker = startWorker("load-worker.ts");
  worker.send(JSON.stringify(loadJob.parse(job)));
  worker.end();
  return loadOutcome.parse(await worker.answer);
}

/** Checks argon2id passwords for that many seconds; `lanes` at a time, 0 for one per core. */
export async function runHash(lanes: number, seconds: number): Promise<HashOutcome> {
  const worker = startWorker("hash-worker.ts", [String(lanes), String(seconds)]);
  worker.end();
  return hashOutcome.parse(await worker.answer);
}

/** Starts asking at the job's pace; `finish` stops it and gives all answers. */
export function startProbe(job: ProbeJob): { finish: () => Promise<ProbeOutcome> } {
  const worker = startWorker("probe-worker.ts");
  worker.send(JSON.stringify(job));
  return {
    async finish() {
      worker.end();
      return probeOutcome.parse(await worker.answer);
    },
  };
}
