import { holdForApproval, needsApproval } from "@/core/approvals/hold-for-approval";
import { type Ctx, inTransaction, Rollback } from "@/core/ctx";
import { inSeconds } from "@/core/duration";
import type { PartnerFailure } from "@/core/partners/check-partner-code";
import { findJoining, holdCode, type Joining } from "@/core/partners/join-partner";
import type { Proof } from "@/core/proofs/proof";
import { spendProof } from "@/core/proofs/spend-proof";
import { type AddressUse, findAddressUse } from "@/core/registration/address-use";
import type { Answers } from "@/core/registration/answers";
import type { Flow } from "@/core/registration/attempt";
import { FIRST_PASSWORD_LASTS, firstPasswordOf } from "@/core/registration/first-password";
import { flowOf } from "@/core/registration/flows/registry";
import { makeAccount, welcome } from "@/core/registration/make-account";
import { type Closed, findClosed, questionAbout } from "@/core/registration/policy";
import { fail, ok, type Result } from "@/core/result";
import { takeSeat } from "@/core/seats/take-seat";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { endSession } from "@/core/sessions/end-session";
import { type NewCustomerSession, startSession } from "@/core/sessions/start-session";
import { isDuplicate } from "@/db";
import { lockAddress } from "@/db/queries/address-lock";
import { insertFirstPasswordCode } from "@/db/queries/proofs";
import { completePending, lockPending } from "@/db/queries/registrations";
import { recordSignIn, storePasswordHash } from "@/db/queries/sign-in";

/** Who the account is for, as the person who gave the proof says; `passwordHash` is null where the flow asks for no password. */
export type Person = {
  readonly firstName: string;
  readonly lastName: string;
  readonly answers: Answers;
  readonly passwordHash: string | null;
};

/** How a registration ended: signed in, told that the address has an account, with nothing changed, or waiting for staff. */
export type Outcome =
  | { readonly kind: "active"; readonly session: NewCustomerSession; readonly returnTo: string | null }
  /** The mailbox is proven, and the page behind this token asks for what is still missing. */
  | { readonly kind: "asks-more"; readonly token: string }
  | { readonly kind: "taken"; readonly signsInWith: "email" | "number" }
  | { readonly kind: "waiting" };

type Activation = {
  readonly proof: Proof;
  /** Null where nothing was asked, since the address was known to be taken. */
  readonly person: Person | null;
  /** Whether the browser that began it gave the proof: only then does the wanted page count (P-A2). */
  readonly isSameBrowser: boolean;
  /** The session this browser shows until now; it ends first (T-R20). */
  readonly replaces: string | undefined;
};

/** Why a proof makes no account. */
export type ActivationFailure = Closed | PartnerFailure | "proof.invalid" | "field.required";

/** What the partner's code that it was begun with meant a moment ago. */
type WithJoining = Activation & { readonly joining: Result<Joining, PartnerFailure> };

/**
 * Makes an account of a proven registration and signs in: one transaction, one at a time per address, so that one address never gets two
 * accounts (T-FX20) and a proof is spent exactly when its effect is there (T-C7, T-V4). Everything that was decided before is decided
 * again here. Call it only with a proof whose token or code was given.
 */
export async function activate(ctx: Ctx, activation: Activation): Promise<Result<Outcome, ActivationFailure>> {
  // Outside of the transaction, since it may ask a service; within it the code is held and asked about once more.
  const joining = await findJoining(ctx, activation.person?.answers ?? {});
  const run = () => inTransaction(ctx, (tx) => activateIn(tx, { ...activation, joining }));
  try {
    return await run().catch((error) => {
      // An account came into being by a way that does not take the lock; the second look finds it.
      if (!isDuplicate(error)) throw error;
      return run();
    });
  } catch (error) {
    if (error instanceof Rollback) return fail("proof.invalid");
    throw error;
  }
}

async function activateIn(ctx: Ctx, activation: WithJoining): Promise<Result<Outcome, ActivationFailure>> {
  const { proof } = activation;
  const emailKey = proof.emailKey ?? "";
  await lockAddress(ctx.db, emailKey);
  const pending = await lockPending(ctx.db, proof.pendingId ?? "");
  const closed = await findClosed(ctx, questionAbout(pending));
  if (closed) return closed;
  if (pending?.emailKey !== emailKey) return fail("proof.invalid");

  const use = await findAddressUse(ctx, emailKey);
  return use.kind === "account" ? leaveAlone(ctx, use, proof, pending) : make(ctx, use, activation, pending);
}

type Pending = NonNullable<Awaited<ReturnType<typeof lockPending>>>;

async function make(
  ctx: Ctx,
  use: Exclude<AddressUse, { kind: "account" }>,
  { proof, person, isSameBrowser, replaces, joining }: WithJoining,
  pending: Pending,
): Promise<Result<Outcome, ActivationFailure>> {
  const flow = flowOf(pending);
  if (person === null || !isComplete(flow, person)) return fail("field.required", { field: "newPassword" });
  const held = await holdCode(ctx, joining);
  if (!held.ok) return held;
  if (needsApproval(ctx, use)) {
    await spend(ctx, proof);
    await holdForApproval(ctx, {
      person: { ...person, answers: { ...person.answers, ...linkOf(pending) }, email: pending.email },
      pendingId: pending.id,
      passwordHash: person.passwordHash,
    });
    return ok({ kind: "waiting" });
  }
  const seat = await takeSeat(ctx, use, { emailKey: pending.emailKey, link: pending.answers.link ?? null });
  if (!seat.ok) return seat;
  await spend(ctx, proof);
  await completePending(ctx.db, pending.id);
  const { email } = pending;
  const made = await makeAccount(ctx, use, { ...person, email, seat: seat.value, held: held.value });
  const { accountId } = made;
  await keepCredentials(ctx, flow, { accountId, proof, passwordHash: person.passwordHash });
  await welcome(ctx, made, { email, detail: { registration: pending.id }, isWithoutPassword: person.passwordHash === null });
  await endSession(ctx, replaces);
  const session = await startSession(ctx, { accountId, method: "registration" });
  await recordSignIn(ctx.db, accountId);
  return ok({ kind: "active", session, returnTo: isSameBrowser ? pending.returnTo : null });
}

/** The way somebody came stays known while they wait: staff's word is asked by the same policies (P-R14). */
const linkOf = ({ answers: { link } }: Pending): Answers => (link === undefined ? {} : { link });

/** A flow that asks for a password somewhere makes no account without one. */
const isComplete = ({ asks, asksAfterProof }: Flow, { passwordHash }: Person): boolean =>
  passwordHash !== null || ![...asks, ...asksAfterProof].includes("password");

type Credentials = { readonly accountId: string; readonly proof: Proof; readonly passwordHash: string | null };

/** What the account signs in with from now on: the password that was chosen, or the code where that is the first one (P-R4). */
async function keepCredentials(ctx: Ctx, flow: Flow, { accountId, proof, passwordHash }: Credentials): Promise<void> {
  if (passwordHash !== null) await storePasswordHash(ctx.db, accountId, passwordHash);
  const lastsSeconds = inSeconds(FIRST_PASSWORD_LASTS);
  if (firstPasswordOf(ctx, flow) === "code")
    await insertFirstPasswordCode(ctx.db, { proofId: proof.id, accountId, lastsSeconds });
}

/** What was done until now, such as taking a seat, is undone if somebody was quicker with the proof. */
async function spend(ctx: Ctx, proof: Proof): Promise<void> {
  if (!(await spendProof(ctx, proof))) throw new Rollback("the proof was used meanwhile");
}

async function leaveAlone(
  ctx: Ctx,
  use: Extract<AddressUse, { kind: "account" }>,
  proof: Proof,
  pending: Pending,
): Promise<Result<Outcome, ActivationFailure>> {
  await spend(ctx, proof);
  await completePending(ctx.db, pending.id);
  await audit(ctx, {
    actor: { kind: "visitor" },
    action: "registration.completed",
    target: { kind: "registration", id: pending.id },
    outcome: "registration.taken",
    detail: { email: maskEmail(pending.email), account: use.accountId },
  });
  return ok({ kind: "taken", signsInWith: use.signsInWith });
}
