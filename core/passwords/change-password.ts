import { z } from "zod";
import { findLocalDoorClosed, type LocalDoorClosed } from "@/core/access/local-door";
import { type Ctx, inTransaction } from "@/core/ctx";
import { passwordAsTyped } from "@/core/input";
import { wordsOf } from "@/core/passwords/holder";
import { replacePassword } from "@/core/passwords/replace-password";
import { fail, ok, type Result } from "@/core/result";
import { type Actor, audit } from "@/core/security/audit";
import { isGuessAllowed } from "@/core/security/guess-limit";
import { hashPassword, verifyPassword } from "@/core/security/password-hash";
import { checkNewPassword, type PasswordFailure } from "@/core/security/password-rule";
import { type NewCustomerSession, startSession } from "@/core/sessions/start-session";
import { findHolder, lockHolder } from "@/db/queries/holders";
import { findPasswordHash } from "@/db/queries/passwords";

/** What the form on the security page holds. */
export const changePasswordInput = z.object({ password: passwordAsTyped(), newPassword: passwordAsTyped() });

type Input = z.output<typeof changePasswordInput> & { readonly accountId: string };
type Code = LocalDoorClosed | "password.wrong-current" | "limits.too-many" | PasswordFailure;

/**
 * Changes the password of somebody who is signed in and knows the current one (UX-M8). Wrong ones count as failed sign-ins: a borrowed
 * session is no place to guess (T-S8). All sessions end and this browser gets a new one (T-K6). Throws TooBusy.
 */
export async function changePassword(ctx: Ctx, input: Input): Promise<Result<NewCustomerSession, Code>> {
  const closed = findLocalDoorClosed(ctx);
  if (closed) return fail(closed);
  const { accountId, password, newPassword } = input;
  const holder = await findHolder(ctx.db, accountId);
  if (!holder) throw new Error("a session without an account");
  const allowed = await checkNewPassword(ctx, { password: newPassword, words: wordsOf(holder), field: "newPassword" });
  if (!allowed.ok) return allowed;
  const current = await checkCurrent(ctx, accountId, password);
  if (!current.ok) return current;
  const passwordHash = await hashPassword(ctx.hash, newPassword);
  return inTransaction(ctx, async (tx) => {
    const locked = await lockHolder(tx.db, accountId);
    // Somebody was quicker: a reset or another change has made the password that was checked an old one.
    const isStill = locked && !locked.isDeactivated && (await findPasswordHash(tx.db, accountId)) === current.value;
    if (!isStill) return fail("password.wrong-current", { field: "password" });
    await replacePassword(tx, locked, passwordHash);
    await note(tx, accountId, "ok");
    return ok(await startSession(tx, { accountId, method: "password" }));
  });
}

/** Answers the stored hash that the current password fits. */
async function checkCurrent(
  ctx: Ctx,
  accountId: string,
  password: string,
): Promise<Result<string, "password.wrong-current" | "limits.too-many">> {
  const mayGuess = await isGuessAllowed(ctx, { kind: "account", id: accountId });
  const stored = await findPasswordHash(ctx.db, accountId);
  const isRight = await verifyPassword(ctx.hash, mayGuess ? stored : null, password);
  if (!mayGuess) return fail("limits.too-many");
  if (isRight && stored !== null) return ok(stored);
  const supportCode = await note(ctx, accountId, "password.wrong-current");
  return fail("password.wrong-current", { field: "password", supportCode });
}

function note(ctx: Pick<Ctx, "db" | "request">, accountId: string, outcome: string): Promise<string> {
  const actor: Actor = { kind: "customer", accountId };
  return audit(ctx, { actor, action: "password.changed", target: { kind: "account", id: accountId }, outcome });
}
