import type { MailRow } from "@/components/admin/mail-table";
import type { Language } from "@/core/ctx";
import { type MailLine, mailStates } from "@/core/mail/mail-room";
import { messageNames } from "@/core/mail/queue";
import { mailTroubles } from "@/core/mail/transports/transport";
import { readTroubleLine } from "@/core/mail/trouble-line";
import type { Translator } from "@/messages/translator";
import { type Moment, momentsIn } from "../moment";

/** A mail in words: what a table shows of it, what the mail server said (or nothing), and when it left. */
export type MailView = MailRow & { readonly serverSaid: string; readonly sent: Moment | null; readonly cameBack: string };

/** Puts a mail into words. Names that a later version does not know any more are shown as they stand. */
export function mailInWords(t: Translator, language: Language, mail: MailLine): MailView {
  const at = momentsIn(language);
  const isTriedAgain = mail.state === "queued" && mail.lastError !== null;
  return {
    id: mail.id,
    to: mail.toEmail,
    message: messageInWords(t, mail.message),
    state: stateInWords(t, mail.state),
    isFailed: mail.state === "failed" || mail.state === "suppressed" || mail.bouncedAt !== null,
    attempts: mail.attempts,
    ...troubleInWords(t, mail.lastError ?? ""),
    cameBack: mail.bouncedAt ? t("adminSending.bounced", { at: at(mail.bouncedAt).text }) : "",
    nextTry: isTriedAgain ? t("adminMail.nextTry", { at: at(mail.nextAttemptAt).text }) : "",
    written: at(mail.createdAt),
    sent: mail.sentAt && at(mail.sentAt),
  };
}

function messageInWords(t: Translator, message: string): string {
  const known = messageNames.find((name) => name === message);
  return known ? t(`adminMail.messages.${known}`) : message;
}

function stateInWords(t: Translator, state: string): string {
  const known = mailStates.find((name) => name === state);
  return known ? t(`adminMail.states.${known}`) : state;
}

function troubleInWords(t: Translator, reason: string): { trouble: string; serverSaid: string } {
  const { code, said: words } = readTroubleLine(reason);
  const known = mailTroubles.find((name) => name === code);
  return {
    trouble: known ? t(`adminMail.troubles.${known}`) : code,
    serverSaid: words ? t("adminMail.serverSaid", { words }) : "",
  };
}
