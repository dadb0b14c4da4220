import { findLocalDoorClosed, type LocalDoorClosed } from "@/core/access/local-door";
import type { Ctx } from "@/core/ctx";
import { findProofByToken } from "@/core/proofs/find-proof-by-token";
import { fail, ok, type Result } from "@/core/result";
import { maskEmail } from "@/core/security/mask";

/** What the page behind a reset link shows before anything is done: whose it is, masked. */
export type OpenReset = { readonly maskedEmail: string };

/** Looks at a reset link and changes nothing (T-V1). What is wrong with a bad one is not told (T-V5). */
export async function findReset(
  ctx: Pick<Ctx, "db" | "secrets" | "settings" | "request">,
  token: string,
): Promise<Result<OpenReset, LocalDoorClosed | "proof.invalid" | "limits.too-many">> {
  const closed = findLocalDoorClosed(ctx);
  if (closed) return fail(closed);
  const found = await findProofByToken(ctx, "reset", token);
  return found.ok ? ok({ maskedEmail: maskEmail(found.value.email ?? "") }) : found;
}
