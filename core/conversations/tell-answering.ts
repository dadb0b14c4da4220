import { AT_ONCE, AWAY_AFTER } from "@/core/conversations/away";
import { listAnswering } from "@/core/conversations/list-answering";
import { type Ctx, inTransaction } from "@/core/ctx";
import { hours, inSeconds } from "@/core/duration";
import { harmless } from "@/core/mail/harmless";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";
import { boundOf, hasRoom, takeRoom } from "@/core/security/limits";
import { lockUntoldStaff, noteToldStaff } from "@/db/queries/conversation-notices";
import type { StaffRow } from "@/db/queries/staff-room";

/** Mails to one of the staff about customers whom nobody looks after. */
const UNATTENDED = { name: "unattended-mail:staff", limits: [{ max: 1, per: hours(1) }] } as const;

type Telling = Pick<Ctx, "db" | "settings" | "secrets">;

/**
 * Mails the contacts of customers who wrote two minutes ago and whom nobody has read since (P-M3): once, until it is read, and of many within
 * an hour together, since strangers who write by the dozen wait for the same contact. Of customers
 * without a contact everybody who may answer is told, at most once an hour. No mail holds a word of what was written. Any number of
 * processes may do it at once.
 */
export async function tellAnswering(ctx: Telling): Promise<void> {
  const people = await listAnswering(ctx);
  if (people.length === 0) return;
  await inTransaction(ctx, (tx) => tellContacts(tx, people));
  await inTransaction(ctx, (tx) => tellEverybody(tx, people));
}

async function tellContacts(tx: Telling, people: readonly StaffRow[]): Promise<void> {
  // Whose hour is full is left out from the start, so that what waits for them keeps nobody else's from being found.
  const free: StaffRow[] = [];
  for (const one of people) if (await hasRoomLeft(tx, one.id)) free.push(one);
  const untold = await lockUntoldStaff(tx.db, inSeconds(AWAY_AFTER), {
    isAttended: true,
    answering: idsOf(free),
    atMost: AT_ONCE,
  });
  for (const contact of free) {
    const theirs = untold.filter((one) => one.contactId === contact.id);
    const told = theirs.length > 0 ? await tellContact(tx, contact, theirs) : [];
    await noteToldStaff(
      tx.db,
      told.map(({ id }) => id),
    );
  }
}

const hasRoomLeft = async (tx: Telling, id: string): Promise<boolean> =>
  (await hasRoom(tx, "contact-mail:staff", id)) || (await hasRoom(tx, "contact-summary:staff", id));

type Untold = Awaited<ReturnType<typeof lockUntoldStaff>>;

/** Answers what the contact was told of: of the rest they are told within the next hour. */
async function tellContact(tx: Telling, contact: StaffRow, theirs: Untold): Promise<Untold> {
  let told = 0;
  for (const { id, firstName, lastName, number } of theirs) {
    if (!(await takeRoom(tx, [boundOf("contact-mail:staff")], contact.id))) break;
    const facts = { name: harmless(`${firstName} ${lastName}`), number: harmless(number), conversation: id };
    await mail(tx, contact, facts);
    told += 1;
  }
  const left = theirs.length - told;
  if (left === 0 || !(await takeRoom(tx, [boundOf("contact-summary:staff")], contact.id))) return theirs.slice(0, told);
  await mail(tx, contact, { count: String(left), mine: "yes" });
  return theirs;
}

async function tellEverybody(tx: Telling, people: readonly StaffRow[]): Promise<void> {
  const untold = await lockUntoldStaff(tx.db, inSeconds(AWAY_AFTER), {
    isAttended: false,
    answering: idsOf(people),
    atMost: AT_ONCE,
  });
  if (untold.length === 0) return;
  const told = [];
  for (const one of people) if (await takeRoom(tx, [UNATTENDED], one.id)) told.push(one);
  for (const one of told) await mail(tx, one, { count: String(untold.length) });
  // Of what comes within the hour they are told when it is over.
  if (told.length > 0)
    await noteToldStaff(
      tx.db,
      untold.map(({ id }) => id),
    );
}

const idsOf = (people: readonly StaffRow[]): readonly string[] => people.map(({ id }) => id);

async function mail(tx: Telling, person: StaffRow, facts: Readonly<Record<string, string>>): Promise<void> {
  const { email, name } = person;
  const language = languageOf(person, tx.settings.shop.language);
  await queueMail(tx, { message: "customer-wrote", to: { email, name }, language, facts });
}
