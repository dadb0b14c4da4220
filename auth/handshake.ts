import { AsyncLocalStorage } from "node:async_hooks";
import type { Leg } from "@/core/connections/circuit";
import type { Connection } from "@/core/connections/connection";
import type { Ctx } from "@/core/ctx";
import { type Duration, seconds } from "@/core/duration";
import type { Trouble } from "@/core/identities/trouble";
import { type Outside, outsideOf } from "@/core/net/outside";
import type { KnownProviders } from "@/core/oidc/known-providers";
import { newToken } from "@/core/security/token";
import type { Claims, RedirectDoor } from "@/providers/provider";
import { getInstallation } from "@/server/installation";

/** The most that one leg may take (P-S6: nothing hangs longer than ten seconds). */
const LONGEST: Duration = seconds(9);

/** A connection that works by redirects. */
export type RedirectConnection = Connection & { readonly door: RedirectDoor };

/** Whether a connection works by redirects. */
export const isRedirect = (connection: Connection): connection is RedirectConnection => connection.door.kind === "redirect";

/** What came back from a provider, checked: its claims, and its ID token where it sends one. */
export type Returned = { readonly claims: Claims; readonly idToken: string | null };

/**
 * One step of a handshake: there, or back. Auth.js is run inside of one and sees its connection and no other, so that a broken connection
 * disturbs nobody else, and reading a session knows of none at all.
 */
export type Handshake = {
  readonly connection: RedirectConnection;
  readonly outside: Outside;
  readonly known: KnownProviders;
  readonly leg: Leg;
  /** A name that no cookie has: Auth.js reads its own idea of where to go on from there, and fails if it was tampered with. */
  readonly unusedCookie: string;
  returned?: Returned;
  /** The first thing that went wrong; what follows from it tells nothing new. */
  trouble?: Trouble;
  /** The provider could not be reached, which says nothing about the person. */
  isAway?: true;
};

/** One step of a handshake that begins now. */
export const makeHandshake = (ctx: Pick<Ctx, "settings" | "origin">, connection: RedirectConnection, leg: Leg): Handshake => ({
  connection,
  outside: outsideOf(ctx, LONGEST),
  known: getInstallation().providers,
  leg,
  unusedCookie: `foyer-unused-${newToken().slice(0, 8)}`,
});

/** Lets the circuit know whether the provider was there. */
export function noteCircuit({ connection, trouble, isAway, leg }: Handshake): void {
  const { circuits } = getInstallation();
  if (isAway) circuits.noteFailure(connection.id, leg);
  else if (!trouble) circuits.noteSuccess(connection.id, leg);
}

const handshakes = new AsyncLocalStorage<Handshake>();

/** Runs one step of a handshake. */
export const inHandshake = <T>(handshake: Handshake, run: () => Promise<T>): Promise<T> => handshakes.run(handshake, run);

/** The handshake this code runs in, if any. */
export const findHandshake = (): Handshake | undefined => handshakes.getStore();

/** Notes what went wrong; the first note stands. */
export function noteTrouble(handshake: Handshake | undefined, trouble: Trouble): void {
  if (handshake) handshake.trouble ??= trouble;
}
