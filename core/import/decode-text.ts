import { UnreadableFile } from "@/core/import/unreadable-file";

/** Bytes by which the encoding is told. */
const HEAD = 65_536;
const REPLACEMENT = "\uFFFD";

/**
 * The text of a file, piece by piece, with every line end written as `\n` and without a byte order mark. The first piece holds at least
 * the first 64 KiB. Throws UnreadableFile where the text cannot be what its beginning was.
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let head: Buffer = Buffer.alloc(0);
  let line = 1;
  let isAfterCr = false;
  const decode = (chunk: Uint8Array | undefined) => {
    decoder ??= new TextDecoder(encodingOf(head));
    let text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    // The second half of a line end that was cut in two.
    if (isAfterCr && text.startsWith("\n")) text = text.slice(1);
    if (text !== "") isAfterCr = text.endsWith("\r");
    const tidy = text.replace(/\r\n?/g, "\n");
    refuseUnreadable(tidy, line);
    line += countLines(tidy);
    return tidy;
  };
  for await (const chunk of bytes) {
    if (decoder) {
      yield decode(chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length >= HEAD) yield decode(head);
  }
  if (!decoder) yield decode(head);
  yield decode(undefined);
}

function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  // Without a mark: Latin letters have a zero in every other byte.
  const zeros = [0, 1].map((from) => head.subarray(0, 2000).filter((byte, at) => at % 2 === from && byte === 0).length);
  const [even = 0, odd = 0] = zeros;
  if (Math.max(even, odd) > Math.min(head.length, 2000) / 5) return odd > even ? "utf-16le" : "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

function refuseUnreadable(text: string, firstLine: number): void {
  const nul = text.indexOf("\0");
  if (nul >= 0) throw new UnreadableFile("nul", firstLine + countLines(text.slice(0, nul)));
  const broken = text.indexOf(REPLACEMENT);
  if (broken >= 0) throw new UnreadableFile("encoding", firstLine + countLines(text.slice(0, broken)));
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}
