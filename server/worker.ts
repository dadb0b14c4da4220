import { sweepBatches } from "@/core/activation/run-batch";
import { tellAnswering } from "@/core/conversations/tell-answering";
import { tellCustomers } from "@/core/conversations/tell-customers";
import { refreshDirectorySessions } from "@/core/directory/refresh-directory-sessions";
import { minutes, seconds } from "@/core/duration";
import { tidy } from "@/core/jobs/tidy";
import { smtpSource } from "@/core/mail/smtp-source";
import { sweepMails } from "@/core/mail/sweep";
import { makeSmtpTransport } from "@/core/mail/transports/smtp";
import type { MailTransport } from "@/core/mail/transports/transport";
import { makeResolver } from "@/core/net/resolve-dns";
import { offerSeats } from "@/core/seats/offer-seats";
import { openBoss } from "@/db/jobs";
import type { Installation } from "@/server/installation";
import { JobQueue } from "@/server/job-queue";
import { type JobCtx, jobRunners } from "@/server/jobs";
import { log } from "@/server/log";
import { MailboxWatcher } from "@/server/mailbox-watcher";
import { makeCtx } from "@/server/make-ctx";

/** The background work of one process. */
export type Worker = {
  /** Takes no more work, lets what is in hand finish for a moment, then cuts it, so that its mails go back to the queue. */
  stop(): Promise<void>;
};

const POLL_EVERY = seconds(1);
const WATCH_EVERY = seconds(5);
const SWEEP_EVERY = seconds(30);
const MAINTAIN_EVERY = minutes(1);
const TIDY_EVERY = minutes(60);
const REFRESH_EVERY = minutes(5);
const DRAIN = seconds(8);
const LAST_WORDS = seconds(1);

/**
 * Starts the background work. Never throws and never ends by itself: while the database is away every round waits for the next one. All
 * of it may be done by other processes at the same time; a job is claimed by one of them.
 */
export function startWorker(installation: Installation, { drain = DRAIN } = {}): Worker {
  const transport = makeSmtpTransport();
  const boss = openBoss(installation.database.sql);
  const getCtx = () => makeJobCtx(installation, transport);
  const resolve = makeResolver(installation.env.dnsServers);
  const queues = Object.entries(jobRunners).map(([name, run]) => new JobQueue(boss, name, run, getCtx));
  const watcher = new MailboxWatcher(async () => ({ ...(await getCtx()), resolve }));
  const timers = [
    every(WATCH_EVERY.ms, () => watcher.look()),
    ...queues.map((queue) => every(POLL_EVERY.ms, () => queue.take())),
    every(SWEEP_EVERY.ms, async () => {
      const ctx = await getCtx();
      if (ctx.smtpUrl !== null) await sweepMails(ctx);
    }),
    every(SWEEP_EVERY.ms, async () => sweepBatches(await getCtx())),
    every(SWEEP_EVERY.ms, async () => offerSeats(await getCtx())),
    every(SWEEP_EVERY.ms, async () => tellCustomers(await getCtx())),
    every(SWEEP_EVERY.ms, async () => tellAnswering(await getCtx())),
    every(MAINTAIN_EVERY.ms, () => boss.maintain()),
    every(TIDY_EVERY.ms, async () => tidy(await getCtx())),
    every(REFRESH_EVERY.ms, async () => refresh(await getCtx())),
  ];
  return {
    stop: async () => {
      for (const queue of queues) queue.stop();
      const watching = watcher.stop();
      await Promise.all(timers.map((stop) => stop()));
      const settled = Promise.all([watching, ...queues.map((queue) => queue.settled())]);
      await Promise.race([settled, pause(drain.ms)]);
      transport.close();
      await Promise.race([settled, pause(LAST_WORDS.ms)]);
    },
  };
}

async function makeJobCtx(installation: Installation, transport: MailTransport): Promise<JobCtx> {
  const snapshot = await installation.settings.current();
  const { values } = snapshot;
  const ctx = makeCtx(installation, snapshot, { address: "", userAgent: "", language: values.shop.language });
  return { ...ctx, transport, smtpUrl: smtpSource(installation.env.smtpUrl, values) };
}

async function refresh(ctx: JobCtx): Promise<void> {
  for (const away of await refreshDirectorySessions(ctx))
    log.warn(away, "whether people still are in a directory is not known: it is away, and nobody is signed out");
}

/** Does something at once and then now and then, one at a time. The answer ends it and waits for a round that is running. */
function every(ms: number, work: () => Promise<unknown>): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let running = Promise.resolve();
  const round = async () => {
    await work().catch((error: unknown) => log.debug({ err: error }, "background work waits for its next round"));
    if (!isStopped) timer = setTimeout(begin, ms).unref();
  };
  const begin = () => {
    running = round();
  };
  begin();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await running;
  };
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
