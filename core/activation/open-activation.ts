import { needsEmail } from "@/core/activation/address-of-account";
import { findActivation, type LinkFailure } from "@/core/activation/find-activation";
import type { Ctx } from "@/core/ctx";
import type { Known } from "@/core/fields/asked-fields";
import { knownOf } from "@/core/fields/split-answers";
import { ok, type Result } from "@/core/result";
import { hashToken } from "@/core/security/token";
import { findLiveProofOfBrowser } from "@/db/queries/proofs";

/** What the page behind an activation link shows: whose account it is (T-V12), and what its form begins with. */
export type OpenActivation = {
  readonly number: string;
  /** Whether nobody prepared it: the person wrote a mail to the shop (P-R16). */
  readonly cameByMail: boolean;
  /** What the record holds, by the keys of the fields. */
  readonly known: Known;
  readonly email: string;
  readonly isEmailNeeded: boolean;
  /** The new address that this browser was mailed a code to; null if it was not. */
  readonly codeSentTo: string | null;
};

/** Looks behind an activation link without changing anything (T-V1). `browser` is the attempt cookie. */
export async function openActivation(
  ctx: Pick<Ctx, "db" | "secrets" | "settings" | "request">,
  { token, browser }: { readonly token: string; readonly browser: string | undefined },
): Promise<Result<OpenActivation, LinkFailure>> {
  const found = await findActivation(ctx, token);
  if (!found.ok) return found;
  const { customer, link, mailedTo } = found.value;
  const code = browser === undefined ? null : await findLiveProofOfBrowser(ctx.db, "activation", hashToken(browser));
  return ok({
    number: customer.number,
    cameByMail: link.data.door === "mail",
    known: knownOf(customer),
    email: mailedTo ?? customer.email ?? "",
    isEmailNeeded: needsEmail(ctx, found.value),
    codeSentTo: code?.customerId === customer.id ? code.email : null,
  });
}
