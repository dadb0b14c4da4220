import type { Ctx, Language } from "@/core/ctx";
import { enqueueJob } from "@/core/jobs/enqueue";
import { encrypt } from "@/core/security/secrets";
import { insertMail } from "@/db/queries/mails";

/** Every message by its name; emails/_registry.ts has one file for each. */
export const messageNames = [
  "confirm-address",
  "finish-registration",
  "access-data",
  "address-taken",
  "account-active",
  "registration-waiting",
  "registration-refused",
  "activate-account",
  "message-received",
  "confirm-activation-address",
  "sign-in-code",
  "code-without-account",
  "reset-password",
  "reset-without-account",
  "password-changed",
  "confirm-identity",
  "identity-connected",
  "identity-disconnected",
  "sign-in-by-provider",
  "contact-changed",
  "confirm-new-address",
  "email-changed",
  "email-restored",
  "account-erased",
  "account-merged",
  "account-reopened",
  "confirm-email-sign-in",
  "email-sign-in-on",
  "customer-numbers",
  "order-confirmation",
  "seat-free",
  "company-invitation",
  "company-notice",
  "new-message",
  "customer-wrote",
  "staff-invitation",
  "staff-password-link",
  "staff-notice",
  "template-test",
] as const;

/** The name of a message. */
export type MessageName = (typeof messageNames)[number];

/** A mail to send. `facts` are printed and kept; `secrets` (link, code) are encrypted and erased once the mail is sent. */
export type Mail = {
  readonly message: MessageName;
  readonly to: { readonly email: string; readonly name?: string };
  readonly language: Language;
  readonly customerId?: string | null;
  readonly facts?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** From now; after it the code is left out of the mail (T-FX03). */
  readonly codeExpiresInSeconds?: number;
  /** The conversation that it tells about: an answer to it belongs there, so it goes to a mailbox that is read, if there is one. */
  readonly conversationId?: string;
};

/**
 * Queues a mail in the open transaction, together with the fact it reports (P-M1): committed, it will be sent whatever crashes; rolled
 * back, it never was. Nothing is rendered or sent here.
 */
export async function queueMail(ctx: Pick<Ctx, "db" | "secrets">, mail: Mail): Promise<void> {
  const mailId = await insertMail(ctx.db, {
    message: mail.message,
    language: mail.language,
    toEmail: mail.to.email,
    toName: mail.to.name ?? "",
    customerId: mail.customerId ?? null,
    facts: { ...mail.facts },
    secrets: mail.secrets ? encrypt(ctx.secrets, "mail", JSON.stringify(mail.secrets)) : null,
    codeExpiresInSeconds: mail.codeExpiresInSeconds ?? null,
    conversationId: mail.conversationId ?? null,
  });
  await enqueueJob(ctx, { name: "deliver-mail", data: { mailId } });
}
