import { findLocalDoorClosed, type LocalDoorClosed } from "@/core/access/local-door";
import { mayCopy } from "@/core/activation/may-copy";
import type { Ctx } from "@/core/ctx";
import { countMiss } from "@/core/proofs/count-miss";
import { findProofByToken } from "@/core/proofs/find-proof-by-token";
import type { Proof } from "@/core/proofs/proof";
import { findMailDoorClosed } from "@/core/registration/find-mail-door-closed";
import { fail, ok, type Result } from "@/core/result";
import { findPendingCustomer, type PendingCustomer } from "@/db/queries/activations";
import { findStaff } from "@/db/queries/staff";

/** What is behind an activation link that counts. */
export type FoundActivation = {
  readonly link: Proof;
  readonly customer: PendingCustomer;
  /** Where the link was mailed, which proves that mailbox; null for a copied one, which proves none. */
  readonly mailedTo: string | null;
};

/** Why an activation link opens nothing. */
export type LinkFailure = LocalDoorClosed | "proof.invalid" | "limits.too-many";

/**
 * Looks behind an activation link and changes nothing (T-V1). Unknown, expired, used and withdrawn links, links to a customer who has an
 * account or is gone (T-N6, T-V14), and links of staff who are no longer active (T-V9) are all one (T-V5).
 */
export async function findActivation(
  ctx: Pick<Ctx, "db" | "secrets" | "settings" | "request">,
  token: string,
): Promise<Result<FoundActivation, LinkFailure>> {
  const closed = findLocalDoorClosed(ctx);
  if (closed) return fail(closed);
  const found = await findProofByToken(ctx, "activation", token);
  if (!found.ok) return found;
  const link = found.value;
  const customer = link.customerId === null ? null : await findPendingCustomer(ctx.db, link.customerId);
  if (!customer || !(await isGood(ctx, link, customer))) return countMiss(ctx);
  return ok({ link, customer, mailedTo: link.email });
}

/**
 * Whether a link still is what staff meant: to the address that the shop writes to now, and of somebody who works here; a copied one of
 * somebody who may still copy any (T-V11).
 */
export async function isGood(ctx: Pick<Ctx, "db" | "settings">, link: Proof, customer: PendingCustomer): Promise<boolean> {
  if (link.browserHash !== null) return false;
  if (link.emailKey !== null && link.emailKey !== customer.emailKey) return false;
  const { staffId, kind, door } = link.data;
  // Nobody has prepared this one: it lets in whom registration would let in now (P-R16).
  if (door === "mail") return (await findMailDoorClosed(ctx, customer.emailKey ?? "")) === null;
  if (staffId === undefined) return false;
  return kind === "copied" ? mayCopy(ctx, staffId) : (await findStaff(ctx.db, staffId)) !== null;
}
