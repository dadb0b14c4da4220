import type PgBoss from "pg-boss";
import type { JobCtx, JobRunner } from "@/server/jobs";
import { log } from "@/server/log";

/** Jobs of one queue in hand at once: as many as there are connections to the mail server. */
const IN_HAND_AT_MOST = 5;

/** Takes jobs of one queue and runs them, a few at a time. One that hangs takes up its own place and nobody else's. */
export class JobQueue {
  readonly #inHand = new Set<Promise<void>>();
  #isTaking = false;
  #isStopped = false;

  constructor(
    private readonly boss: PgBoss,
    private readonly name: string,
    private readonly run: JobRunner,
    private readonly getCtx: () => Promise<JobCtx>,
  ) {}

  /** Takes as many jobs as there is room for; when there may be more, goes on as soon as one is done. */
  async take(): Promise<void> {
    const room = IN_HAND_AT_MOST - this.#inHand.size;
    if (room === 0 || this.#isTaking || this.#isStopped) return;
    this.#isTaking = true;
    try {
      // Claimed by one process only (for update skip locked); while the database is away the answer is none.
      const jobs = await this.boss.fetch<unknown>(this.name, { batchSize: room });
      for (const job of jobs) this.#start(job, jobs.length === room);
    } finally {
      this.#isTaking = false;
    }
  }

  /** Takes no more. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Waits for what is in hand. */
  async settled(): Promise<void> {
    await Promise.all(this.#inHand);
  }

  #start(job: PgBoss.Job<unknown>, mayBeMore: boolean): void {
    const running = this.#work(job).finally(() => {
      this.#inHand.delete(running);
      if (mayBeMore) void this.take();
    });
    this.#inHand.add(running);
  }

  async #work(job: PgBoss.Job<unknown>): Promise<void> {
    try {
      await this.run(await this.getCtx(), job.data);
      // Deleted rather than kept as done: its data may name a person.
      await this.boss.deleteJob(this.name, job.id);
    } catch (error) {
      log.error({ err: error, job: this.name }, "a job failed; it is tried again");
      // If not even that can be noted, the job comes back when its time has run out.
      await this.boss.fail(this.name, job.id).catch(() => undefined);
    }
  }
}
