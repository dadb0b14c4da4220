import { type Ctx, inTransaction } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { type Duration, days, hours, inSeconds, minutes } from "@/core/duration";
import { sign } from "@/core/security/secrets";
import { giveBackSlots, lockLimit, readSlots, readWaits, takeSlots, type Window } from "@/db/queries/limits";

/** At most `max` within any window of length `per`. */
type Limit = { readonly max: number; readonly per: Duration };

/**
 * Every limit of the product. Each name counts for one subject: an address on the network, an e-mail address, an account.
 * All of them live in the database, so they hold over processes and restarts (T-T2, T-T3).
 */
export const LIMITS = {
  "sign-in:address": [
    { max: 20, per: minutes(1) },
    { max: 200, per: hours(1) },
  ],
  // Failed tries with a customer number, whoever makes them: numbers follow each other, so they can be tried in turn, from anywhere (T-N1,
  // decision 0019).
  "sign-in:numbers": [{ max: 1000, per: minutes(10) }],
  // Higher than for passwords: nothing is guessed there, and a whole office may sign in at nine.
  "sso:address": [
    { max: 120, per: minutes(1) },
    { max: 1200, per: hours(1) },
  ],
  "register:address": [{ max: 10, per: hours(1) }],
  // Codes of partners, right ones too: of the short ones that staff chose nobody tries more (T-Q1).
  "partner-code:address": [{ max: 10, per: hours(1) }],
  // Above these a captcha is asked for; nobody is refused by them.
  "captcha:address": [{ max: 3, per: hours(1) }],
  "captcha:everybody": [{ max: 50, per: minutes(10) }],
  "reset:address": [{ max: 30, per: hours(1) }],
  "code-sign-in:address": [{ max: 30, per: hours(1) }],
  "proof:address": [{ max: 60, per: minutes(10) }],
  "claim:address": [{ max: 10, per: hours(1) }],
  "claim:account": [
    { max: 5, per: hours(1) },
    { max: 10, per: days(1) },
  ],
  "claim:order": [{ max: 10, per: days(1) }],
  "email-change:account": [
    { max: 5, per: hours(1) },
    { max: 10, per: days(1) },
  ],
  "invitation:company": [
    { max: 20, per: hours(1) },
    { max: 60, per: days(1) },
  ],
  // Invitations of one company to one mailbox. Invitations alone count, so that who invites sees no limit that tells of an account there.
  "invitation:recipient": [
    { max: 4, per: hours(1) },
    { max: 7, per: days(1) },
  ],
  // Mails that tell somebody what a colleague did to their place in the company.
  "company-notice:person": [
    { max: 5, per: hours(1) },
    { max: 10, per: days(1) },
  ],
  // Mails that tell somebody who manages people that others ask to be let into the company.
  "request-mail:administrator": [{ max: 1, per: days(1) }],
  "export:account": [{ max: 10, per: days(1) }],
  // Codes that somebody types who is signed in already: at the door guesses count.
  "second-factor:staff": [{ max: 10, per: hours(1) }],
  "message:customer": [
    { max: 20, per: minutes(10) },
    { max: 200, per: days(1) },
  ],
  // Mails that tell one of the staff of one waiting customer each; beyond them one mail an hour says how many wait.
  "contact-mail:staff": [{ max: 5, per: hours(1) }],
  "contact-summary:staff": [{ max: 1, per: hours(1) }],
  "checkout:address": [{ max: 30, per: hours(1) }],
  "mail:address": [{ max: 30, per: hours(1) }],
  "mail-trial:staff": [{ max: 20, per: hours(1) }],
  // What strangers are answered who write to the shop: a mailbox once a day, and all of them together (T-I6, T-M11).
  "inbound:reply": [{ max: 1, per: days(1) }],
  "inbound:replies": [{ max: 300, per: hours(1) }],
  // Of those, strangers of one domain; of one where everybody may have a mailbox at most half.
  "inbound:domain": [{ max: 20, per: hours(1) }],
  "inbound:shared-domain": [{ max: 150, per: hours(1) }],
  // Texts that are kept for staff to read: of one author, of one domain that vouches for them, and of all for whom nobody does.
  "inbound:text": [{ max: 20, per: hours(1) }],
  "inbound:domain-texts": [{ max: 100, per: hours(1) }],
  "inbound:unproven-texts": [{ max: 200, per: hours(1) }],
  "inbound:sender": [
    { max: 30, per: hours(1) },
    { max: 100, per: days(1) },
  ],
  // A signed mail counts once, whoever brings it (T-I7).
  "inbound:signature": [{ max: 1, per: days(365) }],
  // Signatures that do not fit, and those that were used (T-I9).
  "webhook:address": [{ max: 60, per: minutes(1) }],
  "webhook:used": [{ max: 1, per: minutes(20) }],
  // How often a mail is brought whose author's name server is silent, before that counts as an answer.
  "webhook:postponed": [{ max: 5, per: days(1) }],
  "template-test:staff": [{ max: 30, per: hours(1) }],
  "order-mail:recipient": [{ max: 20, per: days(1) }],
  // Wrong codes, whoever types them.
  "code:recipient": [{ max: 15, per: days(1) }],
} as const satisfies Record<string, readonly Limit[]>;

/** The name of a limit. */
export type LimitName = keyof typeof LIMITS;

/** A limit with its figures; of mail the shop sets them (core/mail/may-mail.ts). */
export type Bound = {
  readonly name: LimitName | "mail:recipient" | "proof-mail:recipient" | "mail:everybody" | "unattended-mail:staff";
  readonly limits: readonly Limit[];
};

/** Whether there was room, and if not, when one more would fit if nobody tries meanwhile. */
export type Taken = { readonly isAllowed: boolean; readonly retryAfterSeconds: number };

// Windows slide in tenths: a window never lets more than `max` through, and frees up a tenth at a time.
const SLOTS = 10;

/**
 * Counts one use of a limit for a subject and says whether it still fits, in one atomic statement: parallel requests cannot share a
 * place (T-S5). Takes its own connection on purpose: a refused request must stay counted. Throws when the store is away, so every
 * caller fails closed (T-T7).
 */
export async function takeLimit(ctx: Pick<Ctx, "db" | "secrets">, name: LimitName, subject: string): Promise<Taken> {
  const windows = windowsOf(ctx, { name, limits: LIMITS[name] }, subject);
  const used = await takeSlots(ctx.db, windows);
  const full = windows.filter(({ key, max }) => (used.get(key) ?? 0) > max);
  if (full.length === 0) return { isAllowed: true, retryAfterSeconds: 0 };
  return { isAllowed: false, retryAfterSeconds: Math.max(1, ...(await readWaits(ctx.db, full))) };
}

/** Takes back one use that {@link takeLimit} has counted: for what only turns out afterwards not to have been a try. */
export const giveBack = (ctx: Pick<Ctx, "db" | "secrets">, name: LimitName, subject: string): Promise<void> =>
  giveBackSlots(ctx.db, windowsOf(ctx, { name, limits: LIMITS[name] }, subject));

/**
 * Takes a place in every one of these limits if each has one, and counts nothing if not: for what must not be done too often, where
 * {@link takeLimit} is for what must not be tried too often. So nobody can keep a person from it by trying without end, not even the
 * person by impatience.
 */
export const takeRoom = (ctx: Pick<Ctx, "db" | "secrets">, bounds: readonly Bound[], subject: string): Promise<boolean> =>
  takeRooms(ctx, [{ bounds, subject }]);

/** Limits, and for whom they count. */
export type Room = { readonly bounds: readonly Bound[]; readonly subject: string };

/** {@link takeRoom} for several subjects at once: where one of them has no room, none has lost any. */
export function takeRooms(ctx: Pick<Ctx, "db" | "secrets">, rooms: readonly Room[]): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    // In one order, so that two who want the same never wait for each other.
    for (const hash of rooms.map(({ subject }) => hashOf(tx, subject)).sort()) await lockLimit(tx.db, hash);
    const windows = rooms.flatMap(({ bounds, subject }) => bounds.flatMap((one) => windowsOf(tx, one, subject)));
    if (!(await haveRoom(tx, windows))) return false;
    await takeSlots(tx.db, windows);
    return true;
  });
}

/** One of our limits by its name, as {@link takeRooms} wants it. */
export const boundOf = (name: LimitName): Bound => ({ name, limits: LIMITS[name] });

/** Whether one more use of a limit would fit now. Counts nothing, so by the time of the use it may not: only {@link takeLimit} decides. */
export function hasRoom(ctx: Pick<Ctx, "db" | "secrets">, name: LimitName, subject: string): Promise<boolean> {
  return haveRoom(ctx, windowsOf(ctx, { name, limits: LIMITS[name] }, subject));
}

async function haveRoom(ctx: Pick<Ctx, "db">, windows: readonly Bounded[]): Promise<boolean> {
  const used = await readSlots(ctx.db, windows);
  return windows.every(({ key, max }) => (used.get(key) ?? 0) < max);
}

type Bounded = Window & { readonly max: number };

const hashOf = ({ secrets }: Pick<Ctx, "secrets">, subject: string): string => sign(secrets, "limits", subject).slice(0, 22);

type Figures = { readonly name: string; readonly limits: readonly Limit[] };

function windowsOf(ctx: Pick<Ctx, "secrets">, { name, limits }: Figures, subject: string): Bounded[] {
  const hashed = hashOf(ctx, subject);
  return limits.map(({ max, per }) => ({
    key: `${name}:${inSeconds(per)}:${hashed}`,
    max,
    windowSeconds: inSeconds(per),
    slotSeconds: Math.max(1, inSeconds(per) / SLOTS),
  }));
}

/**
 * The subject of limits on an address of the network: IPv6 by its /64, since one household has as many addresses as it likes (T-T1).
 */
export function addressSubject(address: string): string {
  if (!address.includes(":")) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  const [head = "", tail = ""] = address.toLowerCase().split("%", 1).join("").split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const middle = address.includes("::") ? Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0") : [];
  const groups = [...left, ...middle, ...right].map((group) => group.replace(/^0+(?=.)/, ""));
  return `${groups.slice(0, 4).join(":")}::/64`;
}

/** The subject of limits on an e-mail address: its canonical form without sub-address, so that `v+1@` shares with `v@` (T-T4). */
export function recipientSubject(address: string): string {
  const canonical = canonicalEmail(address) ?? address.trim().toLowerCase().slice(0, 254);
  const [local = "", ...domain] = canonical.split("@");
  return [local.split("+", 1)[0], ...domain].join("@");
}
