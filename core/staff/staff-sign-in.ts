import { z } from "zod";
import { type Ctx, inTransaction, Rollback } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { passwordAsTyped, requiredLine } from "@/core/input";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { forgetGuessesOfStaff, type Guessed, isGuessAllowed } from "@/core/security/guess-limit";
import { maskName } from "@/core/security/mask";
import { hashPassword, isOutdated, verifyPassword } from "@/core/security/password-hash";
import { refuseTooMany } from "@/core/security/refuse-too-many";
import { knownBrowserOf } from "@/core/staff/known-browser";
import { openSecondStep } from "@/core/staff/second-step";
import { type NewStaffSession, startStaffSession } from "@/core/staff/start-staff-session";
import { hasSecondFactor } from "@/db/queries/second-factor";
import { findActiveStaff, recordStaffSignIn, refreshStaffPasswordHash } from "@/db/queries/staff";
import { lockStaff } from "@/db/queries/staff-room";

/** What the form of the back office's door holds. */
export const staffSignInInput = z.object({ identifier: requiredLine(254), password: passwordAsTyped() });

type Input = z.output<typeof staffSignInInput> & {
  readonly replaces?: string | undefined;
  /** SHA-256 of the browser's attempt cookie: only there can a second step follow. */
  readonly browserHash: string;
  /** What the browser's cookie says of who signed in with it before (see rememberBrowser). */
  readonly known?: string | undefined;
};

/** A session; or, for somebody with a second factor, leave for this browser to type a code (see takeSecondStep). */
export type StaffSignedIn = { readonly kind: "signed-in"; readonly session: NewStaffSession } | { readonly kind: "second-step" };

type Code = "limits.too-many" | "sign-in.refused";
type Candidate = NonNullable<Awaited<ReturnType<typeof findActiveStaff>>>;

/**
 * Signs a staff member in by e-mail and password. No setting closes this door (P-A5). Unknown address, wrong password, locked,
 * deactivated, not set up yet: one answer, one hash comparison, the same statements (T-S1, T-S2). In a browser that this person has signed
 * in with before strangers' wrong passwords lock nothing (T-S6). Throws TooBusy.
 */
export async function staffSignIn(ctx: Ctx, input: Input): Promise<Result<StaffSignedIn, Code>> {
  const refused = await refuseTooMany(ctx, "sign-in:address");
  if (refused) return refused;

  // A key that no row can have, so that what is no address costs the same look-up as any other name.
  const emailKey = canonicalEmail(input.identifier) ?? `no e-mail: ${input.identifier.toLowerCase()}`;
  const candidate = await findActiveStaff(ctx.db, emailKey);
  const guessed = guessedOf(ctx, candidate, { emailKey, known: input.known });
  const mayGuess = await isGuessAllowed(ctx, guessed);
  const isRight = await verifyPassword(ctx.hash, mayGuess ? (candidate?.passwordHash ?? null) : null, input.password);

  if (!candidate || !isRight) return refuse(ctx, input.identifier, candidate);
  const isHalf = await hasSecondFactor(ctx.db, candidate.id);
  // Only a whole sign-in forgets: whoever has the password but not the second factor does not unlock the door for more.
  if (!isHalf) await forgetGuessesOfStaff(ctx, candidate.id, guessed.from);
  const signedIn = isHalf ? await goHalf(ctx, candidate, input) : await admit(ctx, candidate, input);
  return signedIn ? ok(signedIn) : refuse(ctx, input.identifier, candidate);
}

type Typed = { readonly emailKey: string; readonly known: string | undefined };

function guessedOf(ctx: Ctx, candidate: Candidate | null, { emailKey, known }: Typed): Guessed {
  if (!candidate) return { kind: "nobody", id: `staff ${emailKey}` };
  return { kind: "staff", id: candidate.id, from: knownBrowserOf(ctx, known, candidate.id) };
}

async function refuse(ctx: Ctx, typed: string, candidate: Candidate | null): Promise<Result<never, Code>> {
  const target = candidate ? ({ kind: "staff", id: candidate.id } as const) : ({ kind: "name", id: maskName(typed) } as const);
  const supportCode = await audit(ctx, {
    actor: { kind: "visitor" },
    action: "staff.sign-in",
    target,
    outcome: "sign-in.refused",
  });
  return fail("sign-in.refused", { supportCode });
}

/** Lets this browser go on to the second step, if what was compared still is the person's password. Null if not. */
function goHalf(ctx: Ctx, { id: staffId, passwordHash }: Candidate, { browserHash }: Input): Promise<StaffSignedIn | null> {
  return inTransaction(ctx, async (tx) => {
    if ((await lockStaff(tx.db, staffId)) !== passwordHash) return null;
    await openSecondStep(tx, staffId, browserHash);
    return { kind: "second-step" };
  });
}

/**
 * Starts the session, if what was compared still is the person's password (as in core/sign-in/sign-in.ts), and no second factor was switched
 * on meanwhile. Null if not.
 */
async function admit(ctx: Ctx, { id: staffId, passwordHash }: Candidate, input: Input): Promise<StaffSignedIn | null> {
  const isOld = passwordHash !== null && isOutdated(ctx.hash, passwordHash);
  const refreshed = isOld ? await hashPassword(ctx.hash, input.password) : null;
  try {
    return await inTransaction(ctx, async (tx) => {
      if ((await recordStaffSignIn(tx.db, staffId)) !== passwordHash) throw new Rollback("the password was changed meanwhile");
      if (await hasSecondFactor(tx.db, staffId)) throw new Rollback("a second factor was switched on meanwhile");
      if (refreshed) await refreshStaffPasswordHash(tx.db, staffId, refreshed);
      const session = await startStaffSession(tx, { staffId, replaces: input.replaces });
      const target = { kind: "staff", id: staffId } as const;
      await audit(tx, { actor: { kind: "staff", staffId }, action: "staff.sign-in", target, outcome: "ok" });
      return { kind: "signed-in", session };
    });
  } catch (error) {
    if (error instanceof Rollback) return null;
    throw error;
  }
}
