import { z } from "zod";
import { whyCodeEnded } from "@/core/approvals/why-code-ended";
import { type Ctx, inTransaction } from "@/core/ctx";
import { languageOf } from "@/core/mail/language-of";
import type { PartnerFailure } from "@/core/partners/check-partner-code";
import { findJoining, holdCode, type Joining } from "@/core/partners/join-partner";
import { findAddressUse } from "@/core/registration/address-use";
import { makeAccount, welcome } from "@/core/registration/make-account";
import { type Closed, findClosed, questionAbout } from "@/core/registration/policy";
import { fail, ok, type Result } from "@/core/result";
import { takeSeat } from "@/core/seats/take-seat";
import { audit } from "@/core/security/audit";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { lockAddress } from "@/db/queries/address-lock";
import { decideHeld, findHeld, lockHeld } from "@/db/queries/approvals";
import { insertIdentity, lockHolderOfIdentity } from "@/db/queries/identities";
import { storePasswordHash } from "@/db/queries/sign-in";

/** What the button beside a request holds. */
export const approveInput = z.object({ pendingId: z.uuid({ error: "approval.not-waiting" }) });

/** Why a request is not approved; it goes on waiting then, unless it does not wait any more. */
export type ApproveFailure =
  | Closed
  | PartnerFailure
  | "approval.code-ended"
  | "staff.not-permitted"
  | "approval.not-waiting"
  | "approval.has-account";

type Asked = { readonly pendingId: string; readonly staffId: string };

/**
 * Makes the account of somebody who waits (P-R11): by the same steps as a registration that needs no approval, policies and seats among them,
 * and with the password that was chosen then. Nobody is signed in; the person is told by mail, in their language. Of two who press at once
 * one does it.
 */
export async function approveRegistration(ctx: Ctx, { pendingId, staffId }: Asked): Promise<Result<undefined, ApproveFailure>> {
  const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, "registrations.manage");
  if (refused) return refused;
  const seen = await findHeld(ctx.db, pendingId);
  if (!seen) return fail("approval.not-waiting");
  const joining = await findJoining(ctx, seen.answers);
  const request = { ...ctx.request, language: languageOf(seen, ctx.request.language) };
  const approved = await inTransaction({ ...ctx, request }, async (tx) => {
    await lockAddress(tx.db, seen.emailKey);
    const held = await lockHeld(tx.db, pendingId);
    return held ? approve(tx, held, { staffId, joining }) : fail("approval.not-waiting");
  });
  return !approved.ok && approved.code === "partner.code-refused" ? whyCodeEnded(ctx, seen.answers) : approved;
}

type Held = NonNullable<Awaited<ReturnType<typeof lockHeld>>>;

type Approving = { readonly staffId: string; readonly joining: Result<Joining, PartnerFailure> };

async function approve(tx: Ctx, held: Held, { staffId, joining }: Approving): Promise<Result<undefined, ApproveFailure>> {
  const question = questionAbout(held);
  const closed = await findClosed(tx, { ...question, door: held.door === "sso" ? "sso" : "local" });
  if (closed) return closed;
  const use = await findAddressUse(tx, held.emailKey);
  const identity = identityOf(held);
  if (use.kind === "account" || (identity && (await lockHolderOfIdentity(tx.db, identity)))) return fail("approval.has-account");
  const code = await holdCode(tx, joining);
  if (!code.ok) return code;
  const seat = await takeSeat(tx, use, { emailKey: held.emailKey, link: question.link ?? null });
  if (!seat.ok) return seat;
  const { firstName, lastName, email, answers, passwordHash } = held;
  const made = await makeAccount(tx, use, { firstName, lastName, email, answers, seat: seat.value, held: code.value });
  await keepWaysIn(tx, made.accountId, { passwordHash, identity });
  const button = buttonOf(tx, identity);
  const waysIn = { ...button, isWithoutPassword: passwordHash === null && button.button === undefined };
  await welcome(tx, made, { email, detail: { registration: held.id }, isApproved: true, ...waysIn });
  await decideHeld(tx.db, held.id, { decision: "approved", staffId, reason: null });
  const target = { kind: "registration", id: held.id } as const;
  await audit(tx, { actor: { kind: "staff", staffId }, action: "registration.approved", target, outcome: "ok" });
  return ok();
}

type WaysIn = { readonly passwordHash: string | null; readonly identity: ReturnType<typeof identityOf> };

async function keepWaysIn(tx: Ctx, accountId: string, { passwordHash, identity }: WaysIn): Promise<void> {
  if (passwordHash !== null) await storePasswordHash(tx.db, accountId, passwordHash);
  if (identity) await insertIdentity(tx.db, { ...identity, accountId });
}

/** The identity that a request came with, where it came by a provider. */
function identityOf({ answers }: Held) {
  const { "sso.connection": connection, "sso.subject": subject, "sso.kind": kind } = answers;
  return connection === undefined || subject === undefined || kind === undefined ? null : { connection, subject, kind };
}

/** None where the connection was switched off or removed while the request waited: then a password has to be chosen. */
function buttonOf(
  { connections }: Pick<Ctx, "connections">,
  identity: { readonly connection: string } | null,
): { button?: string } {
  const label = connections.find(({ id }) => id === identity?.connection)?.label;
  return label === undefined ? {} : { button: label };
}
