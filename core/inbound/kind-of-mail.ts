import { type Head, headerOf, headersOf } from "@/core/inbound/read-head";

/** What a mail is: from a person, or nothing that may ever be answered (RFC 3834). */
export type MailKind = "personal" | "bounce" | "automatic" | "list";

const LISTS = ["list-id", "list-post", "list-unsubscribe", "list-help", "mailing-list", "feedback-id"];
const ROBOTS = ["x-autoreply", "x-autorespond", "x-auto-response-suppress", "x-loop"];
const ROBOT_NAMES = /^(mailer-daemon|postmaster|(no|do-?not|never)[-._]?reply|bounces?|daemon)([-+._].*)?@/;

/** Tells mail of people from what machines write (T-I6, T-M11): delivery reports, automatic answers, newsletters, lists. */
export function kindOfMail(head: Pick<Head, "headers">, author: string | null): MailKind {
  if (isReport(head, "delivery-status")) return "bounce";
  if (isRobot(head, author)) return "automatic";
  return LISTS.some((name) => headersOf(head, name).length > 0) || isBulk(head) ? "list" : "personal";
}

function isReport(head: Pick<Head, "headers">, type?: string): boolean {
  const contents = headerOf(head, "content-type").toLowerCase();
  return contents.startsWith("multipart/report") && (type === undefined || contents.includes(type));
}

function isRobot(head: Pick<Head, "headers">, author: string | null): boolean {
  const says = headerOf(head, "auto-submitted").toLowerCase();
  if (says !== "" && !/^no\b/.test(says)) return true;
  // A null sender asks for no answer, ever (RFC 5321, 4.5.5); other reports are receipts.
  if (/^<\s*>$/.test(headerOf(head, "return-path")) || isReport(head)) return true;
  return ROBOTS.some((name) => headersOf(head, name).length > 0) || (author !== null && ROBOT_NAMES.test(author));
}

const isBulk = (head: Pick<Head, "headers">): boolean => /^(bulk|junk|list|auto_reply)\b/i.test(headerOf(head, "precedence"));
