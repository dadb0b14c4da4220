import { z } from "zod";
import { findLocalDoorClosed, type LocalDoorClosed } from "@/core/access/local-door";
import { type Ctx, inTransaction } from "@/core/ctx";
import { passwordAsTyped } from "@/core/input";
import { checkCurrentPassword } from "@/core/passwords/check-current-password";
import { replacePassword } from "@/core/passwords/replace-password";
import { wordsOf } from "@/core/passwords/words-of";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { hashPassword } from "@/core/security/password-hash";
import { checkNewPassword, type PasswordFailure } from "@/core/security/password-rule";
import { type NewCustomerSession, startSession } from "@/core/sessions/start-session";
import { findHolder, lockOpenHolder } from "@/db/queries/holders";
import { findPasswordHash } from "@/db/queries/passwords";

/** What the form on the security page holds. */
export const changePasswordInput = z.object({ password: passwordAsTyped(), newPassword: passwordAsTyped() });

type Input = z.output<typeof changePasswordInput> & { readonly accountId: string };
type Code = LocalDoorClosed | "access.sign-in-first" | "password.wrong-current" | "limits.too-many" | PasswordFailure;

/**
 * Changes the password of somebody who is signed in and knows the current one. Wrong ones count as failed sign-ins: a borrowed
 * session is no place to guess (T-S8). All sessions end and this browser gets a new one (T-K6). Throws TooBusy.
 */
export async function changePassword(ctx: Ctx, input: Input): Promise<Result<NewCustomerSession, Code>> {
  const closed = findLocalDoorClosed(ctx);
  if (closed) return fail(closed);
  const { accountId, password, newPassword } = input;
  const holder = await findHolder(ctx.db, accountId);
  if (!holder) return fail("access.sign-in-first");
  const allowed = await checkNewPassword(ctx, { password: newPassword, words: wordsOf(holder), field: "newPassword" });
  if (!allowed.ok) return allowed;
  const current = await checkCurrentPassword(ctx, { accountId, password, action: "password.changed" });
  if (!current.ok) return current;
  const passwordHash = await hashPassword(ctx.hash, newPassword);
  return inTransaction(ctx, async (tx) => {
    const locked = await lockOpenHolder(tx.db, accountId);
    if (!locked) return fail("access.sign-in-first");
    // Somebody was quicker: a reset or another change has made the password that was checked an old one.
    if ((await findPasswordHash(tx.db, accountId)) !== current.value)
      return fail("password.wrong-current", { field: "password" });
    await replacePassword(tx, locked, passwordHash);
    await audit(tx, {
      actor: { kind: "customer", accountId },
      action: "password.changed",
      target: { kind: "account", id: accountId },
      outcome: "ok",
    });
    return ok(await startSession(tx, { accountId, method: "password" }));
  });
}
