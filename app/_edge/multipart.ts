/** A part of a form that is sent as multipart/form-data. Its body must be read before the next part is asked for. */
export type FormPart = {
  readonly name: string;
  /** What the browser says the file is called; null for a field that is no file. */
  readonly fileName: string | null;
  readonly body: AsyncIterable<Uint8Array>;
};

const LONGEST_HEAD = 8192;

/** Thrown when a form ends before its end, or is none. */
export class BrokenForm extends Error {
  override name = "BrokenForm";
}

/**
 * Reads a form part by part as it arrives (RFC 7578), so that a file of any size takes up no memory. Throws {@link BrokenForm}. Next's own
 * reader keeps the whole form in memory.
 */
export async function* readMultipart(contentType: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FormPart> {
  const boundary = /^multipart\/form-data;.*\bboundary="?([\w'()+,./:=? -]{1,70}?)"?\s*(?:;|$)/i.exec(contentType)?.[1];
  if (boundary === undefined) throw new BrokenForm("no boundary");
  const input = new Input(bytes);
  // The first boundary has no line end before it.
  await input.takeUntil(`--${boundary}`, LONGEST_HEAD);
  for (;;) {
    const follows = (await input.takeUntil("\r\n", LONGEST_HEAD)).trim();
    if (follows === "--") return;
    const head = await input.takeUntil("\r\n\r\n", LONGEST_HEAD);
    const body = input.until(`\r\n--${boundary}`);
    yield { ...describe(head), body };
    for await (const _rest of body);
    if (await input.isAtEnd()) return;
  }
}

function describe(head: string): { name: string; fileName: string | null } {
  const line = head.split("\r\n").find((one) => /^content-disposition:/i.test(one)) ?? "";
  const name = /;\s*name="([^"]*)"/i.exec(line)?.[1];
  if (name === undefined) throw new BrokenForm("a part without a name");
  return { name, fileName: /;\s*filename="((?:[^"\\]|\\.)*)"/i.exec(line)?.[1] ?? null };
}

/** What a request brings, as it arrives. */
export async function* bytesOf({ body }: Request): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** Bytes that arrive, as far as they were not taken yet. */
class Input {
  readonly #bytes: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#bytes = bytes[Symbol.asyncIterator]();
  }

  /** Takes everything up to a mark, and the mark. */
  async takeUntil(mark: string, longest: number): Promise<string> {
    for (;;) {
      const at = this.#held.indexOf(mark);
      if (at >= 0) {
        const text = this.#held.subarray(0, at).toString("utf8");
        this.#held = this.#held.subarray(at + mark.length);
        return text;
      }
      if (this.#held.length > longest || !(await this.#more())) throw new BrokenForm("a part without an end");
    }
  }

  /** Gives everything up to a mark, as it arrives, and takes the mark. Once. */
  async *until(mark: string): AsyncGenerator<Uint8Array> {
    let isWhole = false;
    while (!isWhole) {
      const at = this.#held.indexOf(mark);
      isWhole = at >= 0;
      // The mark may have arrived in part.
      const end = isWhole ? at : Math.max(0, this.#held.length - mark.length);
      const ready = this.#held.subarray(0, end);
      this.#held = this.#held.subarray(isWhole ? at + mark.length : end);
      if (ready.length > 0) yield ready;
      if (!isWhole && !(await this.#more())) throw new BrokenForm("a part without an end");
    }
  }

  /** Whether nothing more can come. */
  async isAtEnd(): Promise<boolean> {
    return this.#held.length === 0 && !(await this.#more());
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#bytes.next();
    if (!done) this.#held = Buffer.concat([this.#held, value]);
    return !done;
  }
}
