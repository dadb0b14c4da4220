import { signsInWithEmail } from "@/core/activation/address-of-account";
import { isGood } from "@/core/activation/find-activation";
import type { ActivatingPerson } from "@/core/activation/mail-code-for-address";
import { offerCompany } from "@/core/companies/offer-company";
import { type Ctx, inTransaction } from "@/core/ctx";
import { usedNames } from "@/core/customers/sign-in-names";
import { queueMail } from "@/core/mail/queue";
import { attachOrdersOfAddress } from "@/core/orders/attach-orders";
import type { Proof } from "@/core/proofs/proof";
import { spendProof } from "@/core/proofs/spend-proof";
import { keepAnswers } from "@/core/registration/keep-answers";
import { type Failure, fail, ok, type Result } from "@/core/result";
import { type Seat, takeSeat } from "@/core/seats/take-seat";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { endSession } from "@/core/sessions/end-session";
import { type NewCustomerSession, startSession } from "@/core/sessions/start-session";
import { isDuplicate } from "@/db";
import { deleteActivation, lockPendingCustomer, type PendingCustomer } from "@/db/queries/activations";
import { lockAddress } from "@/db/queries/address-lock";
import { updateCustomer } from "@/db/queries/customer-room";
import { insertAccount, renameCustomer } from "@/db/queries/customers";
import { findAccountOfAddress } from "@/db/queries/registrations";
import { recordSignIn, storePasswordHash } from "@/db/queries/sign-in";

/** An activation that is complete: the account exists, and this browser is signed in to it. */
export type Completed = { readonly kind: "active"; readonly session: NewCustomerSession };

/** Why nothing came of it. */
export type CompleteFailure = "proof.invalid" | "code.ended" | "registration.taken";

type Completing = {
  readonly link: Proof;
  readonly person: ActivatingPerson;
  /** The address whose mailbox was proven: by the mailed link itself, or by a code. Null where none was: the account gets no address. */
  readonly proven: { readonly email: string; readonly code: Proof | null } | null;
  /** The session this browser shows until now; it ends first (T-R20). */
  readonly replaces: string | undefined;
};

/**
 * Makes the account of an activation and signs in: one transaction, so that links and codes are spent exactly when the account is there,
 * and of parallel calls one makes it (T-V4, T-FX19). Everything that was decided before is decided again here. Call it only with a link
 * whose token was given.
 */
export async function completeActivation(ctx: Ctx, completing: Completing): Promise<Result<Completed, CompleteFailure>> {
  try {
    return await inTransaction(ctx, (tx) => completeIn(tx, completing));
  } catch (error) {
    // An account came into being by a way that does not take the locks; the second look finds it.
    if (!isDuplicate(error)) throw error;
    return inTransaction(ctx, (tx) => completeIn(tx, completing));
  }
}

async function completeIn(tx: Ctx, completing: Completing): Promise<Result<Completed, CompleteFailure>> {
  const { link, proven } = completing;
  if (proven) await lockAddress(tx.db, proven.email);
  const customer = await lockPendingCustomer(tx.db, link.customerId ?? "");
  if (!customer || !(await isGood(tx, link, customer))) return fail("proof.invalid");
  const refused = await claimAddress(tx, proven);
  if (refused) return refused;
  const seat = await takeSeatOf(tx, link, customer);
  if (!seat.ok) return fail("proof.invalid");
  if (!(await spendProof(tx, link))) return fail("proof.invalid");
  const accountId = await makeAccount(tx, customer, { ...completing, seat: seat.value });
  await endSession(tx, completing.replaces);
  const session = await startSession(tx, { accountId, method: "activation" });
  await recordSignIn(tx.db, accountId);
  return ok({ kind: "active", session });
}

/** Whom staff have prepared an account for needs no seat; who came by writing to the shop takes one as at any door (P-R13). */
const takeSeatOf = async (tx: Ctx, { data }: Proof, { emailKey }: PendingCustomer): Promise<Result<Seat, "registration.full">> =>
  data.door === "mail"
    ? takeSeat(tx, { kind: "nobody" }, { emailKey: emailKey ?? "", link: null })
    : ok({ cameBy: "activation" });

/** Who has proven a mailbox that another account has is told so (P-V5), and may still activate with another one. */
async function claimAddress(tx: Ctx, proven: Completing["proven"]): Promise<Failure<"registration.taken" | "code.ended"> | null> {
  if (proven === null) return null;
  const isTaken = (await findAccountOfAddress(tx.db, proven.email)) !== null;
  if (isTaken) return fail("registration.taken", { field: proven.code ? "code" : "email" });
  return proven.code && !(await spendProof(tx, proven.code)) ? fail("code.ended", { field: "code" }) : null;
}

async function makeAccount(
  tx: Ctx,
  customer: PendingCustomer,
  { link, person, proven, seat }: Completing & { readonly seat: Seat },
): Promise<string> {
  const { id: customerId, number } = customer;
  const { firstName, lastName, answers, passwordHash } = person;
  const email = proven?.email ?? null;
  // The address that was proven is the one that the shop writes to from now on.
  await (email === null
    ? renameCustomer(tx.db, customerId, { firstName, lastName })
    : updateCustomer(tx.db, customerId, { firstName, lastName, email, emailKey: email }));
  const isEmailName = email !== null && signsInWithEmail(tx);
  const { language } = tx.request;
  const accountId = await insertAccount(tx.db, {
    customerId,
    email,
    emailKey: email,
    language,
    ...seat,
    signsInWithEmail: isEmailName,
  });
  await storePasswordHash(tx.db, accountId, passwordHash);
  await keepAnswers(tx, { accountId, customerId }, answers);
  await offerCompany(tx, { accountId, customerId }, {});
  await deleteActivation(tx.db, customerId);
  if (email !== null) await attachOrdersOfAddress(tx, { accountId, customerId, emailKey: email });
  await audit(tx, {
    actor: { kind: "customer", accountId },
    action: "activation.completed",
    target: { kind: "account", id: accountId },
    outcome: "ok",
    detail: { number, link: link.data.kind ?? "", by: link.data.staffId ?? "", ...(email ? { email: maskEmail(email) } : {}) },
  });
  const names = usedNames(tx, { email, number, signsInWithEmail: isEmailName, signsInWithNumber: true });
  await tell(tx, customer, { email, names });
  return accountId;
}

/**
 * The customer is told, also of a link that staff have copied (T-V11); where another address was on file that mailbox is told as well, but
 * not what signs in now: its reader may be the customer whose account somebody else has just activated.
 */
async function tell(
  tx: Ctx,
  { id: customerId, number, emailKey, copiedAt }: PendingCustomer,
  { email, names }: { readonly email: string | null; readonly names: string },
): Promise<void> {
  const copied: Record<string, string> = copiedAt === null ? {} : { copied: "yes" };
  const { language } = tx.request;
  const message = "account-active";
  if (email !== null) await queueMail(tx, { message, to: { email }, language, customerId, facts: { number, names, ...copied } });
  if (emailKey === null || emailKey === email) return;
  await queueMail(tx, { message, to: { email: emailKey }, language, customerId, facts: { number, invited: "yes", ...copied } });
}
