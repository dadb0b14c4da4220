import { generateKeyPairSync } from "node:crypto";
import { createTransport } from "nodemailer";
import type { Ctx } from "@/core/ctx";
import { type InboundCtx, takeMail } from "@/core/inbound/take-mail";
import { makeResolver } from "@/core/net/resolve-dns";
import { insertMailbox, type MailboxFields } from "@/db/queries/mailboxes";
import { freshEmail } from "./make";
import type { NameServer } from "./name-server";

/** A domain that signs its mail, as its name server and its mail server know it. */
export type SigningDomain = { readonly domain: string; readonly selector: string; readonly privateKey: string };

/** Makes a domain that signs: its key and its wish (DMARC, none if "") stand with the name server. */
export function makeSigningDomain(
  names: NameServer,
  domain: string,
  { policy = "v=DMARC1; p=reject", bits = 2048 }: { readonly policy?: string; readonly bits?: number } = {},
): SigningDomain {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: bits });
  const key = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  names.texts.set(`spring._domainkey.${domain}`, `v=DKIM1; k=rsa; p=${key}`);
  if (policy) names.texts.set(`_dmarc.${domain}`, policy);
  return { domain, selector: "spring", privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}

/** A mail as somebody writes it. */
export type Written = {
  readonly from: string;
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly headers?: Record<string, string>;
  readonly replyTo?: string;
  readonly attachments?: { filename: string; content: string }[];
};

/** Puts a mail together as a mail program and its server do, signed if a domain is given. */
export async function compose(mail: Written, signedBy?: SigningDomain): Promise<Buffer> {
  const dkim = signedBy && { domainName: signedBy.domain, keySelector: signedBy.selector, privateKey: signedBy.privateKey };
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows", ...(dkim ? { dkim } : {}) });
  const { message } = await transport.sendMail({
    to: "support@shop.example",
    subject: "A question",
    text: "Do you have it in blue?",
    ...mail,
  });
  return Buffer.isBuffer(message) ? message : Buffer.alloc(0);
}

/** Adds a mailbox that takes strangers in, read by nobody. */
export async function makeMailbox(ctx: Pick<Ctx, "db">, options: Partial<MailboxFields> = {}) {
  const address = (options.address ?? freshEmail("support")).toLowerCase();
  const row: MailboxFields = {
    name: "Support",
    kind: "webhook",
    host: "",
    port: 993,
    security: "tls",
    userName: "",
    secret: null,
    isEnabled: true,
    registers: true,
    requiresAuthentication: true,
    ownHops: 0,
    ...options,
    address,
  };
  return { id: await insertMailbox(ctx.db, row), address };
}

/** A Ctx whose questions go to a name server of the test. */
export const inboundCtx = (ctx: Ctx, names: NameServer): InboundCtx => ({ ...ctx, resolve: makeResolver([names.address]) });

/** Brings a mail. */
export const bring = (ctx: InboundCtx, mailboxId: string, raw: Buffer, isLastTry = false) =>
  takeMail(ctx, { mailboxId, raw, isLastTry });
