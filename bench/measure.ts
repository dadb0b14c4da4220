import type { DatabaseServer } from "./database";
import type { LoadOutcome } from "./load-job";
import { readCpuMs, readHelperCpuMs } from "./processes";
import type { Server } from "./server";
import { median, pause } from "./statistics";
import type { Figure, Target } from "./target";
import { runLoad } from "./worker";

const DRAIN_STEP_MS = 250;
const DRAIN_WITHIN_MS = 60_000;
const QUIET_STEPS = 4;
// Below this V8 is still compiling, and the seldomer a target is asked in a second the more of that would be in its figure.
const WARM_UP_REQUESTS = 500;
const TRIAL_REQUESTS = 60;

export type Pace = { connections: number; rounds: number; seconds: number; idleSeconds: number };

/** One round of one target, or the medians over rounds. Times in milliseconds; `unexpected` adds up over rounds. */
export type Sample = {
  requests: number;
  perSecond: number;
  p50: number;
  p99: number;
  cpuMs: number;
  /** How much of it went into threads beside the one of JavaScript: hashes, and V8's own work. */
  helperCpuMs: number;
  databaseCpuMs: number;
  unexpected: number;
};

export type Measured = { figure: Figure; label: string; server: string; sample: Sample };

/** Processor milliseconds a tree of processes spends per millisecond with nobody asking anything. */
export async function measureIdleRate(root: number, seconds: number): Promise<number> {
  const before = readCpuMs(root);
  const startedAt = performance.now();
  await pause(seconds * 1000);
  return (readCpuMs(root) - before) / (performance.now() - startedAt);
}

async function waitUntilDrained(target: Target, idleRate: number): Promise<void> {
  const quiet = idleRate * DRAIN_STEP_MS + 10;
  const endsAt = performance.now() + DRAIN_WITHIN_MS;
  let last = readCpuMs(target.server.root);
  for (let quietSteps = 0; quietSteps < QUIET_STEPS; ) {
    if (performance.now() > endsAt) throw new Error(`${target.label} is still busy with the ${target.figure} a minute later.`);
    await pause(DRAIN_STEP_MS);
    const now = readCpuMs(target.server.root);
    const isDone = target.isDrained === undefined || (await target.isDrained());
    quietSteps = isDone && now - last <= quiet ? quietSteps + 1 : 0;
    last = now;
  }
}

/** Measures targets on one database server, each request with a number never used before. */
export class Meter {
  private next = 1;
  private readonly idleRates = new Map<number, number>();

  constructor(
    private readonly database: DatabaseServer,
    private readonly pace: Pace,
  ) {}

  async settle(servers: Server[]): Promise<void> {
    for (const root of [...servers.map((server) => server.root), this.database.root]) {
      this.idleRates.set(root, await measureIdleRate(root, this.pace.idleSeconds));
    }
  }

  async send(target: Pick<Target, "plan">, amount: number, connections = this.pace.connections): Promise<LoadOutcome> {
    const from = this.next;
    this.next += amount + connections;
    return runLoad({ ...target.plan, from, amount, connections });
  }

  /** Warms a target up and gives the number of requests that fill a round. */
  async calibrate(target: Target): Promise<number> {
    await this.send(target, WARM_UP_REQUESTS);
    const outcome = await this.send(target, TRIAL_REQUESTS);
    if (outcome.unexpected > 0 || outcome.lost > 0) {
      throw new Error(`${target.label}, ${target.figure}: unexpected answers ${JSON.stringify(outcome.statuses)}.`);
    }
    const fitting = (outcome.answered / outcome.seconds) * this.pace.seconds;
    return Math.ceil(fitting / this.pace.connections) * this.pace.connections;
  }

  async measure(target: Target, amount: number): Promise<Sample> {
    const { root, app } = target.server;
    const idleRate = this.idleRates.get(root) ?? 0;
    const databaseIdleRate = this.idleRates.get(this.database.root) ?? 0;
    const startedAt = performance.now();
    const before = readCpuMs(root);
    const helpersBefore = readHelperCpuMs(app);
    const databaseBefore = readCpuMs(this.database.root);
    const outcome = await this.send(target, amount);
    await waitUntilDrained(target, idleRate);
    const elapsed = performance.now() - startedAt;
    return {
      requests: outcome.answered,
      perSecond: outcome.answered / outcome.seconds,
      p50: outcome.p50,
      p99: outcome.p99,
      cpuMs: (readCpuMs(root) - before - idleRate * elapsed) / outcome.answered,
      helperCpuMs: (readHelperCpuMs(app) - helpersBefore) / outcome.answered,
      databaseCpuMs: (readCpuMs(this.database.root) - databaseBefore - databaseIdleRate * elapsed) / outcome.answered,
      unexpected: outcome.unexpected + outcome.lost,
    };
  }
}

function sumUp(samples: Sample[]): Sample {
  const middle = (read: (sample: Sample) => number) => median(samples.map(read));
  return {
    requests: samples.reduce((sum, sample) => sum + sample.requests, 0),
    perSecond: middle((sample) => sample.perSecond),
    p50: middle((sample) => sample.p50),
    p99: middle((sample) => sample.p99),
    cpuMs: middle((sample) => sample.cpuMs),
    helperCpuMs: middle((sample) => sample.helperCpuMs),
    databaseCpuMs: middle((sample) => sample.databaseCpuMs),
    unexpected: samples.reduce((sum, sample) => sum + sample.unexpected, 0),
  };
}

/** Runs rounds in which the targets take turns, calling `between` once a round, and gives the medians. */
export async function measureInTurns(
  meter: Meter,
  targets: Target[],
  rounds: number,
  between: () => Promise<void>,
): Promise<Measured[]> {
  const plans: { target: Target; amount: number; samples: Sample[] }[] = [];
  for (const target of targets) plans.push({ target, amount: await meter.calibrate(target), samples: [] });
  for (let round = 1; round <= rounds; round++) {
    console.log(`Round ${round} of ${rounds} …`);
    for (const { target, amount, samples } of plans) samples.push(await meter.measure(target, amount));
    await between();
  }
  return plans.map(({ target, samples }) => ({
    figure: target.figure,
    label: target.label,
    server: target.server.name,
    sample: sumUp(samples),
  }));
}
