import type { Meter } from "./measure";
import { readMemory } from "./processes";
import type { Server } from "./server";
import { pause, percentile } from "./statistics";
import type { RequestPlan } from "./target";
import { startProbe } from "./worker";

const PROBE_EVERY_MS = 50;
const MEMORY_EVERY_MS = 100;
const SETTLE_MS = 5000;

export const FLOOD = { parallel: 500, perConnection: 4, waves: 6 };

export type FloodResult = {
  seconds: number;
  sent: number;
  lost: number;
  statuses: Record<string, number>;
  overflowWithRetryAfter: number;
  probe: { answers: number; failed: number; p50: number; p95: number; max: number };
  memory: { beforeMb: number; peakMb: number; afterMb: number };
};

/** One wave of wrong passwords, with the session check asked at a steady pace beside it. */
async function runWave(meter: Meter, server: Server, wrongPassword: RequestPlan, session: RequestPlan): Promise<FloodResult> {
  const beforeMb = readMemory(server.app).rssMb;
  let peakMb = beforeMb;
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, readMemory(server.app).rssMb);
  }, MEMORY_EVERY_MS);
  const probe = startProbe({ url: session.url, headers: session.headers, everyMs: PROBE_EVERY_MS });
  await pause(1000);

  const startedAt = Date.now();
  const outcome = await meter.send({ plan: wrongPassword }, FLOOD.parallel * FLOOD.perConnection, FLOOD.parallel);
  const endedAt = Date.now();
  await pause(SETTLE_MS);
  const answers = (await probe.finish()).filter(({ at }) => at >= startedAt && at <= endedAt);
  clearInterval(watch);

  const times = answers.map(({ ms }) => ms);
  return {
    seconds: outcome.seconds,
    sent: outcome.answered + outcome.lost,
    lost: outcome.lost,
    statuses: outcome.statuses,
    overflowWithRetryAfter: outcome.overflowWithRetryAfter,
    probe: {
      answers: answers.length,
      failed: answers.filter(({ status }) => status !== 200).length,
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      max: Math.max(...times),
    },
    memory: { beforeMb, peakMb, afterMb: readMemory(server.app).rssMb },
  };
}

/**
 * Floods the sign-in several times: memory that grows with every wave is a leak, memory that comes back to the same is a bound. It rises
 * over two or three waves and falls again, so that two waves alone would tell nothing.
 */
export async function runFlood(
  meter: Meter,
  server: Server,
  wrongPassword: RequestPlan,
  session: RequestPlan,
): Promise<FloodResult[]> {
  const results: FloodResult[] = [];
  for (let wave = 1; wave <= FLOOD.waves; wave++) {
    console.log(`Flood ${wave} of ${FLOOD.waves} …`);
    results.push(await runWave(meter, server, wrongPassword, session));
  }
  return results;
}
