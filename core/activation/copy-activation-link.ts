import { findInvited, findObstacle, type Obstacle } from "@/core/activation/find-obstacle";
import { mayCopy } from "@/core/activation/may-copy";
import { type Ctx, inTransaction } from "@/core/ctx";
import { hours, inSeconds } from "@/core/duration";
import { issueProof } from "@/core/proofs/issue-proof";
import { fail, ok, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { endActivationLinks, noteCopiedLink } from "@/db/queries/activations";

/** How long a link that staff hand over works at most (T-V11). */
const LASTS_AT_MOST_HOURS = 12;

type Asked = { readonly number: string; readonly staffId: string };
type Code = Obstacle | "staff.not-permitted" | "customer.not-found";

/** A link to hand over, to be shown once and kept nowhere. */
type CopiedLink = { readonly link: string };

/** How long a link that is copied now will work, in hours. */
export const copiedLinkHours = ({ settings }: Pick<Ctx, "settings">): number =>
  Math.min(LASTS_AT_MOST_HOURS, settings.activation.linkHours);

/**
 * Makes a second link for staff to hand over, beside the mailed one; both end with the first use (P-V1). It proves no mailbox, lives for
 * 12 hours at most and never longer than mailed ones or its maker's right to copy, and is in the audit log with who made it; the customer
 * is told on activation. One that was copied before ends.
 */
export async function copyActivationLink(ctx: Ctx, { number, staffId }: Asked): Promise<Result<CopiedLink, Code>> {
  const actor = { kind: "staff", staffId } as const;
  if (!(await mayCopy(ctx, staffId))) return fail("staff.not-permitted");
  const customer = await findInvited(ctx, number);
  if (!customer) return fail("customer.not-found");
  const lastsHours = copiedLinkHours(ctx);
  return inTransaction(ctx, async (tx) => {
    const obstacle = await findObstacle(tx, customer);
    if (obstacle) return obstacle;
    await endActivationLinks(tx.db, customer.id, "copied");
    const { token } = await issueProof(tx, {
      purpose: "activation",
      subject: { customerId: customer.id },
      linkLasts: hours(lastsHours),
      hasCode: false,
      isBesideOthers: true,
      data: { kind: "copied", staffId },
    });
    await noteCopiedLink(tx.db, { customerId: customer.id, staffId, lastsSeconds: inSeconds(hours(lastsHours)) });
    const target = { kind: "customer", id: customer.id } as const;
    await audit(tx, { actor, action: "activation.link-copied", target, outcome: "ok", detail: { hours: String(lastsHours) } });
    return ok({ link: `${tx.origin}/activate/${token}` });
  });
}
