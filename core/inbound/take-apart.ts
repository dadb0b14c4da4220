import { createRequire } from "node:module";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { type Duration, seconds } from "@/core/duration";

// The parser is fed by strangers: on a thread of its own it can be stopped, and what it uses up is not ours (T-I8).
const TAKE_APART = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { library, raw } = workerData;
  const options = { skipImageLinks: true, skipTextToHtml: true, skipTextLinks: true, keepDeliveryStatus: true, maxHtmlLengthToParse: 1000000 };
  require(library).simpleParser(Buffer.from(raw), options).then(
    ({ from, subject, text, attachments }) => {
      const files = attachments.filter(({ contentType }) => contentType !== "message/delivery-status");
      const report = attachments.find(({ contentType }) => contentType === "message/delivery-status");
      parentPort.postMessage({
        name: String(from?.value?.[0]?.name ?? ""),
        subject: String(subject ?? ""),
        text: String(text ?? "").slice(0, 200000),
        attachments: files.length,
        report: report ? report.content.toString("utf8").slice(0, 20000) : "",
      });
    },
    () => parentPort.postMessage(null),
  );
`;
const AT_MOST = seconds(10);
const MEMORY_MB = 192;

const parts = z.object({
  name: z.string(),
  subject: z.string(),
  text: z.string(),
  attachments: z.number(),
  report: z.string(),
});

/** What a mail says, for people to read; nothing of it decides anything. Text only: HTML is turned into text, nothing is loaded (T-I10). */
export type MailParts = z.infer<typeof parts>;

type Bounds = { readonly atMost?: Duration; readonly memoryMb?: number };

let last: Promise<unknown> = Promise.resolve();

/** Takes a mail apart, one at a time in a process. Null if it cannot be, within ten seconds and 192 MB unless other bounds are given. */
export function takeApart(raw: Buffer, bounds: Bounds = {}): Promise<MailParts | null> {
  const next = last.then(() => run(raw, bounds));
  last = next;
  return next;
}

function run(raw: Buffer, { atMost = AT_MOST, memoryMb = MEMORY_MB }: Bounds): Promise<MailParts | null> {
  const library = createRequire(join(process.cwd(), "package.json")).resolve("mailparser");
  const resourceLimits = { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };
  const worker = new Worker(TAKE_APART, { eval: true, workerData: { library, raw }, execArgv: [], env: {}, resourceLimits });
  return new Promise<MailParts | null>((resolve) => {
    const end = setTimeout(() => resolve(null), atMost.ms);
    worker.once("message", (answer: unknown) => resolve(parts.safeParse(answer).data ?? null));
    worker.once("error", () => resolve(null));
    worker.once("exit", () => {
      clearTimeout(end);
      resolve(null);
    });
  }).finally(() => worker.terminate());
}
