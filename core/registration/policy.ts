import { findLocalDoorClosed, type LocalDoorClosed } from "@/core/access/local-door";
import type { Ctx } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { type Failure, fail } from "@/core/result";
import { findActiveStaff } from "@/db/queries/staff";

/** Why nobody can register here now. */
export type Closed = LocalDoorClosed | "registration.closed";

type Asking = Pick<Ctx, "db" | "settings">;
type Policy = (ctx: Asking) => Closed | null | Promise<Closed | null>;

/** What must hold for every registration, whichever door and flow. One line each. */
const policies: readonly Policy[] = [findLocalDoorClosed, findSwitchedOff, findNobodyInCharge];

/**
 * Asks every policy (P-R1, P-R12). Once when a registration starts, and again in the transaction that activates it: what closed in
 * between stays closed (T-R9, T-R18).
 */
export async function findClosed(ctx: Asking): Promise<Failure<Closed> | null> {
  for (const policy of policies) {
    const reason = await policy(ctx);
    if (reason !== null) return fail(reason);
  }
  return null;
}

function findSwitchedOff({ settings }: Asking): Closed | null {
  return settings.registration.open ? null : "registration.closed";
}

async function findNobodyInCharge({ db, settings }: Asking): Promise<Closed | null> {
  const emailKey = canonicalEmail(settings.registration.personInCharge);
  const person = emailKey === null ? null : await findActiveStaff(db, emailKey);
  return person ? null : "registration.closed";
}
