import { mayRoleCopy } from "@/core/activation/may-copy";
import type { Ctx } from "@/core/ctx";
import { type MessageName, messageNames } from "@/core/mail/queue";
import { openSecrets, type RenderedMail, renderMail, renderMasked } from "@/core/mail/render";
import { LONGEST_ADDRESS } from "@/core/mail/suppressions";
import { withPictures } from "@/core/mail/with-pictures";
import { isRowId, oneOf, type Query, queryOf, rowIdOf, typedLine } from "@/core/query";
import { audit } from "@/core/security/audit";
import type { Permission, StaffRole } from "@/core/staff/permissions";
import { countTroubledMails, findMail, listMails, type MailState } from "@/db/queries/mails";

/** The states of a mail, in the order in which it passes them. */
export const mailStates = ["queued", "sending", "sent", "failed", "suppressed"] as const satisfies readonly MailState[];

/** What mails are listed by: a state, or that they came back after they had left. */
export const mailFilters = [...mailStates, "bounced"] as const;

/** Which mails to list: of one state or of all, to an address that begins like this, of one message, the newest or those older than one. */
export type MailFilter = {
  readonly state?: (typeof mailFilters)[number] | undefined;
  readonly to?: string | undefined;
  readonly message?: MessageName | undefined;
  readonly before?: string | undefined;
};

/** A mail as the list shows it. Holds no secret and no contents. */
export type MailLine = Awaited<ReturnType<typeof listMails>>[number];

const PAGE = 50;

/** Reads a filter from an address; what makes no sense counts as absent. */
export const readMailFilter = ({ state, to, message, before }: Query): MailFilter => ({
  state: oneOf(mailFilters, state),
  to: typedLine(to, LONGEST_ADDRESS)?.toLowerCase(),
  message: oneOf(messageNames, message),
  before: rowIdOf(before),
});

/** The query that asks for a filter again; the other way round of {@link readMailFilter}. */
export const mailQuery = ({ state, to, message, before }: MailFilter): string => queryOf({ state, to, message, before });

/** A page of mails, newest first, whether there are older ones, and how many are in trouble. */
export async function listMailRoom(
  ctx: Pick<Ctx, "db">,
  filter: MailFilter,
): Promise<{ mails: readonly MailLine[]; next: MailFilter | null; trouble: { waiting: number; failed: number } }> {
  const [found, trouble] = await Promise.all([listMails(ctx.db, { ...filter, atMost: PAGE + 1 }), countTroubledMails(ctx.db)]);
  const mails = found.slice(0, PAGE);
  const last = mails.at(-1);
  return { mails, next: found.length > PAGE && last ? { ...filter, before: last.id } : null, trouble };
}

/** A mail with what its reader would see; `shown` is null when it cannot be drawn. */
export type OpenedMail = {
  readonly mail: NonNullable<Awaited<ReturnType<typeof findMail>>>;
  readonly shown: RenderedMail | null;
  /** Whether dots stand where link and code belong. */
  readonly isMasked: boolean;
};

/** Who looks into the mail room. */
export type MailViewer = {
  readonly staffId: string;
  readonly role: StaffRole;
  readonly permissions: ReadonlySet<Permission>;
};

/** Links that staff may hold in their hands by a permission only: theirs are the mails' links, too, wherever they would be read. */
const LINK_PERMISSIONS: Readonly<Partial<Record<string, Permission>>> = {
  "staff-invitation": "staff.manage",
  "staff-password-link": "staff.manage",
  "activate-account": "activation.copy-link",
  "message-received": "activation.copy-link",
  "company-invitation": "activation.copy-link",
} satisfies Partial<Record<MessageName, Permission>>;

/**
 * Whether this reader may see a message with its link and code, while no SMTP server is set. The link of an invitation makes its finder
 * one of the staff, that of an activation, or into a company, opens the account (T-A5, T-V11): those are for who may make or copy such
 * links anyway.
 */
function mayHandOn(ctx: Pick<Ctx, "settings">, message: string, { role, permissions }: MailViewer): boolean {
  const needed = LINK_PERMISSIONS[message];
  if (needed === undefined) return true;
  return permissions.has(needed) && (needed !== "activation.copy-link" || mayRoleCopy(ctx, role));
}

/** What was said with a customer is for who answers customers, wherever it stands. */
function withoutWords<M extends { readonly message: string; readonly facts: Readonly<Record<string, string>> }>(
  mail: M,
  { permissions }: MailViewer,
): M {
  const isTheirs = mail.message !== "new-message" || mail.facts.text === undefined || permissions.has("messages.answer");
  return isTheirs ? mail : { ...mail, facts: { ...mail.facts, text: "••••••" } };
}

/**
 * Opens a mail for an agent. Link and code are dots, since they would open the customer's account; only while no SMTP server is set
 * and nobody else could hand them on is the whole message shown (P-M1), to whom such a link may be in the hands of. Whoever is shown
 * one is in the audit log. Null if there is no such mail.
 */
export async function openMail(
  ctx: Pick<Ctx, "db" | "settings" | "secrets" | "origin" | "request">,
  id: string,
  { smtpUrl, viewer }: { smtpUrl: string | null; viewer: MailViewer },
): Promise<OpenedMail | null> {
  const mail = isRowId(id) ? await findMail(ctx.db, id) : null;
  if (!mail) return null;
  const readable = withoutWords(mail, viewer);
  const { secrets: sealed, ...line } = readable;
  const isWhole = smtpUrl === null && mayHandOn(ctx, mail.message, viewer);
  const whole = isWhole && sealed !== null ? openSecrets(ctx, mail) : null;
  if (whole) {
    const actor = { kind: "staff", staffId: viewer.staffId } as const;
    await audit(ctx, { actor, action: "mail.read-whole", target: { kind: "mail", id }, outcome: "ok" });
  }
  const drawn = whole ? renderMail(ctx, readable, whole) : renderMasked(ctx, readable);
  const shown = await drawn.catch(() => null);
  return { mail: { ...line, secrets: null }, shown: shown && withPictures(shown), isMasked: !whole };
}
