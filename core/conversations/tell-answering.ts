import { AT_ONCE, AWAY_AFTER } from "@/core/conversations/away";
import { listAnswering } from "@/core/conversations/list-answering";
import { type Ctx, inTransaction } from "@/core/ctx";
import { hours, inSeconds } from "@/core/duration";
import { harmless } from "@/core/mail/harmless";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";
import { takeRoom } from "@/core/security/limits";
import { lockUntoldStaff, noteToldStaff } from "@/db/queries/conversation-notices";
import type { StaffRow } from "@/db/queries/staff-room";

/** Mails to one of the staff about customers whom nobody looks after. */
const UNATTENDED = { name: "unattended-mail:staff", limits: [{ max: 1, per: hours(1) }] } as const;

type Telling = Pick<Ctx, "db" | "settings" | "secrets">;

/**
 * Mails the contacts of customers who wrote two minutes ago and whom nobody has read since (P-M3): once, until it is read. Of customers
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
  const untold = await lockUntoldStaff(tx.db, inSeconds(AWAY_AFTER), {
    isAttended: true,
    answering: idsOf(people),
    atMost: AT_ONCE,
  });
  for (const { id, contactId, firstName, lastName, number } of untold) {
    const contact = people.find((one) => one.id === contactId);
    const facts = { name: harmless(`${firstName} ${lastName}`), number: harmless(number), conversation: id };
    if (contact) await mail(tx, contact, facts);
  }
  await noteToldStaff(
    tx.db,
    untold.map(({ id }) => id),
  );
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
