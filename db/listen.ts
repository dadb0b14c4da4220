import postgres, { type Sql } from "postgres";

type Heard = {
  /** What was told, and when the connection is there (again): whatever was told before that is lost. */
  readonly heard: (payload: string) => void;
  readonly connected: () => void;
};

/** One connection that only listens. */
export type Listening = { stop(): Promise<void> };

const TRY_AGAIN_MS = 2000;

/**
 * Listens to what PostgreSQL tells on a channel (NOTIFY), over a connection of its own, and again whenever that was lost, without end.
 * Never throws. Behind a pooler that shares connections nothing may be heard at all: callers look for themselves now and then.
 */
export function listen(url: string, channel: string, { heard, connected }: Heard): Listening {
  let sql: Sql | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  function tryAgain(): void {
    if (isStopped) return;
    clearTimeout(timer);
    timer = setTimeout(open, TRY_AGAIN_MS).unref();
  }

  async function open(): Promise<void> {
    // The library's own listen() tries again once only after a loss, so the connection is watched here, and made anew with all it had.
    const onnotify = (from: string, payload: string) => {
      if (from === channel && !isStopped) heard(payload);
    };
    const lasting = { max: 1, max_lifetime: null, connect_timeout: 5, fetch_types: false, onnotice: () => {}, onnotify };
    const opened = postgres(url, { ...lasting, onclose: tryAgain, connection: { application_name: "foyer-listen" } });
    await sql?.end({ timeout: 0 }).catch(() => {});
    sql = opened;
    try {
      await opened.unsafe(`listen "${channel.replaceAll('"', "")}"`);
      if (!isStopped) connected();
    } catch {
      tryAgain();
    }
  }

  void open();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await sql?.end({ timeout: 1 }).catch(() => {});
    },
  };
}
