import { findLocalDoorClosed, type LocalDoorClosed } from "@/core/access/local-door";
import type { Ctx } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { type Failure, fail } from "@/core/result";
import { findActiveStaff } from "@/db/queries/staff";

/** Why nobody can register here now. */
export type Closed = LocalDoorClosed | "registration.closed";

/** Which way somebody comes: by what we ask ourselves (form, code, mail), or by a provider or a directory. */
export type RegistrationDoor = "local" | "sso";

type Asking = Pick<Ctx, "db" | "settings">;
type Policy = (ctx: Asking) => Closed | null | Promise<Closed | null>;

/** What must hold for every registration, whichever door and flow. One line each. */
const policies: readonly Policy[] = [findSwitchedOff, findNobodyInCharge];

/** What must hold for the door itself: SSO only shuts the local ones (P-A5). */
const doors: Readonly<Record<RegistrationDoor, Policy>> = { local: findLocalDoorClosed, sso: findAccountsOff };

/**
 * Asks every policy (P-R1, P-R12). Once when a registration starts, and again in the transaction that activates it: what closed in
 * between stays closed (T-R9, T-R18).
 */
export async function findClosed(ctx: Asking, door: RegistrationDoor = "local"): Promise<Failure<Closed> | null> {
  for (const policy of [doors[door], ...policies]) {
    const reason = await policy(ctx);
    if (reason !== null) return fail(reason);
  }
  return null;
}

function findAccountsOff({ settings }: Asking): Closed | null {
  return settings.access.customerAccounts ? null : "access.accounts-off";
}

function findSwitchedOff({ settings }: Asking): Closed | null {
  return settings.registration.open ? null : "registration.closed";
}

async function findNobodyInCharge({ db, settings }: Asking): Promise<Closed | null> {
  const emailKey = canonicalEmail(settings.registration.personInCharge);
  const person = emailKey === null ? null : await findActiveStaff(db, emailKey);
  return person ? null : "registration.closed";
}
