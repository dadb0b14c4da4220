import { type Ctx, inTransaction } from "@/core/ctx";
import { hours, inSeconds } from "@/core/duration";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";
import { findClosedForAll } from "@/core/registration/find-closed-for-all";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { hashToken, newToken } from "@/core/security/token";
import { findAccountOfAddress } from "@/db/queries/registrations";
import { foldSeats, lockSeats, readSeats } from "@/db/queries/seats";
import { deleteLapsedWaiting, deleteWaiting, lockNextWaiting, storeOffer } from "@/db/queries/waiting-list";

/** How long a seat is held for somebody who was told that it is free. */
const OFFER_LASTS = hours(48);
const AT_ONCE = 50;

/**
 * Tells as many people on the waiting list as there are free seats, who came first first, and holds a seat for each of them for two days:
 * one mail for one seat (P-R13). What was not used by then goes to the next. However room came to be, and also after the list was switched
 * off: that only keeps others from joining it. Any number of processes may do it at once. Answers how many were told.
 */
export async function offerSeats(ctx: Pick<Ctx, "db" | "settings" | "secrets" | "request" | "origin">): Promise<number> {
  await deleteLapsedWaiting(ctx.db);
  if (await isClosedOtherwise(ctx)) return 0;
  return inTransaction(ctx, async (tx) => {
    await lockSeats(tx.db);
    await foldSeats(tx.db);
    let told = 0;
    for (const person of await lockNextWaiting(tx.db, await countFree(tx))) {
      if (await isOutOfIt(tx, person)) await deleteWaiting(tx.db, person.emailKey);
      else {
        await offer(tx, person);
        told += 1;
      }
    }
    return told;
  });
}

/** Whether anything but the seats keeps people out: then a mail would lead to a closed door. */
const isClosedOtherwise = async (ctx: Pick<Ctx, "db" | "settings">, emailKey: string | null = null): Promise<boolean> =>
  (await findClosedForAll(ctx, { capacity: 0 }, emailKey)) !== null;

/** Made an account meanwhile, by a way that needs no seat; or has an address that may not register any more, for which no seat is held. */
const isOutOfIt = async (tx: Pick<Ctx, "db" | "settings">, { emailKey }: { readonly emailKey: string }): Promise<boolean> =>
  (await findAccountOfAddress(tx.db, emailKey)) !== null || (await isClosedOtherwise(tx, emailKey));

async function countFree(tx: Pick<Ctx, "db" | "settings">): Promise<number> {
  const { capacity } = tx.settings.registration;
  const { taken, held } = await readSeats(tx.db);
  return capacity === 0 ? AT_ONCE : Math.max(0, Math.min(AT_ONCE, capacity - taken - held));
}

type Waiting = { readonly id: string; readonly email: string; readonly language: string };

async function offer(tx: Pick<Ctx, "db" | "settings" | "secrets" | "request" | "origin">, person: Waiting): Promise<void> {
  const { id, email } = person;
  const token = newToken();
  await storeOffer(tx.db, id, hashToken(token), inSeconds(OFFER_LASTS));
  await queueMail(tx, {
    message: "seat-free",
    to: { email },
    language: languageOf(person, tx.settings.shop.language),
    facts: { hours: String(inSeconds(OFFER_LASTS) / 3600) },
    secrets: { link: `${tx.origin}/join/${token}` },
  });
  await audit(tx, { actor: { kind: "system" }, action: "waiting-list.told", outcome: "ok", detail: { email: maskEmail(email) } });
}
