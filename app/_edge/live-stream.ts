import { randomInt } from "node:crypto";
import { getInstallation } from "@/server/installation";

type Looking = {
  readonly request: Request;
  /** Whose messages the window shows; null for all. */
  readonly customerId: string | null;
  readonly sessionId: string;
  /** The newest message there is to show. */
  readonly findNewest: () => Promise<number>;
  /** Whether whoever opened the window may still look on: asked again and again, and never counted as a use of the session. */
  readonly mayLookOn: () => Promise<boolean>;
};

const LOOK_EVERY_MS = 10_000;
/** Chunks that may wait for a slow reader. */
const WAITING_AT_MOST = 50;

/**
 * Server-sent events for one open window (P-M3): "something is new", with the id of the newest message, and nothing of what it says; the
 * window then loads its page anew, by all the page's rules. Whoever comes back with the last id (Last-Event-ID) hears at once what came
 * meanwhile. Every ten seconds it looks for itself, so that nothing is lost where PostgreSQL's notices do not arrive, and ends with the
 * session.
 */
export function streamNews(looking: Looking): Response {
  const { request, sessionId, customerId } = looking;
  // A head has no end that could be heard: its window would stay open with nobody behind it.
  if (request.method !== "GET") return new Response(null, { status: 405, headers: { Allow: "GET" } });
  if (!request.headers.get("accept")?.includes("text/event-stream")) return new Response(null, { status: 406 });
  const live = getInstallation().live;
  let leave: (() => void) | null = null;
  let watch: Watch | null = null;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      watch = new Watch(looking, controller, () => leave?.());
      const { wake, end } = watch;
      leave = live.open({ customerId, sessionId, wake, end });
      if (leave) watch.begin();
      else controller.close();
    },
    cancel: () => watch?.end(),
  });
  request.signal.addEventListener("abort", () => watch?.end());
  if (!leave) return new Response(null, { status: 429, headers: { "Retry-After": "30" } });
  const headers = { "Content-Type": "text/event-stream", "Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no" };
  return new Response(body, { headers });
}

/** What a window has been told, and what it has to be told next. */
class Watch {
  private told: number;
  private isLooking = false;
  private isWoken = false;
  private isSure = false;
  private isOver = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly encoder = new TextEncoder();

  constructor(
    private readonly looking: Looking,
    private readonly controller: ReadableStreamDefaultController<Uint8Array>,
    private readonly leave: () => void,
  ) {
    const { headers, url } = looking.request;
    const after = Number(headers.get("last-event-id") ?? new URL(url).searchParams.get("after"));
    this.told = Number.isSafeInteger(after) ? after : 0;
  }

  /** Windows come back after a pause of their own, so that a restart is not met by all of them in one moment. */
  begin(): void {
    this.send(`retry: ${1000 + randomInt(3000)}\n\n`);
    this.timer = setInterval(() => void this.lookOn(), LOOK_EVERY_MS).unref();
    this.wake();
  }

  readonly wake = (isSure = false): void => {
    this.isWoken = true;
    // Over all conversations ids may appear out of their order, so a window of all believes what it is told.
    this.isSure ||= isSure && this.looking.customerId === null;
    if (!this.isLooking) void this.look();
  };

  readonly end = (): void => {
    if (this.isOver) return;
    this.isOver = true;
    clearInterval(this.timer);
    this.leave();
    try {
      this.controller.close();
    } catch {
      // The reader was quicker.
    }
  };

  private async look(): Promise<void> {
    this.isLooking = true;
    while (this.isWoken && !this.isOver) {
      this.isWoken = false;
      const isSure = this.isSure;
      this.isSure = false;
      // While the database is away there is nothing to tell; the next look finds it.
      const newest = await this.looking.findNewest().catch(() => 0);
      if (newest > this.told || isSure) {
        this.told = Math.max(newest, this.told);
        this.send(`id: ${this.told}\ndata: new\n\n`);
      }
    }
    this.isLooking = false;
  }

  private async lookOn(): Promise<void> {
    const mayLookOn = await this.looking.mayLookOn().catch(() => true);
    if (this.isOver) return;
    if (!mayLookOn) {
      this.send("event: over\ndata: over\n\n");
      this.end();
      return;
    }
    this.send(": still here\n\n");
    this.wake();
  }

  private send(text: string): void {
    if (this.isOver) return;
    // Who reads nothing for so long is gone.
    if ((this.controller.desiredSize ?? 0) < -WAITING_AT_MOST) this.end();
    else this.controller.enqueue(this.encoder.encode(text));
  }
}
