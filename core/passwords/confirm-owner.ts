import { findLocalDoorClosed } from "@/core/access/local-door";
import type { Ctx } from "@/core/ctx";
import { optionalText } from "@/core/input";
import { checkCurrentPassword } from "@/core/passwords/check-current-password";
import { fail, ok, type Result } from "@/core/result";
import { FRESH_SECONDS } from "@/core/security/freshness";
import { forgetGuesses } from "@/core/security/guess-limit";
import { findPasswordHash } from "@/db/queries/passwords";
import { isSessionFresh } from "@/db/queries/sessions";

/** Who asks for something dangerous: the session, and what was typed into the field for the password, if it was there. */
export type Asking = { readonly accountId: string; readonly sessionId: string; readonly password: string };

/** What a form that does something dangerous holds for it: the password, empty where none was asked for. */
export const confirmOwnerFields = { password: optionalText(2000) };

/** Why it is not done. */
export type NotConfirmed = "password.wrong-current" | "field.required" | "limits.too-many" | "sso.confirm-first";

/** Whether somebody shows by the account's password that a session is theirs; where none counts, having signed in a moment ago does. */
export const isPasswordAsked = async (ctx: Pick<Ctx, "db" | "settings">, accountId: string): Promise<boolean> =>
  findLocalDoorClosed(ctx) === null && (await findPasswordHash(ctx.db, accountId)) !== null;

/**
 * Makes sure that whoever does something dangerous to an account is its owner and no passer-by (T-L6). Wrong passwords count as
 * failed sign-ins (T-S8). Throws TooBusy.
 */
export async function confirmOwner(
  ctx: Ctx,
  { accountId, sessionId, password }: Asking,
  action:
    | "identity.connected"
    | "identity.disconnected"
    | "email.change-asked"
    | "email.sign-in-asked"
    | "customer.exported"
    | "customer.erased",
): Promise<Result<undefined, NotConfirmed>> {
  if (!(await isPasswordAsked(ctx, accountId))) {
    return (await isSessionFresh(ctx.db, sessionId, FRESH_SECONDS)) ? ok() : fail("sso.confirm-first");
  }
  if (password === "") return fail("field.required", { field: "password" });
  const current = await checkCurrentPassword(ctx, { accountId, password, action });
  if (!current.ok) return current;
  await forgetGuesses(ctx, { kind: "account", id: accountId });
  return ok();
}
