// Asks the same thing at a fixed pace, whether or not the last answer came: a slow server must not slow its own examiner down.
// The job is the first line of standard input; the outcome is written when that input ends.
import { Agent, get } from "node:http";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { type ProbeJob, type ProbeOutcome, probeJob } from "./load-job";

const outcome: ProbeOutcome = [];
const waiting = new Set<Promise<void>>();
const agent = new Agent({ keepAlive: true });

function ask(job: ProbeJob): Promise<void> {
  const at = Date.now();
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const finish = (status: number) => {
      outcome.push({ at, ms: performance.now() - startedAt, status });
      resolve();
    };
    const request = get(job.url, { headers: job.headers, agent }, (response) => {
      response.resume();
      response.on("end", () => finish(response.statusCode ?? 0));
      response.on("error", () => finish(0));
    });
    request.on("error", () => finish(0));
  });
}

let timer: NodeJS.Timeout | undefined;
for await (const line of createInterface({ input: process.stdin })) {
  const job = probeJob.parse(JSON.parse(line));
  timer = setInterval(() => {
    const answer = ask(job);
    waiting.add(answer);
    answer.finally(() => waiting.delete(answer));
  }, job.everyMs);
}
clearInterval(timer);
await Promise.all(waiting);
agent.destroy();
process.stdout.write(JSON.stringify(outcome));
