import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db";
import { inboundMails, mailboxes } from "@/db/schema/mail";
import { accounts, customers } from "@/db/schema/people";

/** What became of a mail that came in. */
export const inboundOutcomes = [
  "registered",
  "threaded",
  "kept",
  "bounce",
  "automatic",
  "unauthenticated",
  "refused",
  "broken",
] as const;

/** One of them. */
export type InboundOutcome = (typeof inboundOutcomes)[number];

type NewInboundMail = {
  readonly mailboxId: string;
  readonly fingerprint: string;
  readonly fromEmail: string | null;
  readonly fromName: string;
  readonly subject: string;
  readonly attachments: number;
};

/** What became of a mail, and what of its text is kept here. */
export type InboundEnd = {
  readonly outcome: InboundOutcome;
  readonly detail: string;
  readonly text: string;
  readonly customerId: string | null;
  readonly conversationId: string | null;
};

/** Whether a mail came in at a mailbox before. Only {@link insertInboundMail} decides. */
export async function hasInboundMail(db: Db, mailboxId: string, fingerprint: string): Promise<boolean> {
  const found = await db
    .select({ id: inboundMails.id })
    .from(inboundMails)
    .where(and(eq(inboundMails.mailboxId, mailboxId), eq(inboundMails.fingerprint, fingerprint)));
  return found.length > 0;
}

/**
 * Notes that a mail came in, and answers its id; null if it did before. Of several at once the others wait for the first one's transaction,
 * so a mail counts exactly when its effect is there.
 */
export async function insertInboundMail(db: Db, row: NewInboundMail): Promise<string | null> {
  const [made] = await db
    .insert(inboundMails)
    .values({ ...row, outcome: "kept" })
    .onConflictDoNothing({ target: [inboundMails.mailboxId, inboundMails.fingerprint] })
    .returning({ id: inboundMails.id });
  return made?.id ?? null;
}

/** Where the same mail stands already that came in at another mailbox of the shop, too; null if it does not. */
export async function findTwin(db: Db, mailboxId: string, fingerprint: string) {
  const [found] = await db
    .select({ customerId: inboundMails.customerId, conversationId: inboundMails.conversationId })
    .from(inboundMails)
    .where(
      and(
        eq(inboundMails.fingerprint, fingerprint),
        ne(inboundMails.mailboxId, mailboxId),
        inArray(inboundMails.outcome, ["registered", "threaded"]),
      ),
    )
    .limit(1);
  return found ?? null;
}

/** Notes what became of it. */
export async function endInboundMail(db: Db, id: string, end: InboundEnd): Promise<void> {
  await db.update(inboundMails).set(end).where(eq(inboundMails.id, id));
}

const inList = {
  id: inboundMails.id,
  mailbox: mailboxes.name,
  mailboxId: inboundMails.mailboxId,
  fromEmail: inboundMails.fromEmail,
  fromName: inboundMails.fromName,
  subject: inboundMails.subject,
  outcome: inboundMails.outcome,
  detail: inboundMails.detail,
  attachments: inboundMails.attachments,
  customerNumber: customers.number,
  createdAt: inboundMails.createdAt,
};

type Wanted = { readonly outcome?: InboundOutcome | undefined; readonly before?: string | undefined; readonly atMost: number };

const joined = (db: Db) =>
  db
    .select({ ...inList, conversationId: inboundMails.conversationId, text: inboundMails.text })
    .from(inboundMails)
    .innerJoin(mailboxes, eq(mailboxes.id, inboundMails.mailboxId))
    .leftJoin(customers, eq(customers.id, inboundMails.customerId))
    .$dynamic();

/** The newest mails that came in, of one outcome if given, older than a mail if given. */
export function listInboundRows(db: Db, { outcome, before, atMost }: Wanted) {
  const older: SQL | undefined = before
    ? sql`(${inboundMails.createdAt}, ${inboundMails.id}) < (select m.created_at, m.id from ${inboundMails} m where m.id = ${before})`
    : undefined;
  return joined(db)
    .where(and(outcome ? eq(inboundMails.outcome, outcome) : undefined, older))
    .orderBy(desc(inboundMails.createdAt), desc(inboundMails.id))
    .limit(atMost);
}

/** One of them, or null. */
export async function findInboundRow(db: Db, id: string) {
  const [found] = await joined(db).where(eq(inboundMails.id, id));
  return found ?? null;
}

/** Whether an address is that of a customer who was merged into this one, or of this one if they were merged themselves. */
export async function wasMergedInto(
  db: Db,
  { customerId, emailKey }: { readonly customerId: string; readonly emailKey: string },
): Promise<boolean> {
  const rows = await db
    .select({ id: customers.id })
    .from(customers)
    .where(
      and(
        or(eq(customers.mergedInto, customerId), and(eq(customers.id, customerId), isNotNull(customers.mergedInto))),
        eq(customers.emailKey, emailKey),
        isNull(customers.erasedAt),
      ),
    );
  return rows.length > 0;
}

/** Whether a customer came by mail, has no account, this is their address, and the link that was sent has ended. */
export async function isLinkOver(db: Db, customerId: string, emailKey: string): Promise<boolean> {
  const rows = await db.execute(sql`
    select 1 from customers c join activations a on a.customer_id = c.id
    where c.id = ${customerId} and c.email_key = ${emailKey} and c.origin = 'mail' and a.expires_at <= now()
      and not exists (select from accounts x where x.customer_id = c.id)`);
  return rows.length > 0;
}

/** One person: their records, and the addresses that are nobody else's. */
type Person = { readonly customerIds: readonly string[]; readonly emailKeys: readonly string[] };

/** What is known to be theirs, and what bears an address of theirs and belongs to nobody. */
function isOf({ customerIds, emailKeys }: Person): SQL | undefined {
  const fromNobody = and(isNull(inboundMails.customerId), inArray(inboundMails.fromEmail, [...emailKeys]));
  const theirs = inArray(inboundMails.customerId, [...customerIds]);
  return or(theirs, emailKeys.length > 0 ? fromNobody : undefined);
}

/**
 * A page of what came in from a person, oldest first, for the person: `after` is the last id of the page before. What a mail says is among
 * it where it is kept here; not of one that nobody vouches for, which may be somebody else's words.
 */
export function listExportedInbound(db: Db, person: Person, after: string | null, atMost: number) {
  const later =
    after === null
      ? undefined
      : sql`(${inboundMails.createdAt}, ${inboundMails.id}) > (select m.created_at, m.id from ${inboundMails} m where m.id = ${after})`;
  return db
    .select({
      id: inboundMails.id,
      from: inboundMails.fromEmail,
      to: mailboxes.address,
      cameIn: inboundMails.createdAt,
      subject: inboundMails.subject,
      text: sql<string>`case when ${inboundMails.outcome} = 'unauthenticated' then '' else ${inboundMails.text} end`,
      files: inboundMails.attachments,
      outcome: inboundMails.outcome,
      reason: inboundMails.detail,
    })
    .from(inboundMails)
    .innerJoin(mailboxes, eq(mailboxes.id, inboundMails.mailboxId))
    .where(and(isOf(person), later))
    .orderBy(asc(inboundMails.createdAt), asc(inboundMails.id))
    .limit(atMost);
}

/**
 * Removes what came in from a person, and from sub-addresses (ann+shop@) of their mailboxes, unless somebody else is known by one. Whose
 * words those are is not certain enough to hand them out.
 */
export async function deleteInboundOf(db: Db, person: Person): Promise<void> {
  const { emailKeys } = person;
  const ofOthers = sql`exists (select from ${customers} c where c.email_key = ${inboundMails.fromEmail})
    or exists (select from ${accounts} a where a.email_key = ${inboundMails.fromEmail})`;
  const mailbox = sql`regexp_replace(${inboundMails.fromEmail}, '[+][^@]*@', '@')`;
  const besides = and(isNull(inboundMails.customerId), inArray(mailbox, [...emailKeys]), sql`not (${ofOthers})`);
  await db.delete(inboundMails).where(or(isOf(person), emailKeys.length > 0 ? besides : undefined));
}

/** Removes what came in long ago: what was said stands in conversations. */
export async function deleteOldInbound(db: Db): Promise<void> {
  await db.delete(inboundMails).where(lt(inboundMails.createdAt, sql`now() - interval '180 days'`));
}
