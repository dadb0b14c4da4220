import { findLocalDoorClosed } from "@/core/access/local-door";
import { type Ctx, inTransaction } from "@/core/ctx";
import { minutes } from "@/core/duration";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";
import { findProofByToken } from "@/core/proofs/find-proof-by-token";
import { issueProof } from "@/core/proofs/issue-proof";
import type { Proof } from "@/core/proofs/proof";
import { spendProof } from "@/core/proofs/spend-proof";
import { findAddressUse } from "@/core/registration/address-use";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { forgetGuesses } from "@/core/security/guess-limit";
import { maskEmail } from "@/core/security/mask";
import { lockAddress } from "@/db/queries/address-lock";
import {
  changeAccountEmail,
  changeContactEmail,
  deleteIdentitiesSince,
  endAllProofsOf,
  endLaterUndos,
  type Holder,
  lockOpenHolder,
} from "@/db/queries/holders";
import { deletePassword } from "@/db/queries/passwords";
import { deleteSessionsOf } from "@/db/queries/sessions";

/** What the page behind a "not me" link shows before anything is done: the address that comes back, masked. */
export type OpenEmailUndo = { readonly maskedEmail: string };

type Refused = "proof.invalid" | "limits.too-many";

/** Looks at a "not me" link and changes nothing (T-E6). */
export async function findEmailUndo(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  token: string,
): Promise<Result<OpenEmailUndo, Refused>> {
  const found = await findProofByToken(ctx, "email-undo", token);
  return found.ok ? ok({ maskedEmail: maskEmail(found.value.email ?? "") }) : found;
}

/** What is to be done next: a new password by this token, which goes to the browser that gave the proof; null where none is kept here. */
export type Restored = { readonly resetToken: string | null };

/**
 * Gives an account back the address it had, for whoever reads the former mailbox and says that they did not change it. Every session and
 * every link on its way ends, and so does what was connected or changed since. So does the password, which whoever changed the address has
 * typed: with it they could sign in again, and change it again; the way leads straight to a new one. The address that goes is told.
 */
export async function undoEmailChange(ctx: Ctx, token: string): Promise<Result<Restored, Refused | "email.taken">> {
  const found = await findProofByToken(ctx, "email-undo", token);
  if (!found.ok) return found;
  return inTransaction(ctx, (tx) => carryOut(tx, found.value));
}

async function carryOut(tx: Ctx, proof: Proof): Promise<Result<Restored, Refused | "email.taken">> {
  const email = proof.emailKey ?? "";
  await lockAddress(tx.db, email);
  const holder = proof.accountId === null ? null : await lockOpenHolder(tx.db, proof.accountId);
  if (!holder) return fail("proof.invalid");
  const { accountId } = holder;
  const use = await findAddressUse(tx, email);
  if (use.kind === "account" && use.accountId !== accountId) return fail("email.taken");
  if (!(await spendProof(tx, proof))) return fail("proof.invalid");
  await changeAccountEmail(tx.db, accountId, email);
  if (proof.data.contact === "true") await changeContactEmail(tx.db, holder.customerId, email);
  await deleteSessionsOf(tx.db, accountId);
  await endAllProofsOf(tx.db, accountId, { keepsUndo: true });
  await endLaterUndos(tx.db, accountId, proof.id);
  const unlinked = await deleteIdentitiesSince(tx.db, accountId, proof.id);
  await audit(tx, {
    actor: { kind: "visitor" },
    action: "email.restored",
    target: { kind: "account", id: accountId },
    outcome: "ok",
    detail: { email: `${maskEmail(holder.email ?? "")} → ${maskEmail(email)}`, unlinked: String(unlinked) },
  });
  await tellDisplaced(tx, holder);
  return ok({ resetToken: await issueReset(tx, accountId, email) });
}

async function tellDisplaced(tx: Ctx, holder: Holder): Promise<void> {
  const { email, customerId } = holder;
  if (email === null) return;
  const language = languageOf(holder, tx.request.language);
  await queueMail(tx, { message: "email-restored", to: { email }, language, customerId });
}

/** The mailbox was proven this moment, so no further mail is needed. Where passwords open nothing just now, a later reset is the way. */
async function issueReset(tx: Ctx, accountId: string, email: string): Promise<string | null> {
  const hadPassword = await deletePassword(tx.db, accountId);
  await forgetGuesses(tx, { kind: "account", id: accountId });
  if (!hadPassword || findLocalDoorClosed(tx)) return null;
  const { token } = await issueProof(tx, {
    purpose: "reset",
    subject: { accountId },
    email,
    linkLasts: minutes(60),
    hasCode: false,
  });
  return token;
}
