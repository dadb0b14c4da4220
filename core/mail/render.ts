import { z } from "zod";
import type { Ctx } from "@/core/ctx";
import { findBrand } from "@/core/mail/find-brand";
import { languageOf } from "@/core/mail/language-of";
import type { InlineFile } from "@/core/mail/transports/transport";
import type { UnusedTemplate } from "@/core/mail-templates/note-unused";
import { decrypt } from "@/core/security/secrets";

/** What a stored mail says, as far as rendering cares. */
export type StoredMail = {
  readonly id: string;
  readonly message: string;
  readonly language: string;
  readonly toEmail: string;
  readonly toName: string;
  readonly facts: Readonly<Record<string, string>>;
  /** Encrypted; null when there were none or the mail was sent. */
  readonly secrets: string | null;
  readonly isCodeLive: boolean;
  /** The conversation that it is about. */
  readonly conversationId?: string | null;
};

/** A mail as a mailbox shows it. `inline`: the pictures that its HTML names as `cid:…`. */
export type RenderedMail = {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly inline?: readonly InlineFile[];
  /** What an admin wrote for this mail and could not be used; it is the original then. */
  readonly unused?: UnusedTemplate;
};

/** Link and code of a mail by their name. */
export type MailSecrets = Readonly<Record<string, string>>;

/** The secrets of a stored mail, without a code that has ended meanwhile (T-FX03); null if no key opens them any more. */
export function openSecrets(ctx: Pick<Ctx, "secrets">, mail: StoredMail): MailSecrets | null {
  if (mail.secrets === null) return {};
  const plain = decrypt(ctx.secrets, "mail", mail.secrets);
  if (plain === null) return null;
  const { code, ...others } = z.record(z.string(), z.string()).parse(JSON.parse(plain));
  return { ...others, ...(code !== undefined && mail.isCodeLive ? { code } : {}) };
}

/**
 * Renders a mail in its language, with these secrets: as an admin wrote it, else, or if that fails, as it is in the product. Throws when
 * the message is unknown or cannot be drawn from its facts. React and the templates are loaded by the first call: a process that sends
 * nothing does not carry them.
 */
export async function renderMail(
  ctx: Pick<Ctx, "db" | "settings" | "origin">,
  mail: StoredMail,
  secrets: MailSecrets,
): Promise<RenderedMail> {
  const { renderMessage } = await import("@/emails/_registry");
  const { drawEdited, drawTest } = await import("@/core/mail-templates/draw-edited");
  const { brand, inline } = await findBrand(ctx, mail);
  const input = {
    language: languageOf(mail, ctx.settings.shop.language),
    shop: ctx.settings.shop,
    brand,
    origin: ctx.origin,
    to: { email: mail.toEmail, name: mail.toName },
    facts: mail.facts,
    secrets,
  };
  const test = mail.message === "template-test" ? await drawTest(input) : null;
  if (test) return { ...test, inline };
  const edited = await drawEdited(ctx, mail.message, input);
  if (edited && "drawn" in edited) return { ...edited.drawn, inline };
  return { ...(await renderMessage(mail.message, input)), inline, ...edited };
}

/** Whether a message prints a link or a code of its own. */
export async function hasSecrets(message: string): Promise<boolean> {
  const { secretsOf } = await import("@/emails/_variables");
  return secretsOf(message).length > 0;
}

/** Renders a mail with dots where its link and code stood, or were never meant for other eyes (P-M1). */
export async function renderMasked(ctx: Pick<Ctx, "db" | "settings" | "origin">, mail: StoredMail): Promise<RenderedMail> {
  const { secretsOf } = await import("@/emails/_variables");
  return renderMail(ctx, mail, Object.fromEntries(secretsOf(mail.message).map((name) => [name, "••••••"])));
}
