import type { ImapFlow, SearchObject } from "imapflow";
import type { News } from "@/core/inbound/news";

/** A mail of an inbox without its contents: its number, its size in bytes, and when it came. */
export type Listed = { readonly uid: number; readonly size: number; readonly at: Date };

/** How many numbers are kept until they are asked for. */
const MOST_KEPT = 5000;
/** Other changes are told in between; a list that never ends is cut. */
const MOST_ROWS = 1000;

/** What lies in an inbox: the numbers are asked for in one question, and what stands beside them only for as many as are wanted. */
export class Listing {
  #ahead: readonly number[] = [];
  /** After which number was asked last: what lies before it is kept no more. */
  #from = 0;

  constructor(
    private readonly client: ImapFlow,
    private readonly news: News,
  ) {}

  /** Mails after a number, oldest first, at most so many at a time; none once there are no more. */
  async after(uid: number, atMost: number): Promise<readonly Listed[]> {
    this.#ahead = uid < this.#from ? [] : this.#ahead.filter((one) => one > uid);
    this.#from = uid;
    if (this.#ahead.length === 0) await this.#look(uid);
    while (this.#ahead.length > 0) {
      const found = await this.#describe(this.#ahead.slice(0, atMost));
      if (found.length > 0) return found;
      // All of them have been taken away meanwhile.
      this.#ahead = this.#ahead.slice(atMost);
    }
    return [];
  }

  /** The number of the first mail of which this is so; null if there is none. */
  async findFirst(query: SearchObject): Promise<number | null> {
    return (await this.#search(query))[0] ?? null;
  }

  async #look(uid: number): Promise<void> {
    // Before the question: what is told while it is answered may not be in the answer.
    this.news.forget();
    const found = await this.#search({ uid: `${uid + 1}:*` });
    // A range that ends with * always has the last mail in it.
    this.#ahead = found.filter((one) => one > uid).slice(0, MOST_KEPT);
  }

  async #search(query: SearchObject): Promise<readonly number[]> {
    const found = await this.client.search(query, { uid: true });
    // The library keeps to itself why it was refused.
    if (!Array.isArray(found)) throw new Error("the server does not search");
    return found.toSorted((a, b) => a - b);
  }

  async #describe(uids: readonly number[]): Promise<readonly Listed[]> {
    const asked = new Set(uids);
    const found = new Map<number, Listed>();
    let rows = 0;
    for await (const { uid, size, internalDate } of this.client.fetch(uids.join(","), WANTED, { uid: true })) {
      if (++rows > MOST_ROWS) throw this.#hangUp();
      const isNew = size !== undefined || !found.has(uid);
      if (asked.has(uid) && isNew) found.set(uid, { uid, size: size ?? 0, at: new Date(internalDate ?? Date.now()) });
    }
    return [...found.values()].sort((a, b) => a.uid - b.uid);
  }

  #hangUp(): Error {
    this.client.close();
    return new Error("the server lists without an end");
  }
}

const WANTED = { uid: true, size: true, internalDate: true } as const;
