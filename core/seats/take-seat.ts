import type { Ctx } from "@/core/ctx";
import type { AddressUse } from "@/core/registration/address-use";
import { fail, ok, type Result } from "@/core/result";
import { isFull } from "@/core/seats/count-seats";
import { findCurrentLink } from "@/db/queries/registration-links";
import { foldSeats, lockSeats } from "@/db/queries/seats";
import { deleteWaiting, takeOffer } from "@/db/queries/waiting-list";

type Asking = Pick<Ctx, "db" | "settings">;

/** Leave to make one account. Only {@link takeSeat} gives it, so that no door makes an account past the maximum. */
export type Seat = { readonly cameBy: "registration" | "activation" };

type Taker = {
  /** The address that was proven, canonical. */
  readonly emailKey: string;
  /** Hash of the link that the person came by, if any; it may hold a seat. */
  readonly link: string | null;
};

/**
 * Takes a seat in the open transaction, for the account that it makes (P-R13): until it ends nobody else takes one, so the maximum is never
 * exceeded (T-Z1). Ask it behind the lock on the address, before a proof is spent: a refusal leaves everything as it was. An account that
 * staff have prepared needs none.
 */
export async function takeSeat(
  tx: Asking,
  use: AddressUse,
  { emailKey, link }: Taker,
): Promise<Result<Seat, "registration.full">> {
  if (use.kind === "pending") return ok({ cameBy: "activation" });
  if (!(await isFree(tx, link))) return fail("registration.full");
  if (link !== null && !(await takeOffer(tx.db, link)) && (await isSpentOffer(tx, link))) return fail("registration.full");
  await deleteWaiting(tx.db, emailKey);
  return ok({ cameBy: "registration" });
}

/**
 * Whether the seat that a link held has been taken by it, where a link is needed: an offer lets one in, also of several who come by it in one
 * moment and were all asked for their link before (P-R14, T-C7). Whether somebody without any link may come in is not asked here.
 */
const isSpentOffer = async ({ db, settings }: Asking, link: string): Promise<boolean> =>
  settings.registration.linkOnly && (await findCurrentLink(db))?.tokenHash !== link;

/** Takes the seat of an account that opens again; one that never took any is let through. */
export async function takeSeatAgain(tx: Asking, cameBy: string): Promise<Result<undefined, "seats.full">> {
  return cameBy !== "registration" || (await isFree(tx, null))
    ? ok()
    : fail("seats.full", { vars: { max: tx.settings.registration.capacity } });
}

async function isFree(tx: Asking, link: string | null): Promise<boolean> {
  // Where there is no maximum nobody waits for anybody.
  if (tx.settings.registration.capacity === 0) return true;
  await lockSeats(tx.db);
  await foldSeats(tx.db);
  return !(await isFull(tx, link));
}
