import { type Agent, request } from "node:http";
import type { Visitor } from "./visitor";
import { waitFor } from "./wait-for";

/** One event of a stream, as it came. */
export type StreamEvent = { readonly id: string; readonly event: string; readonly data: string };

/** An open stream of server-sent events; or an answer that is none. */
export type EventStream = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** All events so far, without what only keeps the line open. */
  events(): readonly StreamEvent[];
  /** Everything so far, as it came. */
  text(): string;
  /** How it ended: `whole` as a server ends an answer, `cut` in the middle of it. */
  readonly ended: Promise<"whole" | "cut">;
  /** Waits until it is open for certain: the server says when to come back before anything else. */
  untilOpen(): Promise<unknown>;
  close(): void;
};

type Asked = { readonly headers?: Readonly<Record<string, string>>; readonly agent?: Agent; readonly method?: "GET" | "HEAD" };

/** Opens a stream with a visitor's cookies, as a page's EventSource does. */
export function openStream(
  { url }: { readonly url: string },
  path: string,
  visitor: Pick<Visitor, "cookies">,
  { headers = {}, agent, method = "GET" }: Asked = {},
): Promise<EventStream> {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const asked = { accept: "text/event-stream", ...(cookie ? { cookie } : {}), ...headers };
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(path, url), { method, headers: asked, agent: agent ?? false }, (incoming) => {
      let heard = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => {
        heard += chunk;
      });
      incoming.on("error", () => undefined);
      const ended = new Promise<"whole" | "cut">((end) => {
        incoming.once("close", () => end(incoming.complete ? "whole" : "cut"));
      });
      resolve({
        status: incoming.statusCode ?? 0,
        headers: incoming.headers,
        events: () => readEvents(heard),
        text: () => heard,
        ended,
        untilOpen: () => waitFor(() => heard.includes("retry: "), "the stream to open"),
        close: () => void incoming.destroy(),
      });
    });
    outgoing.on("error", reject);
    outgoing.end();
  });
}

function readEvents(heard: string): StreamEvent[] {
  const blocks = heard.split("\n\n").slice(0, -1);
  return blocks
    .filter((block) => /^data: /m.test(block))
    .map((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
      return { id: field("id"), event: field("event"), data: field("data") };
    });
}
