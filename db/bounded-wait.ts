import type { Sql } from "postgres";

/** All connections were in use for too long. Its SQLSTATE is that of a server that takes no more of them, so it counts as an outage. */
class NoFreeConnection extends Error {
  override name = "NoFreeConnection";
  readonly code = "53300";
}

/**
 * A view of a pool in which queries and transactions wait at most `waitMs` for a free connection, in turn. The driver has no such bound: it
 * lines statements up behind others, so that a few which wait for a lock would hold up everybody for as long as there are more of them
 * (T-FX12).
 * @param connections how many the pool has
 */
export function withBoundedWait(pool: Sql, connections: number, waitMs: number): Sql {
  const places = new Places(connections, waitMs);
  const begin = (work: Parameters<Sql["begin"]>[1]) => places.use(() => pool.begin(work));
  const unsafe = (...args: Parameters<Sql["unsafe"]>) => {
    const query = pool.unsafe(...args);
    const answer = places.use(() => query);
    // Rows as arrays: noted on the query, which leaves no sooner than its place is free.
    const values = () => {
      query.values();
      return answer;
    };
    return Object.assign(answer, { values });
  };
  return Object.assign(Object.create(pool), { begin, unsafe });
}

class Places {
  readonly #waiting = new Set<() => void>();

  constructor(
    private free: number,
    private readonly waitMs: number,
  ) {}

  async use<T>(work: () => PromiseLike<T>): Promise<T> {
    if (this.free > 0) this.free--;
    else await this.#turn();
    try {
      return await work();
    } finally {
      this.#handOn();
    }
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => {
        this.#waiting.delete(enter);
        reject(new NoFreeConnection("no connection to the database became free in time"));
      }, this.waitMs);
      const enter = () => {
        clearTimeout(giveUp);
        resolve();
      };
      this.#waiting.add(enter);
    });
  }

  #handOn(): void {
    const [next] = this.#waiting;
    if (!next) this.free++;
    else {
      this.#waiting.delete(next);
      next();
    }
  }
}
