import { randomUUID } from "node:crypto";
import { inSeconds, seconds } from "@/core/duration";
import { MailboxFailure, openInbox } from "@/core/inbound/imap-mailbox";
import { InboxReader, READING_LEASE } from "@/core/inbound/read-mailbox";
import type { InboundCtx } from "@/core/inbound/take-mail";
import { leaseMailbox, listUnreadMailboxes, noteMailboxError, releaseMailbox } from "@/db/queries/mailboxes";
import { log } from "@/server/log";

/** How long a reader listens before it asks by itself, and says again that it is there. */
const LISTENS = seconds(20);

/**
 * Reads the IMAP mailboxes of the shop (P-R16). Any number of processes may watch: each mailbox is read by one, for as long as it says so in
 * the database; when that one is gone another takes over where it stood.
 */
export class MailboxWatcher {
  readonly #me = randomUUID();
  readonly #reading = new Map<string, Promise<void>>();
  readonly #open = new Set<{ close(): void }>();
  #isStopped = false;

  constructor(
    private readonly getCtx: () => Promise<InboundCtx>,
    private readonly listens = LISTENS,
  ) {}

  /** Takes over every mailbox that nobody reads. */
  async look(): Promise<void> {
    const { db } = await this.getCtx();
    for (const id of await listUnreadMailboxes(db)) {
      if (this.#isStopped || this.#reading.has(id)) continue;
      const reading = this.#read(id).finally(() => this.#reading.delete(id));
      this.#reading.set(id, reading);
    }
  }

  /** Stops reading and lets others go on. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const inbox of this.#open) inbox.close();
    await Promise.all(this.#reading.values());
  }

  async #read(id: string): Promise<void> {
    try {
      await this.#readUntilEnd(id);
    } catch (error) {
      await this.#note(id, error);
    } finally {
      await this.#release(id);
    }
  }

  async #readUntilEnd(id: string): Promise<void> {
    const ctx = await this.getCtx();
    const mailbox = await leaseMailbox(ctx.db, id, this.#me, inSeconds(READING_LEASE));
    if (!mailbox) return;
    const inbox = await openInbox(ctx, mailbox);
    this.#open.add(inbox);
    try {
      const reader = await InboxReader.start(this.getCtx, mailbox, this.#me, inbox);
      while (!this.#isStopped && (await reader.readAll())) {
        await inbox.waitForNews(this.listens.ms);
        if (!(await leaseMailbox(ctx.db, id, this.#me, inSeconds(READING_LEASE)))) return;
      }
    } finally {
      this.#open.delete(inbox);
      inbox.close();
    }
  }

  /** Why it could not be read stands in the back office; the next try is a moment away. */
  async #note(id: string, error: unknown): Promise<void> {
    if (this.#isStopped) return;
    const isOurs = error instanceof MailboxFailure;
    if (!isOurs) log.warn({ err: error, mailbox: id }, "a mailbox is not read at the moment");
    const { db } = await this.getCtx();
    await noteMailboxError(db, id, isOurs ? error.message : "unknown").catch(() => undefined);
  }

  /** While the database is away the right to read runs out by itself. */
  async #release(id: string): Promise<void> {
    const { db } = await this.getCtx();
    await releaseMailbox(db, id, this.#me).catch(() => undefined);
  }
}
