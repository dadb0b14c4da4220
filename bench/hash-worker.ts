// What the password hash alone costs: checking one password again and again, first one at a time, then as many as there are cores.
import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import { hash, verify } from "@node-rs/argon2";
import type { HashOutcome } from "./load-job";

const PARAMETERS = { memoryCost: 19456, timeCost: 2, parallelism: 1 };
const PASSWORD = "correct horse battery staple";
const [lanes = 1, seconds = 2] = process.argv.slice(2).map(Number);

async function measure(): Promise<HashOutcome> {
  const stored = await hash(PASSWORD, PARAMETERS);
  for (let i = 0; i < 5; i++) await verify(stored, PASSWORD);

  let checks = 0;
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  const lane = async () => {
    while (performance.now() < endsAt) {
      await verify(stored, PASSWORD);
      checks++;
    }
  };
  await Promise.all(Array.from({ length: lanes === 0 ? availableParallelism() : lanes }, lane));
  const cpu = process.cpuUsage(cpuBefore);
  return { cpuMs: (cpu.user + cpu.system) / 1000 / checks, perSecond: checks / ((performance.now() - startedAt) / 1000) };
}

process.stdout.write(JSON.stringify(await measure()));
