import { z } from "zod";
import { seconds } from "@/core/duration";
import { type Bounds, runOnThread, Turns } from "@/core/inbound/on-thread";
import { type Head, headersOf } from "@/core/inbound/read-head";
import type { ResolveDns } from "@/core/net/resolve-dns";

// The library reads what strangers wrote, too. It asks the name server through us: what is asked, and how often, is not its to say.
const CHECK = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { library, data } = workerData;
  const waiting = new Map();
  let asked = 0;
  parentPort.on("message", ({ id, answer, code }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (code === undefined) resolve(answer);
    else reject(Object.assign(new Error(code), { code }));
  });
  const resolver = (name, type) =>
    new Promise((resolve, reject) => {
      const id = ++asked;
      waiting.set(id, { resolve, reject });
      parentPort.postMessage({ id, question: { name: String(name), type: String(type) } });
    });
  const options = { ...data.spf, mta: "foyer.invalid", resolver, disableArc: true, disableBimi: true };
  require(library).authenticate(Buffer.from(data.raw), options).then(
    ({ dkim: { headerFrom, results }, spf, dmarc }) =>
      parentPort.postMessage({ done: JSON.parse(JSON.stringify({ dkim: { headerFrom, results }, spf, dmarc })) }),
    () => parentPort.postMessage({ done: null }),
  );
`;
const BOUNDS: Bounds = { atMost: seconds(20), memoryMb: 128 };
/** Eight signatures are eight questions, DMARC asks two, SPF about twenty. */
const MOST_QUESTIONS = 40;

/** More signatures than mail gathers on its way, counted as the library counts them. */
const MOST_SIGNATURES = 8;
const MOST_SEALS = 20;
/** White space in one piece: each signature may have to hold it until something follows. */
const LONGEST_BLANK = 64 * 1024;
/** Lines times signatures: each line is looked at once for each of them. */
const MOST_LINES = 2_000_000;

const signature = z.object({
  id: z.string().catch(""),
  signingDomain: z.string().catch(""),
  algo: z.string().catch(""),
  rr: z.string().catch(""),
  signingHeaders: z.object({ keys: z.string() }).nullish(),
  mimeStructureStart: z.number().nullish(),
  status: z.object({ result: z.string(), aligned: z.unknown().optional(), underSized: z.unknown().optional() }),
});
const alignment = z.object({ result: z.unknown().optional(), strict: z.boolean() });
const findings = z.object({
  dkim: z.object({ headerFrom: z.array(z.string()).optional(), results: z.array(signature).optional() }),
  spf: z
    .union([z.object({ domain: z.string().catch(""), status: z.object({ result: z.string() }) }), z.literal(false)])
    .nullish(),
  dmarc: z.union([
    z.object({
      status: z.object({ result: z.string() }),
      alignment: z.object({ spf: alignment, dkim: alignment }).nullish(),
    }),
    z.literal(false),
  ]),
});

/** What the library says of one signature. */
export type Signature = z.output<typeof signature>;
/** What the library says of a mail: its signatures, SPF where that was asked, and what the author's domain wants (DMARC). */
export type Findings = z.output<typeof findings>;

type Checking = {
  readonly resolve: ResolveDns;
  /** Where a mail came from, for SPF; empty leaves that out. */
  readonly spf: object;
  readonly bounds?: Partial<Bounds & { readonly questions: number }>;
};

const turns = new Turns(4);

/**
 * Has the signatures of a mail checked, on a thread of its own, within twenty seconds, 128 MB and forty questions to the name server,
 * unless other bounds are given (T-I8).
 * `too-much`: the mail asks for more than that. `late`: nothing is known yet.
 */
export async function checkSignatures(
  raw: Buffer,
  head: Head,
  { resolve, spf, bounds: { questions: most = MOST_QUESTIONS, ...bounds } = {} }: Checking,
): Promise<Findings | "too-much" | "late"> {
  if (asksTooMuch(raw, head)) return "too-much";
  const questions = new Questions(resolve, most);
  const data = { raw: withCrlf(raw), spf };
  const work = { ...BOUNDS, ...bounds, code: CHECK, library: "mailauth", data } as const;
  const end = await turns.take(() => runOnThread({ ...work, answer: (question) => questions.ask(question) }));
  if (end.kind === "late") return "late";
  const found = end.kind === "done" ? findings.safeParse(end.value).data : undefined;
  return found === undefined || questions.areTooMany ? "too-much" : found;
}

function asksTooMuch(raw: Buffer, head: Head): boolean {
  const signatures = headersOf(head, "dkim-signature").length;
  const seals = headersOf(head, "arc-message-signature").length + headersOf(head, "arc-seal").length;
  if (signatures > MOST_SIGNATURES || seals > MOST_SEALS) return true;
  const { lines, longestBlank } = measure(raw.subarray(head.bodyAt));
  return longestBlank > LONGEST_BLANK || lines * (signatures + Math.min(seals, 1)) > MOST_LINES;
}

function measure(body: Buffer): { readonly lines: number; readonly longestBlank: number } {
  let [lines, blank, longestBlank] = [0, 0, 0];
  for (const byte of body) {
    if (byte === 10) lines++;
    blank = byte === 10 || byte === 13 || byte === 32 || byte === 9 ? blank + 1 : 0;
    if (blank > longestBlank) longestBlank = blank;
  }
  return { lines, longestBlank };
}

/** The library takes a line feed alone for a whole line end as well, but makes a piece of its own of each such line. */
function withCrlf(raw: Buffer): Buffer {
  const whole = Buffer.allocUnsafe(raw.length * 2);
  let [at, before] = [0, 0];
  for (const byte of raw) {
    if (byte === 10 && before !== 13) whole[at++] = 13;
    whole[at++] = byte;
    before = byte;
  }
  return whole.subarray(0, at);
}

const question = z.object({ name: z.string().max(255), type: z.enum(["TXT", "A", "AAAA", "MX", "PTR"]) });

/** What one mail asks of the name server: the same thing once, and so many things. */
class Questions {
  readonly #asked = new Map<string, Promise<unknown>>();
  areTooMany = false;

  constructor(
    private readonly resolve: ResolveDns,
    private readonly most: number,
  ) {}

  async ask(asked: unknown): Promise<unknown> {
    const { name, type } = question.parse(asked);
    const key = `${type} ${name.toLowerCase()}`;
    const before = this.#asked.get(key);
    if (before) return before;
    if (this.#asked.size >= this.most) {
      this.areTooMany = true;
      throw new Error("too many questions");
    }
    const answer = this.resolve(name, type);
    this.#asked.set(key, answer);
    return answer;
  }
}
