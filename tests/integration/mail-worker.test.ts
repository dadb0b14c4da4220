import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { seconds } from "@/core/duration";
import { type Installation, openInstallation } from "@/server/installation";
import { startWorker } from "@/server/worker";
import { readEnv } from "@/settings/env";
import { type MailWorld, makeMailWorld } from "@/tests/support/mail-world";
import { age, freshEmail } from "@/tests/support/make";
import { TEST_SECRET } from "@/tests/support/product";
import { type SmtpServer, startSmtpServer } from "@/tests/support/smtp-server";
import { waitFor } from "@/tests/support/wait-for";
import { startWorkerProcess, type WorkerProcess } from "@/tests/support/worker-process";

vi.setConfig({ testTimeout: 180_000 });

let world: MailWorld;
let server: SmtpServer;
const processes: WorkerProcess[] = [];
const installations: Installation[] = [];

beforeAll(async () => {
  world = await makeMailWorld({ secret: TEST_SECRET });
});
afterAll(() => world.end());
beforeEach(async () => {
  server = await startSmtpServer();
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((one) => one.kill("SIGKILL")));
  await Promise.all(installations.splice(0).map((one) => one.close()));
  await server.stop();
});

async function start(): Promise<WorkerProcess> {
  const started = await startWorkerProcess(world.url, server.url);
  processes.push(started);
  return started;
}

/** A worker in this very process. */
function open(smtpUrl = server.url): Installation {
  const installation = openInstallation(
    readEnv({ PUBLIC_URL: "https://shop.example", DATABASE_URL: world.url, AUTH_SECRET: TEST_SECRET, SMTP_URL: smtpUrl }),
  );
  installation.beforeClose(startWorker(installation, { drain: seconds(2) }).stop);
  installations.push(installation);
  return installation;
}

async function queueMany(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made++) ids.push(await world.queue({ to: { email: freshEmail() } }));
  return ids;
}

const countOf = async (state: string) =>
  Number((await world.database.sql`select count(*) from mails where state = ${state}`)[0]?.count);
/** As if the leases of the dead had run out. */
const passLeases = async () => {
  await age(world.ctx(), "mails", ["leased_until", "next_attempt_at", "created_at"], "1 hour", "state in ('sending','queued')");
};
const timesReceived = () => {
  const times = new Map<string, number>();
  for (const id of server.received) times.set(id, (times.get(id) ?? 0) + 1);
  return times;
};

describe("processes that die", () => {
  test("T-FX08: two processes share 400 mails, one is killed: all arrive, twice at most what it had in hand", async () => {
    await world.database.sql`delete from mails`;
    const ids = await queueMany(400);
    const [victim] = [await start(), await start()];
    await waitFor(() => server.received.length > 100, "a quarter of the mails", 60_000);
    await victim.kill("SIGKILL");
    await waitFor(async () => (await countOf("queued")) === 0, "the queue to be empty", 60_000);
    await passLeases();
    await start();
    await waitFor(async () => (await countOf("sent")) === 400, "all mails to be noted as sent", 60_000);
    expect(timesReceived().size).toBe(400);
    expect(server.received.length - ids.length).toBeLessThanOrEqual(5);
  });
});

describe("a worker", () => {
  test("T-FX10: goes on after every connection to the database was cut", async () => {
    open();
    const [first] = await queueMany(1);
    await waitFor(async () => (await world.row(first ?? ""))?.state === "sent", "the first mail");
    await world.database.sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;
    const [second] = await queueMany(1);
    await waitFor(async () => (await world.row(second ?? ""))?.state === "sent", "a mail after the cut");
  });

  test("T-FX28: told to stop, it finishes the mail in hand", async () => {
    let isIn = false;
    let answer = () => {};
    server.manner = {
      onStage: (stage) => {
        if (stage !== "data-in") return;
        isIn = true;
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
    };
    const installation = open();
    const [id] = await queueMany(1);
    await waitFor(() => isIn, "the mail to be in the server's hands");
    const closing = close(installation);
    answer();
    await closing;
    expect(await world.row(id ?? "")).toMatchObject({ state: "sent", attempts: 1 });
  });

  test("T-FX28: a mail that a hanging server holds goes back to the queue, its lease with it", async () => {
    let isIn = false;
    server.manner = {
      onStage: (stage) => {
        if (stage !== "data-in") return;
        isIn = true;
        return new Promise(() => {});
      },
    };
    const installation = open();
    const [id] = await queueMany(1);
    await waitFor(() => isIn, "the mail to be in the server's hands");
    await close(installation);
    expect(await world.row(id ?? "")).toMatchObject({ state: "queued", leasedUntil: null });
  });

  test("T-FX01: with the mail server away, facts are written as ever and their mails wait", async () => {
    await server.stop();
    open();
    const ids = await queueMany(20);
    const rows = () => Promise.all(ids.map(world.row));
    await waitFor(async () => (await rows()).every((row) => row?.lastError?.startsWith("unreachable")), "a try of each");
    expect((await rows()).map((row) => row?.state)).toEqual(ids.map(() => "queued"));
    server = await startSmtpServer();
  });

  test("P-M1: mails leave one after the other as they come, by themselves", async () => {
    open();
    for (let round = 0; round < 3; round++) {
      const [id] = await queueMany(1);
      await waitFor(async () => (await world.row(id ?? ""))?.state === "sent", "the mail");
    }
  });
});

/** Ends a worker within the test. */
async function close(installation: Installation): Promise<void> {
  installations.splice(installations.indexOf(installation), 1);
  await installation.close();
}
