import { returnTo } from "@/core/access/return-to";
import { offerByConnection } from "@/core/companies/offer-company";
import type { Connection } from "@/core/connections/connection";
import { findConnection } from "@/core/connections/enabled-connections";
import { type Ctx, inTransaction } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { inSeconds, minutes } from "@/core/duration";
import { findOpenArrival } from "@/core/identities/find-arrival";
import { settle } from "@/core/identities/settle";
import { readPlace } from "@/core/registration/read-place";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { encrypt } from "@/core/security/secrets";
import { hashToken } from "@/core/security/token";
import { type NewCustomerSession, startSession } from "@/core/sessions/start-session";
import { lockHolderOfIdentity, replacePendingIdentity, touchIdentity } from "@/db/queries/identities";
import { recordSignIn } from "@/db/queries/sign-in";
import type { Profile } from "@/providers/provider";

/** How long somebody may think about accepting. */
const ACCEPT_LASTS = minutes(30);

/** Somebody who came back from a provider: everything the provider said has been verified before. */
export type Arrival = {
  readonly connection: Connection;
  readonly profile: Profile;
  /** The ID token as it came, kept encrypted as a hint for signing out there; null where there is none. */
  readonly idToken: string | null;
  /** The token of the session this browser shows until now; it ends with a sign-in, whoever's it was (T-L5, T-S14). */
  readonly replaces: string | undefined;
  /** The value of this browser's attempt cookie: only there can it be accepted. */
  readonly browser: string;
  readonly returnTo: string | null;
};

/** Signed in, or somebody the shop does not know, for whom `/register/accept` has the next word. */
export type Arrived =
  | { readonly kind: "signed-in"; readonly session: NewCustomerSession }
  | { readonly kind: "accept" }
  | { readonly kind: "waiting" };

/** Why somebody who came back gets no further. */
export type ArrivalFailure = "access.accounts-off" | "sso.refused" | "sso.expired";

/**
 * What follows when somebody came back from a provider or was let in by a directory. A known identity, which is a connection and the
 * provider's own id of the person, signs in: address and name that it brings change nothing and match nothing (T-O14, T-O15). An unknown
 * one is put down for this browser and asked to accept (P-S2); the session that the browser has is never given to it (T-L5). A
 * deactivated customer gets the same neutral answer as anybody refused (T-O21).
 */
export async function arrive(ctx: Ctx, arrival: Arrival): Promise<Result<Arrived, ArrivalFailure>> {
  if (!ctx.settings.access.customerAccounts) return fail("access.accounts-off");
  const { connection, idToken, replaces } = arrival;
  // Disabled while the person was away (T-O20).
  if (!findConnection(ctx, connection.id)) return fail("sso.expired");
  const sealed = idToken === null ? null : encrypt(ctx.secrets, "handshake", idToken);
  const arrived = await inTransaction(ctx, (tx) => arriveIn(tx, arrival, sealed));
  if (!arrived.ok || arrived.value.kind === "signed-in" || !skipsAccept(connection)) return arrived;
  return settleAtOnce(ctx, arrival.browser, replaces);
}

async function arriveIn(tx: Ctx, arrival: Arrival, sealed: string | null): Promise<Result<Arrived, ArrivalFailure>> {
  const { connection, profile, replaces } = arrival;
  const key = { connection: connection.id, subject: profile.subject };
  const holder = await lockHolderOfIdentity(tx.db, key);
  if (!holder) {
    await putDown(tx, arrival, sealed);
    return ok({ kind: "accept" });
  }
  const { accountId, isDeactivated } = holder;
  const noted = {
    action: "sign-in",
    target: { kind: "account", id: accountId },
    detail: { connection: connection.id },
  } as const;
  if (isDeactivated) {
    const supportCode = await audit(tx, { ...noted, actor: { kind: "visitor" }, outcome: "sso.refused" });
    return fail("sso.refused", { supportCode });
  }
  await recordSignIn(tx.db, accountId);
  await touchIdentity(tx.db, key);
  await offerByConnection(tx, { ...holder, connection, profile });
  const session = await startSession(tx, { accountId, method: connection.id, idToken: sealed, replaces });
  await audit(tx, { ...noted, actor: { kind: "customer", accountId }, outcome: "ok" });
  return ok({ kind: "signed-in", session });
}

function putDown(tx: Ctx, { connection, profile, browser, ...rest }: Arrival, idToken: string | null): Promise<string> {
  const { subject, email, isEmailVerified, isOwnMailbox, firstName, lastName } = profile;
  return replacePendingIdentity(tx.db, {
    browserHash: hashToken(browser),
    connection: connection.id,
    subject,
    email,
    isEmailVerified,
    isOwnMailbox,
    firstName,
    lastName,
    idToken,
    returnTo: returnTo(rest.returnTo, "") || null,
    lastsSeconds: inSeconds(ACCEPT_LASTS),
  });
}

const skipsAccept = ({ door }: Connection): boolean => door.kind === "directory" && door.skipsAccept;

/**
 * Where the admin lets a directory's people in without asking them (P-R17), everything else still holds: what is not complete, or not
 * vouched for, goes to the page of acceptance after all.
 */
async function settleAtOnce(ctx: Ctx, browser: string, replaces: string | undefined): Promise<Result<Arrived, ArrivalFailure>> {
  const arrival = await findOpenArrival(ctx, browser);
  const { pending, vouched } = arrival ?? {};
  const email = canonicalEmail(pending?.email ?? "");
  if (!arrival || !pending || email === null || vouched === undefined || vouched === "nothing") return ok({ kind: "accept" });
  const { firstName, lastName } = pending;
  // Whatever the shop demands beside the names nobody has been asked for yet.
  if (!readPlace(ctx, "accept", { firstName, lastName }).ok) return ok({ kind: "accept" });
  const person = { firstName, lastName, email, answers: {} };
  const settled = await settle(ctx, { pending, connection: arrival.connection, person, grounds: vouched, replaces });
  if (settled.ok && settled.value.kind === "waiting") return ok({ kind: "waiting" });
  if (settled.ok && "session" in settled.value) return ok({ kind: "signed-in", session: settled.value.session });
  return ok({ kind: "accept" });
}
