import { request } from "node:http";
import { type HTMLElement, parse } from "node-html-parser";
import { freshAddress } from "./context";

/** An answer of the product, with its page parsed. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly location: string | null;
  readonly body: string;
  readonly page: HTMLElement;
  readonly path: string;
};

type Ask = { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Buffer };

/**
 * A browser without JavaScript: keeps cookies, sends the headers a browser sends, posts the forms it finds. Redirects are followed only
 * when asked. Each visitor comes from an address of its own unless given one.
 */
export class Visitor {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly base: string,
    /** PUBLIC_URL, where it differs from the process that is asked. */
    private readonly origin: string = base,
    readonly address: string = freshAddress(),
  ) {}

  /** Asks for a path and parses the answer. */
  async ask(path: string, { method = "GET", headers = {}, body }: Ask = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await send(this.base, path, {
      method,
      headers: {
        "x-forwarded-for": this.address,
        "accept-language": "en",
        accept: "text/html",
        ...(cookie ? { cookie } : {}),
        ...(method === "GET" || method === "HEAD" ? {} : { origin: this.origin, "sec-fetch-site": "same-origin" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of [answer.headers["set-cookie"] ?? []].flat()) this.#keep(line);
    return answer;
  }

  /** Asks and follows redirects on our own origin. */
  async go(path: string): Promise<Answer> {
    let answer = await this.ask(path);
    for (let hops = 0; answer.location !== null && hops < 10; hops++) answer = await this.ask(this.#ownPath(answer.location));
    return answer;
  }

  /** Fills in the form of a page whose button bears this text, as a browser would send it, and answers what comes back. */
  async submit(from: Answer, button: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const { action, data, isMultipart } = readForm(from, button);
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    const encoded = new Response(
      isMultipart ? data : new URLSearchParams([...data].map(([name, value]) => [name, String(value)])),
    );
    return this.ask(action, {
      method: "POST",
      headers: { "content-type": encoded.headers.get("content-type") ?? "" },
      body: Buffer.from(await encoded.arrayBuffer()),
    });
  }

  /** Submits and follows where it leads. */
  async submitAndGo(from: Answer, button: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const answer = await this.submit(from, button, fields);
    return answer.location === null ? answer : this.go(this.#ownPath(answer.location));
  }

  #ownPath(location: string): string {
    const url = new URL(location, this.origin);
    if (url.origin !== this.origin) throw new Error(`sent to another origin: ${location}`);
    return url.pathname + url.search;
  }

  #keep(line: string): void {
    const [pair = "", ...attributes] = line.split(";");
    const at = pair.indexOf("=");
    const name = pair.slice(0, at).trim();
    const isGone = attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute));
    if (isGone) this.cookies.delete(name);
    else this.cookies.set(name, pair.slice(at + 1));
  }
}

/** A form as it would be sent: where to, what its inputs hold (hidden ones and the pressed button included), and in which encoding. */
type ReadForm = { readonly action: string; readonly data: FormData; readonly isMultipart: boolean };

/** Reads a form of a page. */
export function readForm({ page, path }: Answer, button: string): ReadForm {
  const pressed = page.querySelectorAll("form button").find((one) => one.textContent.trim() === button);
  const form = pressed?.closest("form");
  if (!pressed || !form)
    throw new Error(`no form with the button "${button}" at ${path}: ${page.querySelector("main")?.textContent.slice(0, 400)}`);
  const data = new FormData();
  for (const input of form.querySelectorAll("input, select, textarea")) {
    const name = input.getAttribute("name");
    const value = sentValue(input);
    if (name && value !== undefined) data.append(name, value);
  }
  const name = pressed.getAttribute("name");
  if (name) data.append(name, pressed.getAttribute("value") ?? "");
  const isMultipart = form.getAttribute("enctype") === "multipart/form-data";
  return { action: form.getAttribute("action") || path, data, isMultipart };
}

/** What an input would send; undefined if it sends nothing. */
function sentValue(input: HTMLElement): string | undefined {
  if (input.tagName === "TEXTAREA") return input.textContent;
  if (input.tagName === "SELECT")
    return (input.querySelector("option[selected]") ?? input.querySelector("option"))?.getAttribute("value") ?? "";
  const isTick = /^(checkbox|radio)$/.test(input.getAttribute("type") ?? "");
  if (isTick && !input.hasAttribute("checked")) return undefined;
  return input.getAttribute("value") ?? (isTick ? "on" : "");
}

function send(
  base: string,
  path: string,
  { method, headers, body }: Required<Omit<Ask, "body">> & Pick<Ask, "body">,
): Promise<Answer> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    // The path goes out as written: fetch would tidy what the test wants to be untidy.
    const outgoing = request({ hostname, port, path, method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const { statusCode: status = 0, headers: answered } = incoming;
        resolve({ status, headers: answered, location: answered.location ?? null, body: text, page: parse(text), path });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
