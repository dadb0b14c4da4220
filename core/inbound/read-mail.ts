import { createHash } from "node:crypto";
import { cutQuote } from "@/core/inbound/cut-quote";
import { findBomb } from "@/core/inbound/find-bomb";
import { kindOfMail, type MailKind } from "@/core/inbound/kind-of-mail";
import { readAuthor, readRecipients } from "@/core/inbound/read-author";
import { type DeliveryReport, readBounce } from "@/core/inbound/read-bounce";
import { type Head, headerOf, headersOf, readHead } from "@/core/inbound/read-head";
import { takeApart } from "@/core/inbound/take-apart";

/** A mail that came in, as far as rules ask about it. */
export type ReadMail = {
  readonly head: Head;
  /** Canonical; null where there is none that can be read in one way only. */
  readonly author: string | null;
  readonly kind: MailKind;
  readonly recipients: readonly string[];
  /** Message-IDs that it says it answers, nearest first. */
  readonly answers: readonly string[];
  readonly name: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments: number;
  readonly bounce: DeliveryReport | null;
};

/** Why a mail is not read. `left`: a process came to its end over it. */
export type Unreadable = "too-large" | "too-many-parts" | "too-deep" | "too-long-a-line" | "head" | "contents" | "left";

/** What tells a mail from another (T-I7): Message-ID, author and body; all of it where there is no Message-ID. */
export function fingerprintOf(raw: Buffer): string {
  const head = readHead(raw);
  const messageId = head === null ? "" : headerOf(head, "message-id");
  const parts = head === null || messageId === "" ? [raw] : [messageId, headerOf(head, "from"), raw.subarray(head.bodyAt)];
  const hash = createHash("sha256");
  for (const part of parts) hash.update(createHash("sha256").update(part).digest());
  return hash.digest("base64url");
}

/** Reads a mail, whatever it is. Size first, then its head, then the rest on a thread of its own (T-I8). Never throws. */
export async function readMail(raw: Buffer): Promise<ReadMail | Unreadable> {
  const bomb = findBomb(raw);
  if (bomb !== null) return bomb;
  const head = readHead(raw);
  if (head === null) return "head";
  const parts = await takeApart(raw);
  if (parts === null) return "contents";
  const author = readAuthor(head);
  const kind = kindOfMail(head, author);
  return {
    head,
    author,
    kind,
    recipients: readRecipients(head),
    answers: answersOf(head),
    name: oneLine(parts.name, 64),
    subject: oneLine(parts.subject, 200),
    text: cutQuote(isMarkup(raw) ? parts.text.replace(PICTURES, "") : parts.text),
    attachments: parts.attachments,
    bounce: kind === "bounce" ? readBounce(raw.subarray(head.bodyAt), parts.report) : null,
  };
}

/** Whether there was no text but in HTML, out of which the parser writes addresses of pictures in brackets (T-I10). */
const isMarkup = (raw: Buffer): boolean => !/^content-type:\s*text\/plain/im.test(raw.toString("latin1"));
// No bracket within, and only so long: what opens thousands of brackets and closes none is read once.
const PICTURES = /\[(?:https?|cid|data|file):[^[\]\s]{0,2000}\]/gi;

function answersOf(head: Head): readonly string[] {
  const lines = [...headersOf(head, "in-reply-to"), ...headersOf(head, "references").reverse()].map((line) =>
    line.slice(0, 8000),
  );
  const found = lines.flatMap((line, at) => {
    const ids = line.match(/<[^<>\s]{3,250}>/g) ?? [];
    return at === 0 ? ids : ids.reverse();
  });
  return [...new Set(found)].slice(0, 20);
}

const oneLine = (text: string, max: number): string =>
  [...text.replace(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069\s]+/gu, " ").trim()].slice(0, max).join("");
