import { z } from "zod";
import { findLocalDoorClosed, type LocalDoorClosed } from "@/core/access/local-door";
import type { Connection } from "@/core/connections/connection";
import { routeByDomain } from "@/core/connections/route-by-domain";
import { type Ctx, inTransaction, Rollback } from "@/core/ctx";
import { canonicalEmail } from "@/core/customers/email-address";
import { readSignInName } from "@/core/customers/read-sign-in-name";
import { inSeconds, minutes } from "@/core/duration";
import { line, passwordAsTyped, requiredLine } from "@/core/input";
import { type Failure, fail, failAll, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { forgetGuesses, type Guessed, isGuessAllowed } from "@/core/security/guess-limit";
import { maskName } from "@/core/security/mask";
import { hashPassword, isOutdated, verifyPassword } from "@/core/security/password-hash";
import { refuseTooMany } from "@/core/security/refuse-too-many";
import { type NewCustomerSession, startSession } from "@/core/sessions/start-session";
import { chooseDecoy, drawFrom } from "@/core/sign-in/choose-decoy";
import { countNumberMiss, isFloodedByNumbers } from "@/core/sign-in/number-flood";
import { type FirstPasswordTaken, takeFirstPassword } from "@/core/sign-in/take-first-password";
import { findPasswordHash } from "@/db/queries/passwords";
import { type Candidate, findCandidate, recordSignIn, storePasswordHash } from "@/db/queries/sign-in";

/** What a form asks that compares a password. */
export const signInInput = z.object({ identifier: requiredLine(254), password: passwordAsTyped() });

/** What the sign-in form holds: an address that leads elsewhere needs no password here, and people should not type theirs (P-S5). */
export const firstSignInInput = z.object({
  identifier: line(254),
  password: z.union([z.literal(""), passwordAsTyped()], { error: "field.required" }),
});

type Input = z.output<typeof firstSignInInput> & { readonly replaces?: string | undefined };
type Code = LocalDoorClosed | "field.required" | "limits.too-many" | "sign-in.refused";

/**
 * Signed in; or sent to the connection that the typed address belongs to, with nothing compared (P-S5); or, by a first password, to the page
 * that sets one.
 */
export type SignedIn =
  | ({ readonly kind: "signed-in" } & NewCustomerSession)
  | ({ readonly kind: "first-password" } & FirstPasswordTaken)
  | { readonly kind: "elsewhere"; readonly connection: Connection };

/**
 * Signs a customer in by e-mail or customer number and password (P-A9). Unknown name, wrong password, locked, deactivated, without a
 * password: one answer, one hash comparison and the same statements for all of them (T-S1, T-S2, T-S7). Throws TooBusy.
 */
export async function signIn(ctx: Ctx, input: Input): Promise<Result<SignedIn, Code>> {
  const closed = findLocalDoorClosed(ctx);
  if (closed) return fail(closed);
  const connection = routeByDomain(ctx.connections, input.identifier);
  if (connection) return ok({ kind: "elsewhere", connection });
  const [missing, ...more] = findMissing(input);
  if (missing) return failAll(missing, ...more);
  const name = readName(ctx, input.identifier);
  const refused = await refuseFlood(ctx, name);
  if (refused) return refused;

  const { candidate, drawn } = await findCandidate(ctx.db, { ...name, drawFrom: drawFrom(ctx, name.key) });
  const guessed: Guessed = candidate ? { kind: "account", id: candidate.accountId } : { kind: "nobody", id: name.key };
  const stored = candidate?.passwordHash ?? null;
  const mayGuess = await isGuessAllowed(ctx, guessed);
  const isRight = await verifyPassword(ctx.hash, mayGuess ? stored : null, input.password, chooseDecoy(stored, drawn));

  if (!candidate || !isRight || candidate.isDeactivated) return tryFirstPassword(ctx, { name, input, candidate, mayGuess });
  const session = await admit(ctx, candidate, input);
  return session ? ok({ kind: "signed-in", ...session }) : refuse(ctx, { ...name, typed: input.identifier }, candidate);
}

const FIELDS = ["identifier", "password"] as const;

const findMissing = (input: Input) =>
  FIELDS.filter((field) => input[field] === "").map((field) => ({ code: "field.required", field }) as const);

type Name = { readonly kind: "email" | "number"; readonly key: string };

/**
 * Refuses who tries too often (T-S4); and every number for a while, known or not and with whatever password, when too many have failed.
 * Failures count there and successes do not, so that many customers at once never fill it; e-mail, reset and providers go on (T-N1).
 */
async function refuseFlood(ctx: Ctx, { kind }: Name): Promise<Failure<"limits.too-many"> | null> {
  const refused = await refuseTooMany(ctx, "sign-in:address");
  if (refused) return refused;
  if (kind === "email" || !(await isFloodedByNumbers(ctx))) return null;
  return fail("limits.too-many", { retryAfterSeconds: inSeconds(minutes(1)) });
}

/** A typed name that the settings do not allow finds nobody. */
function readName(ctx: Pick<Ctx, "settings">, typed: string): Name {
  const { kind, key } = readSignInName(typed);
  const allowed = ctx.settings.access.signInNames;
  const isUsable = key !== null && (allowed === "both" || allowed === kind);
  // A key that no row can have, so that a name of the wrong kind costs the same look-up as any other.
  return { kind, key: isUsable ? key : `no ${kind}: ${typed.toLowerCase()}` };
}

type Refused = Pick<Name, "kind"> & { readonly typed: string };

async function refuse(ctx: Ctx, { kind, typed }: Refused, candidate: Candidate | null): Promise<Result<never, Code>> {
  if (kind === "number") await countNumberMiss(ctx);
  const target = candidate
    ? ({ kind: "account", id: candidate.accountId } as const)
    : ({ kind: "name", id: maskName(typed) } as const);
  const supportCode = await audit(ctx, { actor: { kind: "visitor" }, action: "sign-in", target, outcome: "sign-in.refused" });
  return fail("sign-in.refused", { supportCode });
}

type Failing = { readonly name: Name; readonly input: Input; readonly candidate: Candidate | null; readonly mayGuess: boolean };

/**
 * What fits no password may be a first one; where it may not even be that, the same is looked for in vain. A generated one, of 96 random
 * bits, is taken however often somebody has guessed at its address: it came without a link, and is all that its owner has (T-S6).
 */
async function tryFirstPassword(ctx: Ctx, { name, input, candidate, mayGuess }: Failing): Promise<Result<SignedIn, Code>> {
  const open = mayGuess && !candidate?.isDeactivated ? candidate : null;
  const emailKey = candidate ? null : canonicalEmail(input.identifier);
  const first = await takeFirstPassword(ctx, { accountId: open?.accountId ?? null, emailKey, typed: input.password });
  return first ? ok({ kind: "first-password", ...first }) : refuse(ctx, { ...name, typed: input.identifier }, candidate);
}

/**
 * Starts the session, if what was compared still is the account's password: a reset that was quicker ends what the old one opened, and
 * that one must not come back as a refreshed hash either (T-P7). Null if not, or if the account was shut meanwhile (T-K5).
 */
async function admit(ctx: Ctx, { accountId, passwordHash }: Candidate, input: Input): Promise<NewCustomerSession | null> {
  const isOld = passwordHash !== null && isOutdated(ctx.hash, passwordHash);
  const refreshed = isOld ? await hashPassword(ctx.hash, input.password) : null;
  try {
    return await inTransaction(ctx, async (tx) => {
      const account = { kind: "account", id: accountId } as const;
      // Sent together, to wait for the database once. The first takes the account's row: whoever changes its password or shuts it at this
      // moment has done so, or waits. What was done for an account that is shut or a password that is no more is undone.
      const [isOpen, current, session] = await Promise.all([
        recordSignIn(tx.db, accountId),
        findPasswordHash(tx.db, accountId),
        startSession(tx, { accountId, method: "password", replaces: input.replaces }),
        forgetGuesses(tx, account),
        audit(tx, { actor: { kind: "customer", accountId }, action: "sign-in", target: account, outcome: "ok" }),
      ]);
      if (!isOpen) throw new Rollback("shut out meanwhile");
      if (current !== passwordHash) throw new Rollback("the password was changed meanwhile");
      if (refreshed) await storePasswordHash(tx.db, accountId, refreshed);
      return session;
    });
  } catch (error) {
    if (error instanceof Rollback) return null;
    throw error;
  }
}
