import type { Sql } from "postgres";

/** All connections were in use for too long. Its SQLSTATE is that of a server that takes no more of them, so it counts as an outage. */
class NoFreeConnection extends Error {
  override name = "NoFreeConnection";
  readonly code = "53300";
}

/** What it takes to keep a pool steady. */
type Steady = {
  readonly open: () => Sql;
  /** How many connections a pool has. */
  readonly connections: number;
  /** How long a query or transaction may wait for a free one. */
  readonly waitMs: number;
  /** Whether an error means that an open connection broke. */
  readonly isLoss: (error: unknown) => boolean;
};

/**
 * A pool of the driver, with what the driver lacks. `bounded` lets queries and transactions wait in turn for a free connection, and not
 * for ever: the driver would line them up behind others, so that a few which wait for a lock hold up everybody (T-FX12). And when a
 * connection broke, both change over to a new pool (T-FX10): a statement that the driver sends over a broken connection, such as the
 * rollback, leaves that connection of its pool unusable for good.
 */
export function makeSteady({ open, connections, waitMs, isLoss }: Steady) {
  let pool = open();
  const places = new Places(connections, waitMs);
  const use = <T>(work: (current: Sql) => PromiseLike<T>): Promise<T> =>
    places.use(async () => {
      const used = pool;
      try {
        return await work(used);
      } catch (error) {
        if (isLoss(error) && used === pool) {
          pool = open();
          void used.end({ timeout: 5 }).catch(() => {});
        }
        throw error;
      }
    });
  const begin = (work: (tx: unknown) => Promise<unknown>) =>
    // The driver ends a transaction whose connection broke by itself; told of the error it would send a rollback.
    use((current) =>
      current.begin((tx) => work(tx).catch((error) => (isLoss(error) ? new Promise(() => {}) : Promise.reject(error)))),
    );
  const unsafe = (...args: Parameters<Sql["unsafe"]>) => {
    let isForValues = false;
    const answer = use((current) => (isForValues ? current.unsafe(...args).values() : current.unsafe(...args)));
    // Said at once, and thereby before a place was free.
    const values = () => {
      isForValues = true;
      return answer;
    };
    return Object.assign(answer, { values });
  };
  const sql = new Proxy(pool, {
    get: (_, name) => Reflect.get(pool, name),
    apply: (_, self, args) => Reflect.apply(pool, self, args),
  });
  const bounded = new Proxy(pool, {
    get: (_, name) => (name === "begin" ? begin : name === "unsafe" ? unsafe : Reflect.get(pool, name)),
  });
  return { sql, bounded };
}

class Places {
  readonly #waiting = new Set<() => void>();

  constructor(
    private free: number,
    private readonly waitMs: number,
  ) {}

  async use<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #enter(): Promise<void> | undefined {
    if (this.free > 0) {
      this.free--;
      return undefined;
    }
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

  #leave(): void {
    const [next] = this.#waiting;
    if (!next) this.free++;
    else {
      this.#waiting.delete(next);
      next();
    }
  }
}
