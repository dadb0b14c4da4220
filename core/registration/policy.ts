import { findLocalDoorClosed, type LocalDoorClosed } from "@/core/access/local-door";
import type { Ctx } from "@/core/ctx";
import type { Answers } from "@/core/registration/answers";
import { disposableAddress } from "@/core/registration/policies/disposable-address";
import { domainNotWelcome } from "@/core/registration/policies/domain-not-welcome";
import { linkMissing } from "@/core/registration/policies/link-missing";
import { noSeatLeft } from "@/core/registration/policies/no-seat-left";
import { nobodyInCharge } from "@/core/registration/policies/nobody-in-charge";
import { outOfHours } from "@/core/registration/policies/out-of-hours";
import { subAddress } from "@/core/registration/policies/sub-address";
import { switchedOff } from "@/core/registration/policies/switched-off";
import { type Failure, fail } from "@/core/result";

/** Why nobody can register here now, or not with this address. */
export type Closed =
  | LocalDoorClosed
  | "registration.closed"
  | "registration.disposable"
  | "registration.domain"
  | "registration.full"
  | "registration.link-only"
  | "registration.not-yet"
  | "registration.over"
  | "registration.sub-address";

/** Which way somebody comes: by what we ask ourselves (form, code, mail), or by a provider or a directory. */
export type RegistrationDoor = "local" | "sso";

/** Everything that a policy may judge by. */
export type Question = {
  readonly door: RegistrationDoor;
  /** The address in canonical form; null while none is known, such as when a page is only drawn. It may not be proven. */
  readonly email: string | null;
  /** Hash of the registration link that somebody came by (P-R14); null where they came by none. */
  readonly link: string | null;
};

/** What the policies are asked about a registration that is stored; about none, when there is none. */
export const questionAbout = (pending: { readonly emailKey: string; readonly answers: Answers } | null): Partial<Question> =>
  pending ? { email: pending.emailKey, link: pending.answers.link ?? null } : {};

type Asking = Pick<Ctx, "db" | "settings">;

/** One rule about who may register: a failure says no, null leaves it to the others. It changes nothing. */
export type Policy = (ctx: Asking, question: Question) => Failure<Closed> | null | Promise<Failure<Closed> | null>;

/**
 * What must hold for every registration, whichever door and flow, in the order they are asked. One file in policies/ and one line here
 * each; the contract test then wants to know how to make it say no, and asks every door.
 */
export const policies = {
  switchedOff,
  nobodyInCharge,
  outOfHours,
  linkMissing,
  domainNotWelcome,
  disposableAddress,
  subAddress,
  noSeatLeft,
} as const satisfies Record<string, Policy>;

const localDoorClosed: Policy = (ctx) => {
  const code = findLocalDoorClosed(ctx);
  return code === null ? null : fail(code);
};

const accountsOff: Policy = ({ settings }) => (settings.access.customerAccounts ? null : fail("access.accounts-off"));

/** What must hold for the door itself: SSO only shuts the local ones (P-A5). */
const doors: Readonly<Record<RegistrationDoor, Policy>> = { local: localDoorClosed, sso: accountsOff };

/**
 * Asks every policy (P-R1, P-R12). Once when a registration starts, and again in the transaction that activates it, then with the proven
 * address: what closed in between stays closed (T-R9, T-R18).
 */
export async function findClosed(
  ctx: Asking,
  { door = "local", email = null, link = null }: Partial<Question> = {},
): Promise<Failure<Closed> | null> {
  for (const policy of [doors[door], ...Object.values(policies)]) {
    const refused = await policy(ctx, { door, email, link });
    if (refused !== null) return refused;
  }
  return null;
}
