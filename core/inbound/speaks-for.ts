import { createHash } from "node:crypto";
import type { Signature } from "@/core/inbound/check-signatures";
import { type Head, headersOf } from "@/core/inbound/read-head";

/** What is read of a mail, each of which stands in it once at most (RFC 5322, 3.6; RFC 2045). */
const USED = [
  "from",
  "to",
  "cc",
  "subject",
  "message-id",
  "date",
  "in-reply-to",
  "references",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
];
/** As far into the body as programs write a line for readers that know no MIME. */
const PREAMBLE = 200;

/** Whether nothing that is read stands twice: the second may have been put there by anybody on the way (T-I3). */
export const isUnambiguous = (head: Head): boolean => USED.every((name) => headersOf(head, name).length <= 1);

/**
 * Whether a signature of the author's own house makes a mail theirs: it covers the author and the whole body, and says how the body is to be
 * read. SHA-1 is none any more (RFC 8301). Ask it of unambiguous mails only.
 */
export function speaksFor(one: Signature, head: Head): boolean {
  const { status, algo, rr } = one;
  if (status.result !== "pass" || !status.aligned || status.underSized || !algo.toLowerCase().endsWith("-sha256")) return false;
  return isKeyForMail(rr) && isOfItsDomain(one, head) && coversContents(one, head);
}

/**
 * Many providers sign no Content-Type. Then whom it is for must be signed, and the first part must begin where the body does: otherwise a
 * reader of the mail could choose from it what its author seems to say.
 */
function coversContents({ signingHeaders, mimeStructureStart }: Signature, head: Head): boolean {
  const covered = (signingHeaders?.keys ?? "").split(":").map((name) => name.trim().toLowerCase());
  const areCovered = (...names: string[]) => names.every((name) => covered.includes(name) || headersOf(head, name).length === 0);
  if (!covered.includes("from")) return false;
  if (areCovered("content-type", "content-transfer-encoding")) return true;
  const start = mimeStructureStart ?? 0;
  return covered.includes("to") && areCovered("cc") && start >= 0 && start <= PREAMBLE;
}

/** What the record of a key says of it (RFC 6376, 3.6.1): for mail, for SHA-256, and no trial. */
function isKeyForMail(record: string): boolean {
  const services = wordsIn(record, "s") ?? ["*"];
  const isFor = services.includes("*") || services.includes("email");
  return isFor && (wordsIn(record, "h") ?? ["sha256"]).includes("sha256") && !hasFlag(record, "y");
}

const wordsIn = (record: string, tag: string) => tagsIn(record).get(tag)?.toLowerCase().split(":");
const hasFlag = (record: string, flag: string): boolean => wordsIn(record, "t")?.includes(flag) === true;

/**
 * Whom it says it speaks for is somebody of the domain that signed (RFC 6376, 6.1.1), and of no part of it where the record of the key wants
 * that (3.6.1, t=s). Of several lines with the same signature nobody knows which one was signed, so that holds for each.
 */
function isOfItsDomain({ id, signingDomain, rr }: Signature, head: Head): boolean {
  const tags = headersOf(head, "dkim-signature").map(tagsIn);
  const own = tags.filter((one) => sha256(Buffer.from(one.get("b") ?? "", "base64")) === id);
  const isOf = (identity: string) => {
    const [of = "", domain] = [identity.slice(identity.lastIndexOf("@") + 1), signingDomain].map((name) => name.toLowerCase());
    return of === domain || (of.endsWith(`.${domain}`) && !hasFlag(rr, "s"));
  };
  return own.length > 0 && own.every((one) => isOf(one.get("i") ?? signingDomain));
}

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** The tags of a list (RFC 6376, 3.2), without white space. */
function tagsIn(list: string): ReadonlyMap<string, string> {
  const tags = list.replace(/\s/g, "").split(";");
  return new Map(tags.map((tag) => [tag.split("=", 1)[0] ?? "", tag.slice(tag.indexOf("=") + 1)]));
}
