import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { usedNames } from "@/core/customers/sign-in-names";
import { adoptAddress } from "@/core/email-change/adopt-address";
import { tellFormerAddress } from "@/core/email-change/tell-former-address";
import { findOffer, isOffered, type NotOffered } from "@/core/email-sign-in/find-offer";
import { passwordAsTyped, requiredLine } from "@/core/input";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";
import { installPassword } from "@/core/passwords/replace-password";
import { wordsOf } from "@/core/passwords/words-of";
import { type CodeFailure, guessCode } from "@/core/proofs/guess-code";
import type { Proof } from "@/core/proofs/proof";
import { spendProof } from "@/core/proofs/spend-proof";
import { type Failure, fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { hashPassword, verifyPassword } from "@/core/security/password-hash";
import { checkNewPassword, type PasswordFailure } from "@/core/security/password-rule";
import { hashToken } from "@/core/security/token";
import type { Session } from "@/core/sessions/find-session";
import { type NewCustomerSession, startSession } from "@/core/sessions/start-session";
import { isDuplicate } from "@/db";
import { lockAddress } from "@/db/queries/address-lock";
import { type Holder, letEmailSignIn, lockOpenHolder } from "@/db/queries/holders";
import { findPasswordHash } from "@/db/queries/passwords";
import { findAccountOfAddress } from "@/db/queries/registrations";

/** What the form beside the mailed code holds. */
export const turnOnEmailSignInInput = z.object({ code: requiredLine(40), newPassword: passwordAsTyped() });

type Input = z.output<typeof turnOnEmailSignInInput> & {
  readonly session: Pick<Session, "accountId">;
  /** The value of this browser's attempt cookie. */
  readonly browser: string | undefined;
};
type Code = NotOffered | CodeFailure | PasswordFailure | "password.same" | "email.taken";

/**
 * Turns on sign-in by e-mail for an account that had its number only (P-V4): with the code from the mailbox and a new password, both, or
 * nothing is changed (T-E8). A password that is refused costs no code. One transaction: the address is the account's and signs in, the
 * password is the new one, every session and link ends, guest orders of the address come along (P-R7), the owner is told; this browser
 * gets a session anew. An address that has an account by now is refused (T-E4), and of two that ask for the same one at once one gets it
 * (T-E5). Throws TooBusy.
 */
export async function turnOnEmailSignIn(
  ctx: Ctx,
  { session: { accountId }, browser, code, newPassword }: Input,
): Promise<Result<NewCustomerSession, Code>> {
  const offered = await findOffer(ctx, accountId);
  if (!offered.ok) return offered;
  // Before the code is tried: a password that nobody could have would otherwise use up tries.
  const words = wordsOf(offered.value);
  const plain = await checkNewPassword(ctx, { password: newPassword, words, field: "newPassword" });
  if (!plain.ok) return plain;
  const guessed = await guessCode(ctx, "email-sign-in", hashToken(browser ?? ""), code);
  if (!guessed.ok) return guessed;
  const proof = guessed.value;
  if (proof.accountId !== accountId) return fail("code.ended", { field: "code" });
  const refused = await refusePassword(ctx, proof, newPassword);
  if (refused) return refused;
  const passwordHash = await hashPassword(ctx.hash, newPassword);
  try {
    return await inTransaction(ctx, (tx) => carryOut(tx, proof, { accountId, passwordHash }));
  } catch (error) {
    // An account came to this address by a way that does not take the lock.
    if (!isDuplicate(error, "accounts_email_key")) throw error;
    return refuseTaken(ctx, accountId);
  }
}

/** The password that the account has now is no new one, and neither is one made of the address that will sign in. */
async function refusePassword(
  ctx: Ctx,
  { accountId, email }: Proof,
  newPassword: string,
): Promise<Failure<PasswordFailure | "password.same"> | null> {
  const personal = await checkNewPassword(ctx, { password: newPassword, words: [email ?? ""], field: "newPassword" });
  if (!personal.ok) return personal;
  const stored = accountId === null ? null : await findPasswordHash(ctx.db, accountId);
  const isOld = stored !== null && (await verifyPassword(ctx.hash, stored, newPassword));
  return isOld ? fail("password.same", { field: "newPassword" }) : null;
}

type Wanted = { readonly accountId: string; readonly passwordHash: string };

async function carryOut(tx: Ctx, proof: Proof, { accountId, passwordHash }: Wanted): Promise<Result<NewCustomerSession, Code>> {
  const email = proof.emailKey ?? "";
  await lockAddress(tx.db, email);
  const holder = await lockOpenHolder(tx.db, accountId);
  if (!holder) return fail("code.ended", { field: "code" });
  if (!isOffered(tx, holder)) return fail("email.sign-in-off");
  if (await isTaken(tx, holder, email)) return refuseTaken(tx, accountId);
  if (!(await spendProof(tx, proof))) return fail("code.ended", { field: "code" });
  await installPassword(tx, holder, passwordHash);
  const isContact = await adoptAddress(tx, holder, email);
  await letEmailSignIn(tx.db, accountId);
  await tell(tx, holder, { email, isContact });
  await audit(tx, {
    actor: { kind: "customer", accountId },
    action: "email.sign-in-on",
    target: { kind: "account", id: accountId },
    outcome: "ok",
    detail: { email: maskEmail(email) },
  });
  return ok(await startSession(tx, { accountId, method: "password" }));
}

/**
 * Whether an address is another account's. One where the shop writes to this account is free for it, even if it writes to others there as
 * well, who keep their numbers.
 */
async function isTaken({ db }: Pick<Ctx, "db">, { accountId, contactEmailKey }: Holder, email: string): Promise<boolean> {
  const other = await findAccountOfAddress(db, email);
  if (!other || other.accountId === accountId) return false;
  return contactEmailKey !== email || canonicalEmail(other.email ?? "") === email;
}

async function refuseTaken(ctx: Ctx, accountId: string): Promise<Failure<"email.taken">> {
  const supportCode = await audit(ctx, {
    actor: { kind: "customer", accountId },
    action: "email.sign-in-on",
    target: { kind: "account", id: accountId },
    outcome: "email.taken",
  });
  return fail("email.taken", { supportCode });
}

/**
 * The new address learns which names sign in now. Another one that was the account's own can take it back as after any change (T-E6);
 * another one that the shop only wrote to may be anybody's, and is told that it happened.
 */
async function tell(tx: Ctx, holder: Holder, { email, isContact }: { email: string; isContact: boolean }): Promise<void> {
  const { customerId, number, contactEmail, contactEmailKey } = holder;
  const about = { message: "email-sign-in-on", language: languageOf(holder, tx.request.language), customerId } as const;
  const names = usedNames(tx, { ...holder, email, signsInWithEmail: true });
  await queueMail(tx, { ...about, to: { email }, facts: { number, names } });
  if (holder.email !== null && holder.emailKey !== email) await tellFormerAddress(tx, holder, isContact);
  if (holder.email === null && contactEmail !== null && contactEmailKey !== email) {
    await queueMail(tx, { ...about, to: { email: contactEmail }, facts: { number } });
  }
}
