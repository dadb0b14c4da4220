import { z } from "zod";
import { seconds } from "@/core/duration";
import { type Bounds, runOnThread, Turns } from "@/core/inbound/on-thread";

// The parser is fed by strangers: on a thread of its own it can be stopped, and what it uses up is not ours (T-I8).
const TAKE_APART = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { library, data } = workerData;
  const options = { skipImageLinks: true, skipTextToHtml: true, skipTextLinks: true, keepDeliveryStatus: true, maxHtmlLengthToParse: 1000000 };
  require(library).simpleParser(Buffer.from(data.raw), options).then(
    ({ from, subject, text, attachments }) => {
      const files = attachments.filter(({ contentType }) => contentType !== "message/delivery-status");
      const report = attachments.find(({ contentType }) => contentType === "message/delivery-status");
      const done = {
        name: String(from?.value?.[0]?.name ?? ""),
        subject: String(subject ?? ""),
        text: String(text ?? "").slice(0, 200000),
        attachments: files.length,
        report: report ? report.content.toString("utf8").slice(0, 20000) : "",
      };
      parentPort.postMessage({ done });
    },
    () => parentPort.postMessage({ done: null }),
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

const turns = new Turns(1);

/** Takes a mail apart, one at a time in a process. Null if it cannot be, within ten seconds and 192 MB unless other bounds are given. */
export function takeApart(raw: Buffer, bounds: Partial<Bounds> = {}): Promise<MailParts | null> {
  return turns.take(async () => {
    const limits = { atMost: AT_MOST, memoryMb: MEMORY_MB, ...bounds };
    const end = await runOnThread({ code: TAKE_APART, library: "mailparser", data: { raw }, ...limits });
    return end.kind === "done" ? (parts.safeParse(end.value).data ?? null) : null;
  });
}
