import type { Ctx } from "@/core/ctx";
import { readSeats } from "@/db/queries/seats";
import { countWaiting } from "@/db/queries/waiting-list";

/** How seats stand, for staff. */
export type SeatFigures = {
  /** Active customers who came by registration. */
  readonly taken: number;
  /** Held for people on the waiting list who were told. */
  readonly held: number;
  /** The maximum; 0 is none. */
  readonly capacity: number;
  readonly waiting: number;
};

/** Counts seats and who waits for one. */
export async function countSeats({ db, settings }: Pick<Ctx, "db" | "settings">): Promise<SeatFigures> {
  return { ...(await readSeats(db)), capacity: settings.registration.capacity, waiting: await countWaiting(db) };
}

/** Whether somebody who came by a link finds no seat now. Reserves nothing: that is takeSeat's, which asks it behind the lock. */
export async function isFull({ db, settings }: Pick<Ctx, "db" | "settings">, link: string | null): Promise<boolean> {
  const { capacity } = settings.registration;
  if (capacity === 0) return false;
  const { taken, held } = await readSeats(db, link);
  return taken + held >= capacity;
}
