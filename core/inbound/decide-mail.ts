import { addMessage } from "@/core/conversations/add-message";
import { findConversationOfMail, type MailConversation } from "@/core/conversations/find-conversation-of-mail";
import type { Ctx } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { ended, keptHere } from "@/core/inbound/inbound-end";
import { findLinkObstacle, mailLink } from "@/core/inbound/mail-link";
import { mayKeepText } from "@/core/inbound/may-keep-text";
import type { ReadMail } from "@/core/inbound/read-mail";
import { registerSender } from "@/core/inbound/register-sender";
import { noteBounce } from "@/core/mail/note-bounce";
import { findAddressUse } from "@/core/registration/address-use";
import { hasRoom, recipientSubject, takeLimit } from "@/core/security/limits";
import { permissionsOf } from "@/core/staff/permissions";
import { findCustomerOfAccount } from "@/db/queries/customers";
import { type InboundEnd, isLinkOver, wasMergedInto } from "@/db/queries/inbound-mails";
import { isMailboxAddress, type MailboxRow } from "@/db/queries/mailboxes";
import { findActiveStaff, findStaffRights } from "@/db/queries/staff";

/** A mail that was read, where it came in, and whether its author's domain vouches for it. */
export type Arrived = {
  readonly mailbox: MailboxRow;
  readonly mail: ReadMail;
  readonly isAuthentic: boolean;
  /** What tells the signatures that speak for it from all others. */
  readonly signatures: readonly string[];
};

/** An author who may be believed, as far as this mailbox asks. */
export type Authored = Arrived & { readonly author: string };

/**
 * Says what becomes of a mail, and does it, in the open transaction. Nothing a machine wrote is answered, nobody who may be somebody else is
 * believed (T-I1), and at most one thing is ever sent: the link to a stranger. A known address gets nothing (T-I11).
 */
export async function decideMail(tx: Ctx, arrived: Arrived): Promise<InboundEnd> {
  const end = await decide(tx, arrived);
  return end.text === "" || (await mayKeepText(tx, end, arrived.mail.author)) ? end : { ...end, text: "" };
}

async function decide(tx: Ctx, arrived: Arrived): Promise<InboundEnd> {
  const { mail, mailbox, isAuthentic } = arrived;
  const { author, kind } = mail;
  if (kind === "bounce") return noteReport(tx, mail);
  if (kind !== "personal") return ended("automatic", kind);
  if (author === null) return keptHere(mail, "refused", "author");
  if (await isOwnAddress(tx, author)) return ended("automatic", "own");
  if (mailbox.requiresAuthentication && !isAuthentic) return keptHere(mail, "unauthenticated", "");
  if (await isBroughtAgain(tx, arrived)) return ended("refused", "repeated");
  const { isAllowed } = await takeLimit(tx, "inbound:sender", recipientSubject(author));
  if (!isAllowed) return keptHere(mail, "refused", "too-many");
  if (mail.text === "") return ended("refused", "empty");
  return takeIn(tx, { ...arrived, author });
}

/**
 * Whether a mail with this signature was taken in before, at whatever mailbox and under whatever Message-ID: everybody who has a signed mail
 * can bring it as often as they like (T-I7).
 */
async function isBroughtAgain(tx: Ctx, { signatures }: Arrived): Promise<boolean> {
  for (const one of signatures) if (!(await hasRoom(tx, "inbound:signature", one))) return true;
  return false;
}

async function takeIn(tx: Ctx, authored: Authored): Promise<InboundEnd> {
  const answered = await findAnswered(tx, authored);
  const end = await (answered ? takeAnswer(tx, authored, answered) : takeFrom(tx, authored));
  const hasEffect = end.outcome === "threaded" || end.outcome === "registered";
  if (hasEffect) for (const one of authored.signatures) await takeLimit(tx, "inbound:signature", one);
  return end;
}

async function noteReport(tx: Ctx, { bounce }: ReadMail): Promise<InboundEnd> {
  if (bounce === null) return ended("bounce", "none");
  const { messageIds, ...facts } = bounce;
  for (const messageId of messageIds) if (await noteBounce(tx, { messageId, ...facts })) return ended("bounce", "ours");
  return ended("bounce", "unknown");
}

/** Mail from ourselves is an echo: answering it would never end (T-I6). */
async function isOwnAddress({ db, settings }: Ctx, author: string): Promise<boolean> {
  return author === canonicalEmail(settings.mail.sender) || isMailboxAddress(db, author);
}

/** The conversation that a mail answers, if it comes from who was written to: knowing a Message-ID alone opens nothing. */
async function findAnswered(tx: Ctx, { mail, author }: Authored): Promise<MailConversation | null> {
  for (const messageId of mail.answers) {
    const found = await findConversationOfMail(tx, messageId);
    if (found && canonicalEmail(found.toEmail) === author) return found;
  }
  return null;
}

/**
 * An answer counts by whose the address is now. Who once had a mail of ours at an address that is nobody's any more is no customer and no
 * stranger: nothing is said in anybody's name, and no link goes there; staff decide (T-I1).
 */
async function takeAnswer(tx: Ctx, authored: Authored, answered: MailConversation): Promise<InboundEnd> {
  const byStaff = await answerAsStaff(tx, authored, answered);
  if (byStaff) return byStaff;
  const { mail, author } = authored;
  const customerId = await findOwner(tx, author);
  if (customerId !== null) return thread(tx, authored, customerId);
  const wasTheirs = await wasMergedInto(tx.db, { customerId: answered.customerId, emailKey: author });
  return wasTheirs ? thread(tx, authored, answered.customerId) : keptHere(mail, "kept", "former");
}

/** The customer whose address it is now; null if it is nobody's. */
async function findOwner(tx: Ctx, author: string): Promise<string | null> {
  const use = await findAddressUse(tx, author);
  if (use.kind === "nobody") return null;
  return use.kind === "account" ? findCustomerOfAccount(tx.db, use.accountId) : use.joined.id;
}

/** Staff may answer the notice about a message from their own mailbox: only where their domain vouches for it, whatever this mailbox asks. */
async function answerAsStaff(tx: Ctx, { mail, author, isAuthentic }: Authored, to: MailConversation): Promise<InboundEnd | null> {
  const person = await findActiveStaff(tx.db, author);
  const rights = person && (await findStaffRights(tx.db, person.id));
  if (!person || !rights) return null;
  if (!isAuthentic) return keptHere(mail, "unauthenticated", "staff");
  if (!permissionsOf(rights).has("messages.answer")) return keptHere(mail, "refused", "not-permitted");
  const { conversationId } = to;
  const added = await addMessage(tx, {
    of: { conversationId },
    author: "staff",
    staffId: person.id,
    origin: "mail",
    text: mail.text,
  });
  return added ? { ...ended("threaded", "staff"), ...of(added) } : keptHere(mail, "kept", "nobody");
}

/** By the address: a customer's conversation, or a stranger. What was written to somebody else, and sent on to us, is said to nobody here. */
async function takeFrom(tx: Ctx, authored: Authored): Promise<InboundEnd> {
  if (!authored.mail.recipients.includes(authored.mailbox.address)) return keptHere(authored.mail, "kept", "not-addressed");
  const customerId = await findOwner(tx, authored.author);
  return customerId === null ? registerSender(tx, authored) : thread(tx, authored, customerId);
}

/** Adds what a customer wrote. Who came by mail and let the link end without using it may have another one, as often as a stranger. */
async function thread(tx: Ctx, { mail, mailbox, author }: Authored, customerId: string): Promise<InboundEnd> {
  const added = await addMessage(tx, { of: { customerId }, author: "customer", origin: "mail", text: mail.text });
  if (!added) return keptHere(mail, "kept", "nobody");
  const isOver = mailbox.registers && (await isLinkOver(tx.db, customerId, author));
  const isRenewed = isOver && (await findLinkObstacle(tx, author)) === null;
  const { conversationId } = added;
  if (isRenewed) await mailLink(tx, { customerId, email: author, conversationId });
  return { ...ended("threaded", isRenewed ? "renewed" : ""), ...of(added) };
}

const of = ({ customerId, conversationId }: { customerId: string; conversationId: string }) => ({ customerId, conversationId });
