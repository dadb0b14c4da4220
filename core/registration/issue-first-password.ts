import { randomUUID } from "node:crypto";
import type { Ctx } from "@/core/ctx";
import { inSeconds } from "@/core/duration";
import { FIRST_PASSWORD_LASTS, hashesOfFirstPassword, newFirstPassword } from "@/core/registration/first-password";
import { endProofsOf, insertProof } from "@/db/queries/proofs";

/**
 * Generates the first password of a registration and answers it, for its mail and nothing else; an earlier one ends. Runs in the open
 * transaction, for taken addresses too, where nobody is told it: both cost the same (T-R1).
 */
export async function issueFirstPassword(
  ctx: Pick<Ctx, "db" | "secrets">,
  { pendingId, email }: { readonly pendingId: string; readonly email: string },
): Promise<string> {
  const password = newFirstPassword();
  await endProofsOf(ctx.db, "first-password", { pendingId });
  const [tokenHash = ""] = hashesOfFirstPassword(ctx, email, password);
  await insertProof(ctx.db, {
    id: randomUUID(),
    purpose: "first-password",
    pendingId,
    email,
    emailKey: email,
    tokenHash,
    codeHash: null,
    browserHash: null,
    data: {},
    linkSeconds: inSeconds(FIRST_PASSWORD_LASTS),
    codeSeconds: null,
  });
  return password;
}
