import { z } from "zod";
import { type Ctx, inTransaction } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { passwordAsTyped, requiredLine } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { audit, maskName } from "@/core/security/audit";
import { forgetGuesses, type Guessed, isGuessAllowed } from "@/core/security/guess-limit";
import { hashPassword, isOutdated, verifyPassword } from "@/core/security/password-hash";
import { refuseTooMany } from "@/core/security/refuse-too-many";
import type { NewSession } from "@/core/sessions/start-session";
import { startStaffSession } from "@/core/staff/start-staff-session";
import { findActiveStaff, recordStaffSignIn, refreshStaffPasswordHash } from "@/db/queries/staff";

/** What the form of the back office's door holds. */
export const staffSignInInput = z.object({ identifier: requiredLine(254), password: passwordAsTyped() });

type Input = z.output<typeof staffSignInInput> & { readonly replaces?: string | undefined };
type Code = "limits.too-many" | "sign-in.refused";
type Candidate = Awaited<ReturnType<typeof findActiveStaff>>;

/**
 * Signs a staff member in by e-mail and password. No setting closes this door (P-A5). Unknown address, wrong password, locked,
 * deactivated, not set up yet: one answer, one hash comparison, the same statements (T-S1, T-S2). Throws TooBusy.
 */
export async function staffSignIn(ctx: Ctx, input: Input): Promise<Result<NewSession, Code>> {
  const refused = await refuseTooMany(ctx, "sign-in:address");
  if (refused) return refused;

  // A key that no row can have, so that what is no address costs the same look-up as any other name.
  const emailKey = canonicalEmail(input.identifier) ?? `no e-mail: ${input.identifier.toLowerCase()}`;
  const candidate = await findActiveStaff(ctx.db, emailKey);
  const guessed: Guessed = candidate ? { kind: "staff", id: candidate.id } : { kind: "nobody", id: `staff ${emailKey}` };
  const mayGuess = await isGuessAllowed(ctx, guessed);
  const isRight = await verifyPassword(ctx.hash, mayGuess ? (candidate?.passwordHash ?? null) : null, input.password);

  if (!candidate || !isRight) return refuse(ctx, input.identifier, candidate);
  await forgetGuesses(ctx, guessed);
  if (candidate.passwordHash && isOutdated(ctx.hash, candidate.passwordHash)) {
    await refreshStaffPasswordHash(ctx.db, candidate.id, await hashPassword(ctx.hash, input.password));
  }
  return ok(await admit(ctx, candidate.id, input.replaces));
}

async function refuse(ctx: Ctx, typed: string, candidate: Candidate): Promise<Result<never, Code>> {
  const target = candidate ? ({ kind: "staff", id: candidate.id } as const) : ({ kind: "name", id: maskName(typed) } as const);
  const supportCode = await audit(ctx, {
    actor: { kind: "visitor" },
    action: "staff.sign-in",
    target,
    outcome: "sign-in.refused",
  });
  return fail("sign-in.refused", { supportCode });
}

function admit(ctx: Ctx, staffId: string, replaces: string | undefined): Promise<NewSession> {
  return inTransaction(ctx, async (tx) => {
    const session = await startStaffSession(tx, { staffId, replaces });
    await recordStaffSignIn(tx.db, staffId);
    const target = { kind: "staff", id: staffId } as const;
    await audit(tx, { actor: { kind: "staff", staffId }, action: "staff.sign-in", target, outcome: "ok" });
    return session;
  });
}
