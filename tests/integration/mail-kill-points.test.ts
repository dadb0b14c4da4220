import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MailWorld, makeMailWorld } from "@/tests/support/mail-world";
import { freshEmail } from "@/tests/support/make";
import { TEST_SECRET } from "@/tests/support/product";
import { type SmtpServer, startSmtpServer } from "@/tests/support/smtp-server";
import { waitFor } from "@/tests/support/wait-for";
import { startWorkerProcess, type WorkerProcess } from "@/tests/support/worker-process";

const MAILS = 1000;
const DEATHS = 200;
/** What the dead had in hand is free after this long instead of two minutes; much longer than the living take for a mail. */
const LEASE_SECONDS = 15;

let world: MailWorld;
let server: SmtpServer;
const processes = new Set<WorkerProcess>();

beforeAll(async () => {
  world = await makeMailWorld({ secret: TEST_SECRET });
  server = await startSmtpServer();
});
afterAll(async () => {
  await Promise.all([...processes].map((one) => one.kill("SIGKILL")));
  await server.stop();
  await world.end();
});

async function start(): Promise<WorkerProcess> {
  const started = await startWorkerProcess(world.url, server.url);
  processes.add(started);
  return started;
}

/** Kills a process; answers the mails that were in somebody's hands then. */
async function kill(victim: WorkerProcess): Promise<string[]> {
  processes.delete(victim);
  await victim.kill("SIGKILL");
  const rows = await world.database
    .sql`update mails set leased_until = least(leased_until, now() + make_interval(secs => ${LEASE_SECONDS}))
    where state = 'sending' and leased_until is not null returning id`;
  return rows.map(({ id }) => String(id));
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Holds mails up at stages drawn by lot, until as many have been answered as there may be by now: so there is always one in the middle of
 * each stage when somebody dies, however fast the machine is, and the last ones leave when the last one has died.
 */
function holdUp(mayBeAnswered: () => number): void {
  let answered = 0;
  server.manner = {
    onStage: async (stage) => {
      if (stage === "answered") answered++;
      if (randomInt(3) === 0) while (answered >= mayBeAnswered()) await pause(10);
    },
  };
}

const countOf = async (state: string) =>
  Number((await world.database.sql`select count(*) from mails where state = ${state}`)[0]?.count);

test("T-FX06, T-FX08: with two processes at work and one of them killed at two hundred moments drawn by lot, each of a thousand mails arrives, and twice at most what the dead had in hand", async () => {
  const ids: string[] = [];
  for (let made = 0; made < MAILS; made++) ids.push(await world.queue({ to: { email: freshEmail() } }));
  /** How often a mail was in somebody's hands when somebody died. */
  const held = new Map<string, number>();
  let died = 0;
  holdUp(() => ((died + 1) * MAILS) / DEATHS);
  const working = [await start(), await start()];
  for (; died < DEATHS; died++) {
    // It gets ready while the two others work.
    const next = await start();
    await pause(randomInt(100));
    const [victim] = working.splice(randomInt(2), 1, next);
    if (!victim) throw new Error("nobody is at work");
    for (const id of await kill(victim)) held.set(id, (held.get(id) ?? 0) + 1);
  }
  server.manner = {};
  expect(ids).toHaveLength(MAILS);
  await waitFor(async () => (await countOf("sent")) === MAILS, "all mails to be noted as sent", 300_000);
  const times = new Map<string, number>();
  for (const id of server.received) times.set(id, (times.get(id) ?? 0) + 1);
  expect(ids.filter((id) => !times.has(`<${id}@shop.example>`))).toEqual([]);
  expect(times.size).toBe(MAILS);
  const tooOften = ids.filter((id) => (times.get(`<${id}@shop.example>`) ?? 0) > 1 + (held.get(id) ?? 0));
  expect(tooOften).toEqual([]);
  expect(await countOf("failed")).toBe(0);
  const secrets = await world.database.sql`select 1 from mails where secrets is not null`;
  expect(secrets).toHaveLength(0);
}, 1_800_000);
