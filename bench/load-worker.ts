// Runs in a process of its own, so that making the load is never counted as serving it. Job on standard input, outcome on output.
import { performance } from "node:perf_hooks";
import { text } from "node:stream/consumers";
import autocannon from "autocannon";
import { type LoadJob, type LoadOutcome, loadJob } from "./load-job";

const ANSWER_WITHIN_SECONDS = 120;

function addressOf(n: number): string {
  return `198.${18 + ((n >> 16) & 1)}.${(n >> 8) & 255}.${n & 255}`;
}

function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (whole, key: string) => values[key] ?? whole);
}

async function runLoad(job: LoadJob): Promise<LoadOutcome> {
  const statuses: Record<string, number> = {};
  let next = job.from;
  let answered = 0;
  let unexpected = 0;
  let overflowWithRetryAfter = 0;
  let lastAnswerAt = 0;
  const startedAt = performance.now();

  const outcome = await autocannon({
    url: job.url,
    connections: Math.min(job.connections, job.amount),
    amount: job.amount,
    timeout: ANSWER_WITHIN_SECONDS,
    requests: [
      {
        method: job.method,
        setupRequest(draft) {
          const n = next++;
          const values = { ...job.variants[n % Math.max(1, job.variants.length)], n: String(n), address: addressOf(n) };
          const headers = Object.fromEntries(Object.entries(job.headers).map(([name, value]) => [name, fill(value, values)]));
          return { ...draft, headers, ...(job.body === undefined ? {} : { body: fill(job.body, values) }) };
        },
        onResponse(status, _body, _context, headers) {
          const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
          const isExpected = status === job.expect.status && (!job.expect.cookie || names.has("set-cookie"));
          answered++;
          if (!isExpected) unexpected++;
          if (status === 503 && names.has("retry-after")) overflowWithRetryAfter++;
          statuses[status] = (statuses[status] ?? 0) + 1;
          lastAnswerAt = performance.now();
        },
      },
    ],
  });

  return {
    answered,
    seconds: (lastAnswerAt - startedAt) / 1000,
    p50: outcome.latency.p50,
    p99: outcome.latency.p99,
    lost: outcome.errors + outcome.timeouts,
    unexpected,
    statuses,
    overflowWithRetryAfter,
  };
}

process.stdout.write(JSON.stringify(await runLoad(loadJob.parse(JSON.parse(await text(process.stdin))))));
