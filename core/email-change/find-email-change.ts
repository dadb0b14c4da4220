import type { Ctx } from "@/core/ctx";
import { findProofByToken } from "@/core/proofs/find-proof-by-token";
import { fail, ok, type Result } from "@/core/result";
import { maskEmail } from "@/core/security/mask";
import { hashToken } from "@/core/security/token";
import type { Session } from "@/core/sessions/find-session";
import { findHolder } from "@/db/queries/holders";
import { findLiveProofOfBrowser } from "@/db/queries/proofs";

/** What the page behind the link shows before anything is done: which account it is about (T-E3), masked. */
export type OpenEmailChange = {
  readonly number: string;
  readonly maskedEmail: string;
  /** Whether the account is the one that is signed in here: nobody else can go on. */
  readonly isOwn: boolean;
};

/** Looks at a link to a new address and changes nothing (T-V1). What is wrong with a bad one is not told (T-V5). */
export async function findEmailChange(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  { token, session }: { readonly token: string; readonly session: Pick<Session, "accountId"> | null },
): Promise<Result<OpenEmailChange, "proof.invalid" | "limits.too-many">> {
  const found = await findProofByToken(ctx, "email-change", token);
  if (!found.ok) return found;
  const { accountId, email } = found.value;
  const holder = accountId && (await findHolder(ctx.db, accountId));
  if (!holder || holder.isDeactivated) return fail("proof.invalid");
  return ok({ number: holder.number, maskedEmail: maskEmail(email ?? ""), isOwn: session?.accountId === accountId });
}

/** The new address that this browser asked for and that waits for its proof; null if there is none. For its own account only. */
export async function findAskedEmail(
  ctx: Pick<Ctx, "db">,
  { browser, session }: { readonly browser: string | undefined; readonly session: Pick<Session, "accountId"> },
): Promise<string | null> {
  const proof = browser === undefined ? null : await findLiveProofOfBrowser(ctx.db, "email-change", hashToken(browser));
  return proof?.accountId === session.accountId ? proof.email : null;
}
