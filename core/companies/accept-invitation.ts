import { z } from "zod";
import { findLocalDoorClosed, type LocalDoorClosed } from "@/core/access/local-door";
import {
  type FoundInvitation,
  findCompanyInvitation,
  findGoodInvitation,
  type InvitationLinkFailure,
  isReachedAt,
} from "@/core/companies/find-company-invitation";
import { givePlace } from "@/core/companies/give-place";
import { actorOfMember, type Member } from "@/core/companies/lock-own-company";
import { type ConsentFailure, consentFields, readConsents } from "@/core/consents/read-consents";
import { type Ctx, inTransaction, Rollback } from "@/core/ctx";
import { type AnswerFailure, type Posted, readAnswers } from "@/core/fields/read-answers";
import { givenAnswers } from "@/core/fields/split-answers";
import { optionalText, passwordAsTyped } from "@/core/input";
import { spendProof } from "@/core/proofs/spend-proof";
import type { Person } from "@/core/registration/activate";
import { findAddressUse } from "@/core/registration/address-use";
import { makeAccount, welcome } from "@/core/registration/make-account";
import { fail, ok, type Result } from "@/core/result";
import { takeSeat } from "@/core/seats/take-seat";
import { hashPassword } from "@/core/security/password-hash";
import { checkNewPassword, type PasswordFailure } from "@/core/security/password-rule";
import { type NewCustomerSession, startSession } from "@/core/sessions/start-session";
import { isDuplicate } from "@/db";
import { lockAddress } from "@/db/queries/address-lock";
import { lockCompany } from "@/db/queries/companies";
import { closeInvitation, type Invitation } from "@/db/queries/company-invitations";
import { lockAccountOfCustomer, lockCustomer } from "@/db/queries/customer-room";
import { recordSignIn, storePasswordHash } from "@/db/queries/sign-in";

/** What the button of somebody who is signed in holds. */
export const acceptInvitationInput = z.object({ token: optionalText(200) });

/**
 * What the form of somebody without an account holds, beside what the shop asks for. Company and user type are the invitation's alone
 * (T-V6).
 */
export const joinByInvitationInput = z.object({ token: optionalText(200), newPassword: passwordAsTyped(), ...consentFields });

type Joining = z.output<typeof joinByInvitationInput> & { readonly posted: Posted; readonly isSignedIn: boolean };
type JoinFailure =
  | InvitationLinkFailure
  | LocalDoorClosed
  | AnswerFailure
  | PasswordFailure
  | ConsentFailure
  | "registration.signed-in"
  | "registration.taken"
  | "registration.full"
  | "company.elsewhere";

/**
 * Makes the account of an invited person and their place in the company, and signs in: one transaction, in which everything is asked
 * again, so that of parallel calls one makes it (T-V8). The mailed link is the proof of the mailbox; an address with an account is not
 * touched. It needs a seat like any registration, and no registration to be open. Throws TooBusy.
 */
export async function joinByInvitation(ctx: Ctx, input: Joining): Promise<Result<NewCustomerSession, JoinFailure>> {
  if (input.isSignedIn) return fail("registration.signed-in");
  const closed = findLocalDoorClosed(ctx);
  if (closed) return fail(closed);
  const found = await findCompanyInvitation(ctx, input.token);
  if (!found.ok) return found;
  const answered = readAnswers(ctx, "activation", input.posted);
  if (!answered.ok) return answered;
  const { firstName = "", lastName = "" } = answered.value;
  const words = [firstName, lastName, found.value.invitation.email];
  const isGood = await checkNewPassword(ctx, { password: input.newPassword, words, field: "newPassword" });
  if (!isGood.ok) return isGood;
  const consents = readConsents(ctx, input, { door: "invitation" });
  if (!consents.ok) return consents;
  const answers = { ...givenAnswers(answered.value), ...consents.value };
  const passwordHash = await hashPassword(ctx.hash, input.newPassword);
  return orGone(() => inTransaction(ctx, (tx) => joinIn(tx, found.value, { firstName, lastName, answers, passwordHash })));
}

async function joinIn(
  tx: Ctx,
  { link, invitation: { emailKey } }: FoundInvitation,
  person: Person,
): Promise<Result<NewCustomerSession, JoinFailure>> {
  await lockAddress(tx.db, emailKey);
  const invitation = await hold(tx, link);
  const use = await findAddressUse(tx, emailKey);
  if (use.kind === "account") return fail("registration.taken");
  const seat = await takeSeat(tx, use, { emailKey, link: null });
  if (!seat.ok) return seat;
  const { email } = invitation;
  const made = await makeAccount(tx, use, { ...person, email, seat: seat.value });
  const { accountId } = made;
  if (person.passwordHash !== null) await storePasswordHash(tx.db, accountId, person.passwordHash);
  await take(tx, { link, invitation }, made);
  await welcome(tx, made, { email, detail: { invitation: invitation.id } });
  const session = await startSession(tx, { accountId, method: "invitation" });
  await recordSignIn(tx.db, accountId);
  return ok(session);
}

type AcceptFailure = InvitationLinkFailure | "company.other-account" | "company.elsewhere";

/**
 * Accepts an invitation with the account that is signed in, which has to be the one of the invited address (T-V7): a link that somebody else
 * got hold of lets nobody in. Whoever has a place in another company leaves that first.
 */
export async function acceptInvitation(
  ctx: Ctx,
  { token, member }: { readonly token: string; readonly member: Member },
): Promise<Result<undefined, AcceptFailure>> {
  const found = await findCompanyInvitation(ctx, token);
  if (!found.ok) return found;
  const { link, invitation } = found.value;
  return orGone(() =>
    inTransaction(ctx, async (tx): Promise<Result<undefined, AcceptFailure>> => {
      await lockAddress(tx.db, invitation.emailKey);
      const held = await hold(tx, link);
      await lockAccountOfCustomer(tx.db, member.customerId);
      const customer = await lockCustomer(tx.db, member.customerId);
      const isMeant = customer?.mergedInto === null && (await isReachedAt(tx, member.customerId, invitation.emailKey));
      if (!isMeant) return fail("company.other-account");
      await take(tx, { link, invitation: held }, { customerId: member.customerId, actor: actorOfMember(member) });
      return ok();
    }),
  );
}

/**
 * The invitation as it stands now, its company held, and before anybody's account is: withdrawn, accepted or abandoned by its inviter
 * meanwhile, it is gone (T-V9).
 */
async function hold(tx: Pick<Ctx, "db">, link: FoundInvitation["link"]): Promise<Invitation> {
  const seen = await findGoodInvitation(tx, link);
  if (seen) await lockCompany(tx.db, seen.companyId);
  const invitation = seen && (await findGoodInvitation(tx, link));
  if (!invitation) throw new Rollback("the invitation ended meanwhile");
  return invitation;
}

type Comer = Pick<Parameters<typeof givePlace>[1], "customerId" | "actor">;

async function take(tx: Ctx, { link, invitation }: FoundInvitation, { customerId, actor }: Comer): Promise<void> {
  const { id, companyId, userTypeId, invitedBy } = invitation;
  const isClosed = (await spendProof(tx, link)) && (await closeInvitation(tx.db, id, customerId));
  if (!isClosed) throw new Rollback("the invitation ended meanwhile");
  const detail = { invitation: id };
  const refused = await givePlace(tx, { customerId, companyId, userTypeId, actor, invitedBy, detail });
  if (refused) throw new Elsewhere("they have a place already");
}

/** A refusal that comes when things have been written already: they are undone by throwing. */
class Elsewhere extends Rollback {}

async function orGone<T, Code extends string>(
  run: () => Promise<Result<T, Code>>,
): Promise<Result<T, Code | "proof.invalid" | "company.elsewhere">> {
  try {
    return await run().catch((error) => {
      // An account came into being by a way that does not take the lock; the second look finds it.
      if (!isDuplicate(error)) throw error;
      return run();
    });
  } catch (error) {
    if (error instanceof Elsewhere) return fail("company.elsewhere");
    if (error instanceof Rollback) return fail("proof.invalid");
    throw error;
  }
}
