import { days, inSeconds, minutes } from "@/core/duration";
import { LARGEST_MAIL } from "@/core/inbound/find-bomb";
import type { OpenInbox } from "@/core/inbound/imap-mailbox";
import type { Listed } from "@/core/inbound/list-inbox";
import { type InboundCtx, noteBroken, type Taken, takeMail } from "@/core/inbound/take-mail";
import { hashToken } from "@/core/security/token";
import { isOutage } from "@/db";
import { beginMailOf, endMailOf, type MailboxRow, noteMailboxRead } from "@/db/queries/mailboxes";

/** For how long whoever reads a mailbox keeps the others from it, from each mail on: longer than a fetch of the largest may take. */
export const READING_LEASE = minutes(2);
/** How many mails are listed at a time. */
const BATCH = 50;
/** How often a mail is brought again whose author nobody could be asked about, and how far apart. */
const TRIES = 5;
const AGAIN_AFTER = minutes(2);
/** What came earlier than this before a mailbox was numbered anew was read under its old numbers. */
const LOOKS_BACK = days(3);

type Start = {
  readonly uid: number;
  readonly since: number;
  /** The mail over which another process came to its end. */
  readonly deadly: number | null;
};

/** Reads one inbox for as long as it is open. Holds what was postponed; where the reading stands is in the database. */
export class InboxReader {
  readonly #postponed = new Map<number, { tries: number; notBefore: number }>();
  readonly #since: number;
  readonly #deadly: number | null;
  #read: number;

  private constructor(
    private readonly getCtx: () => Promise<InboundCtx>,
    private readonly mailboxId: string,
    private readonly reader: string,
    private readonly inbox: OpenInbox,
    { uid, since, deadly }: Start,
  ) {
    this.#read = uid;
    this.#deadly = deadly;
    this.#since = since;
  }

  /** Begins where the reading stood. `getCtx` is asked for each mail: settings change. */
  static async start(
    getCtx: () => Promise<InboundCtx>,
    mailbox: MailboxRow,
    reader: string,
    inbox: OpenInbox,
  ): Promise<InboxReader> {
    const deadly = mailbox.uidValidity !== inbox.uidValidity || mailbox.workingBy === reader ? null : mailbox.workingUid;
    return new InboxReader(getCtx, mailbox.id, reader, inbox, { ...(await findStart(mailbox, inbox)), deadly });
  }

  /** Takes in what is there and not read, oldest first. False once somebody else reads this mailbox, or it was changed. */
  async readAll(): Promise<boolean> {
    // Before the first mail: a number that is left behind means nothing beside an old numbering.
    if (!(await this.#note())) return false;
    for (let more = true; more; ) {
      const found = await this.inbox.listAfter(this.#read, BATCH);
      if (!(await this.#passAll(found))) return false;
      more = found.length > 0;
    }
    for (const [uid, { tries, notBefore }] of this.#postponed) {
      if (Date.now() >= notBefore && !(await this.#take(uid, tries))) return false;
    }
    return this.#note();
  }

  async #passAll(found: readonly Listed[]): Promise<boolean> {
    for (const one of found) if (!(await this.#pass(one))) return false;
    return true;
  }

  /** Notes after each mail how far it came: whoever reads on after a crash begins with a mail that is done or not begun (T-FX33). */
  async #pass({ uid, size, at }: Listed): Promise<boolean> {
    if (size > LARGEST_MAIL) await this.#noteBroken(uid, "too-large");
    else if (at.getTime() >= this.#since && !(await this.#take(uid, 0))) return false;
    this.#read = uid;
    return this.#note();
  }

  async #take(uid: number, tries: number): Promise<boolean> {
    // Whatever it is about this mail, it is not tried upon one process after the other. It stays where it is, unseen.
    if (uid === this.#deadly) {
      await this.#noteBroken(uid, "left");
      return true;
    }
    const { db } = await this.getCtx();
    if (!(await beginMailOf(db, this.mailboxId, this.reader, { uid, leaseSeconds: inSeconds(READING_LEASE) }))) return false;
    try {
      await this.#takeIn(uid, tries);
    } finally {
      await endMailOf(db, this.mailboxId, this.reader).catch(() => undefined);
    }
    return true;
  }

  async #takeIn(uid: number, tries: number): Promise<void> {
    const isLastTry = tries >= TRIES;
    const raw = await this.inbox.fetch(uid);
    const taken = raw === null ? "gone" : await this.#tryToTake(raw, isLastTry);
    if (taken === "postponed" && !isLastTry) {
      this.#postponed.set(uid, { tries: tries + 1, notBefore: Date.now() + AGAIN_AFTER.ms });
      return;
    }
    if (taken === "postponed") await this.#noteBroken(uid, "contents");
    this.#postponed.delete(uid);
    if (raw !== null) await this.inbox.markSeen(uid);
  }

  /** A mail that we trip over waits like one that nobody could be asked about: the others go on, and in the end staff see that there was one. */
  async #tryToTake(raw: Buffer, isLastTry: boolean): Promise<Taken> {
    const ctx = await this.getCtx();
    try {
      return await takeMail(ctx, { mailboxId: this.mailboxId, raw, isLastTry });
    } catch (error) {
      if (isOutage(error)) throw error;
      return "postponed";
    }
  }

  async #noteBroken(uid: number, reason: "too-large" | "contents" | "left"): Promise<void> {
    const fingerprint = hashToken(`${this.inbox.uidValidity}:${uid}`);
    await noteBroken(await this.getCtx(), { mailboxId: this.mailboxId, fingerprint, reason });
  }

  /** Whoever reads on begins before the first mail that is postponed. */
  async #note(): Promise<boolean> {
    const lastUid = Math.min(this.#read, ...[...this.#postponed.keys()].map((uid) => uid - 1));
    const { db } = await this.getCtx();
    const { uidValidity } = this.inbox;
    return noteMailboxRead(db, this.mailboxId, this.reader, { uidValidity, lastUid, leaseSeconds: inSeconds(READING_LEASE) });
  }
}

/**
 * A mailbox that is read for the first time begins with what comes from now on: nobody who wrote years ago is answered. One that was numbered
 * anew begins with what came lately: what was taken in before counts no second time (T-I7).
 */
async function findStart({ uidValidity, lastUid }: MailboxRow, inbox: OpenInbox): Promise<Pick<Start, "uid" | "since">> {
  if (uidValidity === inbox.uidValidity) return { uid: lastUid, since: 0 };
  if (uidValidity === null) return { uid: inbox.uidNext - 1, since: 0 };
  const since = Date.now() - LOOKS_BACK.ms;
  const first = await inbox.findFirstSince(new Date(since));
  return { uid: (first ?? inbox.uidNext) - 1, since };
}
