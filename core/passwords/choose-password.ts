import { z } from "zod";
import { findLocalDoorClosed, type LocalDoorClosed } from "@/core/access/local-door";
import { type Ctx, inTransaction } from "@/core/ctx";
import { listWays } from "@/core/identities/list-ways";
import { passwordAsTyped } from "@/core/input";
import { replacePassword } from "@/core/passwords/replace-password";
import { wordsOf } from "@/core/passwords/words-of";
import { type Failure, fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { FRESH_SECONDS } from "@/core/security/freshness";
import { hashPassword } from "@/core/security/password-hash";
import { checkNewPassword, type PasswordFailure } from "@/core/security/password-rule";
import { type NewCustomerSession, startSession } from "@/core/sessions/start-session";
import { findHolder, lockOpenHolder } from "@/db/queries/holders";
import { isSessionFresh } from "@/db/queries/sessions";

/** What the form on the security page holds where an account has no password. */
export const choosePasswordInput = z.object({ newPassword: passwordAsTyped() });

type Owner = { readonly accountId: string; readonly sessionId: string };
type Input = z.output<typeof choosePasswordInput> & Owner;
type Code = LocalDoorClosed | "form.out-of-date" | "sso.confirm-first" | PasswordFailure;

/**
 * Whether this session can choose the account's first password (P-R4): `elsewhere` where it has one already, or where a provider signs it
 * in and a password would be a second way past that one (T-P11); `sign-in-again` where the sign-in is too long ago (FRESH_SECONDS): a session
 * that was left open must not become somebody else's account.
 */
export async function mayChoosePassword(
  ctx: Pick<Ctx, "db" | "settings" | "connections">,
  { accountId, sessionId }: Owner,
): Promise<"yes" | "elsewhere" | "sign-in-again"> {
  if (findLocalDoorClosed(ctx)) return "elsewhere";
  const { hasPassword, connected } = await listWays(ctx, accountId);
  if (hasPassword || connected.length > 0) return "elsewhere";
  return (await isSessionFresh(ctx.db, sessionId, FRESH_SECONDS)) ? "yes" : "sign-in-again";
}

/**
 * Gives an account that was made without one its password, to somebody who has just proven the mailbox or signed in. All sessions end and
 * this browser gets a new one (T-K6); the owner is told. Throws TooBusy.
 */
export async function choosePassword(ctx: Ctx, input: Input): Promise<Result<NewCustomerSession, Code>> {
  const closed = findLocalDoorClosed(ctx);
  if (closed) return fail(closed);
  const { accountId, newPassword } = input;
  const refused = await refuse(ctx, input);
  if (refused) return refused;
  const holder = await findHolder(ctx.db, accountId);
  if (!holder) return fail("form.out-of-date");
  const allowed = await checkNewPassword(ctx, { password: newPassword, words: wordsOf(holder), field: "newPassword" });
  if (!allowed.ok) return allowed;
  const passwordHash = await hashPassword(ctx.hash, newPassword);
  return inTransaction(ctx, async (tx) => {
    const locked = await lockOpenHolder(tx.db, accountId);
    if (!locked) return fail("form.out-of-date");
    // The hash has taken its time: somebody may have been quicker, in another window or by a reset, or have ended this very session.
    const late = await refuse(tx, input);
    if (late) return late;
    await replacePassword(tx, locked, passwordHash);
    const target = { kind: "account", id: accountId } as const;
    await audit(tx, { actor: { kind: "customer", accountId }, action: "password.changed", target, outcome: "ok" });
    return ok(await startSession(tx, { accountId, method: "password" }));
  });
}

async function refuse(ctx: Ctx, owner: Owner): Promise<Failure<"form.out-of-date" | "sso.confirm-first"> | null> {
  const may = await mayChoosePassword(ctx, owner);
  if (may === "yes") return null;
  return fail(may === "elsewhere" ? "form.out-of-date" : "sso.confirm-first");
}
