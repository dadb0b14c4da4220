import { holdForApproval, needsApproval } from "@/core/approvals/hold-for-approval";
import { offerByConnection } from "@/core/companies/offer-company";
import type { Connection } from "@/core/connections/connection";
import { storeConsents } from "@/core/consents/store-consents";
import { type Ctx, inTransaction, Rollback } from "@/core/ctx";
import { kindOf } from "@/core/identities/kind-of";
import { tellOwner } from "@/core/identities/tell-owner";
import type { PartnerFailure } from "@/core/partners/check-partner-code";
import { findJoining, holdCode, type Joining } from "@/core/partners/join-partner";
import type { Proof } from "@/core/proofs/proof";
import { spendProof } from "@/core/proofs/spend-proof";
import { type AddressUse, findAddressUse } from "@/core/registration/address-use";
import { makeAccount, type Owner, welcome } from "@/core/registration/make-account";
import { type Closed, findClosed } from "@/core/registration/policy";
import { fail, ok, type Result } from "@/core/result";
import { takeSeat } from "@/core/seats/take-seat";
import { audit } from "@/core/security/audit";
import { endSession } from "@/core/sessions/end-session";
import { type NewCustomerSession, startSession } from "@/core/sessions/start-session";
import { isDuplicate } from "@/db";
import { lockAddress } from "@/db/queries/address-lock";
import { lockOpenHolder } from "@/db/queries/holders";
import {
  deletePendingIdentity,
  insertIdentity,
  lockHolderOfIdentity,
  lockPendingIdentity,
  type PendingIdentity,
  touchIdentity,
} from "@/db/queries/identities";
import { recordSignIn } from "@/db/queries/sign-in";

/** Somebody who accepted, and on what grounds the address counts as theirs. */
export type Settling = {
  readonly pending: PendingIdentity;
  readonly connection: Connection;
  /** Names as they want to be called, and the address in canonical form. */
  readonly person: Owner;
  /**
   * `address`: the provider's word, which makes accounts and opens none. `authority`: its word where nobody knows better.
   * A proof: the mailbox itself, by the code that was mailed there.
   */
  readonly grounds: "address" | "authority" | Proof;
  /** The session this browser shows until now; it ends first, whoever's it was (T-L5). */
  readonly replaces: string | undefined;
};

/**
 * How it ended: a new account, one that existed and can now be signed in to this way, a mailbox that has to be proven first, or a person
 * who waits for staff.
 */
export type Settled =
  | { readonly kind: "made" | "connected"; readonly session: NewCustomerSession; readonly returnTo: string | null }
  | { readonly kind: "needs-code" }
  | { readonly kind: "waiting" };

/** Why nothing came of it. */
export type SettleFailure = Closed | PartnerFailure | "sso.expired" | "sso.refused" | "sso.address-taken" | "code.gone";

/**
 * Makes the account of somebody who accepted, or links the one that has the address, and signs in: one transaction, one at a time per
 * address and per identity, so that twenty at once make one account with one identity (T-L11, T-FX22). Everything that was decided
 * before is decided again here.
 */
export async function settle(ctx: Ctx, asked: Settling): Promise<Result<Settled, SettleFailure>> {
  const settling = { ...asked, joining: await findJoining(ctx, asked.person.answers) };
  try {
    return await inTransaction(ctx, (tx) => settleIn(tx, settling));
  } catch (error) {
    // Somebody who did not wait for the same lock was quicker; the second look finds what they made.
    if (!(error instanceof Rollback) && !isDuplicate(error)) throw error;
    return inTransaction(ctx, (tx) => settleIn(tx, settling));
  }
}

/** With what the partner's code that was given meant a moment ago. */
type WithJoining = Settling & { readonly joining: Result<Joining, PartnerFailure> };

async function settleIn(tx: Ctx, settling: WithJoining): Promise<Result<Settled, SettleFailure>> {
  const { pending, person, grounds } = settling;
  await lockAddress(tx.db, person.email);
  if (!(await lockPendingIdentity(tx.db, pending.browserHash, pending.id))) return fail("sso.expired");
  // The same person was quicker in another browser: there is an account already, and it is theirs.
  const known = await lockHolderOfIdentity(tx.db, pending);
  if (known?.isDeactivated) return fail("sso.refused");
  if (known) return ok(await signIn(tx, settling, known, "connected"));
  const use = await findAddressUse(tx, person.email);
  if (use.kind === "account" && grounds === "address") return ok({ kind: "needs-code" });
  return use.kind === "account" ? link(tx, settling, use) : make(tx, settling, use);
}

/** An address that nobody has proven to us, such as one that staff entered, opens no account: its number or a reset does. */
async function link(
  tx: Ctx,
  settling: Settling,
  { accountId }: Extract<AddressUse, { kind: "account" }>,
): Promise<Result<Settled, SettleFailure>> {
  const holder = await lockOpenHolder(tx.db, accountId);
  if (!holder) return fail("sso.refused");
  if (!holder.isEmailProven || holder.emailKey !== settling.person.email) return fail("sso.address-taken");
  if (!(await isSpent(tx, settling))) return fail("code.gone");
  await addIdentity(tx, settling, accountId);
  const { connection, grounds } = settling;
  await audit(tx, {
    actor: { kind: "customer", accountId },
    action: "identity.connected",
    target: { kind: "account", id: accountId },
    outcome: "ok",
    detail: { connection: connection.id, by: typeof grounds === "object" ? "mailbox" : grounds },
  });
  await storeConsents(tx, { accountId }, settling.person.answers);
  await tellOwner(tx, holder, "identity-connected", connection);
  return ok(await signIn(tx, settling, holder, "connected"));
}

async function make(
  tx: Ctx,
  settling: WithJoining,
  use: Exclude<AddressUse, { kind: "account" }>,
): Promise<Result<Settled, SettleFailure>> {
  const { person, connection } = settling;
  const link = person.answers.link ?? null;
  const closed = await findClosed(tx, { door: "sso", email: person.email, link });
  if (closed) return closed;
  const held = await holdCode(tx, settling.joining);
  if (!held.ok) return held;
  if (needsApproval(tx, use)) return hold(tx, settling);
  const seat = await takeSeat(tx, use, { emailKey: person.email, link });
  if (!seat.ok) return seat;
  if (!(await isSpent(tx, settling))) return fail("code.gone");
  const made = await makeAccount(tx, use, { ...person, seat: seat.value, held: held.value });
  await addIdentity(tx, settling, made.accountId);
  await welcome(tx, made, { email: person.email, detail: { connection: connection.id }, button: connection.label });
  return ok(await signIn(tx, settling, made, "made"));
}

/** Whom staff decide about waits with the identity that they came with; there is no account, and nobody is signed in. */
async function hold(tx: Ctx, settling: Settling): Promise<Result<Settled, SettleFailure>> {
  if (!(await isSpent(tx, settling))) return fail("code.gone");
  const { pending, connection, person } = settling;
  const identity = { "sso.connection": connection.id, "sso.subject": pending.subject, "sso.kind": kindOf(connection) };
  const answers = { ...person.answers, ...identity };
  await holdForApproval(tx, { person: { ...person, answers }, pendingId: null, passwordHash: null });
  await deletePendingIdentity(tx.db, pending.browserHash);
  return ok({ kind: "waiting" });
}

/** Only what has an effect spends the proof, so that a refusal can be read where the code was entered. */
const isSpent = async (tx: Ctx, { grounds }: Settling): Promise<boolean> =>
  typeof grounds === "string" || (await spendProof(tx, grounds));

async function addIdentity(tx: Ctx, { pending, connection }: Settling, accountId: string): Promise<void> {
  const { subject } = pending;
  const kind = kindOf(connection);
  const isAdded = await insertIdentity(tx.db, { accountId, connection: connection.id, subject, kind });
  if (!isAdded) throw new Rollback("this identity has an account by now");
}

async function signIn(
  tx: Ctx,
  { pending, connection, replaces }: Settling,
  { accountId, customerId }: { readonly accountId: string; readonly customerId: string },
  kind: "made" | "connected",
): Promise<Settled> {
  await offerByConnection(tx, { accountId, customerId, connection, profile: pending });
  await deletePendingIdentity(tx.db, pending.browserHash);
  await endSession(tx, replaces);
  const session = await startSession(tx, { accountId, method: connection.id, idToken: pending.idToken });
  await recordSignIn(tx.db, accountId);
  await touchIdentity(tx.db, pending);
  return { kind, session, returnTo: pending.returnTo };
}
