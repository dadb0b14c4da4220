import type { Ctx } from "@/core/ctx";
import { hours, inSeconds } from "@/core/duration";
import { issueProof } from "@/core/proofs/issue-proof";
import { endActivationLinks, upsertActivation } from "@/db/queries/activations";

type Wanted = {
  readonly customerId: string;
  /** Who has sent it, or is in charge where nobody has. */
  readonly staffId: string;
  readonly email: string;
  /** Whether it answers a mail of the customer's own (P-R16). */
  readonly isByMail?: boolean;
};

/**
 * Issues the link of an activation that is going to be mailed, for as long as the shop wants, and makes the account a pending one, in the
 * open transaction. The link that was mailed before ends (T-V10). Answers the address, for its mail and nothing else.
 */
export async function issueMailedLink(
  tx: Pick<Ctx, "db" | "secrets" | "settings" | "origin">,
  { customerId, staffId, email, isByMail = false }: Wanted,
): Promise<string> {
  const lasts = hours(tx.settings.activation.linkHours);
  await endActivationLinks(tx.db, customerId, "mailed");
  const { token } = await issueProof(tx, {
    purpose: "activation",
    subject: { customerId },
    email,
    linkLasts: lasts,
    hasCode: false,
    isBesideOthers: true,
    data: { kind: "mailed", staffId, ...(isByMail ? { door: "mail" } : {}) },
  });
  await upsertActivation(tx.db, { customerId, staffId, email, lastsSeconds: inSeconds(lasts) });
  return `${tx.origin}/activate/${token}`;
}
