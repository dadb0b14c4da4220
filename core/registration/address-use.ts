import type { Ctx } from "@/core/ctx";
import { findAccountOfAddress, findAccountOfMailbox, lockCustomersOfAddress, lockMailbox } from "@/db/queries/registrations";

/** A customer record without an account. */
type Joinable = { readonly id: string; readonly number: string };

/** What a proven address means to the shop (P-R6). */
export type AddressUse =
  | { readonly kind: "account"; readonly accountId: string; readonly signsInWith: "email" | "number" }
  | { readonly kind: "pending" | "customers"; readonly joined: Joinable; readonly others: readonly Joinable[] }
  | { readonly kind: "nobody" };

/**
 * Decides what "already used" means for an address. Nobody may be told before the mailbox is proven, unless the shop chose to tell at
 * once. Ask it under the lock on the address, in the transaction that acts on the answer. `pending` is an account that staff made and that
 * waits for its activation: the proof completes that very one. Where the shop wants one account for a mailbox, another spelling of the
 * address is used as well (P-R11).
 */
export async function findAddressUse(ctx: Pick<Ctx, "db" | "settings">, emailKey: string): Promise<AddressUse> {
  const account = (await findAccountOfAddress(ctx.db, emailKey)) ?? (await findOtherSpelling(ctx, emailKey));
  if (account) {
    return { kind: "account", accountId: account.accountId, signsInWith: account.signsInWithEmail ? "email" : "number" };
  }
  const [joined, ...others] = await lockCustomersOfAddress(ctx.db, emailKey);
  return joined ? { kind: joined.isPending ? "pending" : "customers", joined, others } : { kind: "nobody" };
}

async function findOtherSpelling({ db, settings }: Pick<Ctx, "db" | "settings">, emailKey: string) {
  if (settings.registration.addressVariants !== "one-account") return null;
  await lockMailbox(db, emailKey);
  return findAccountOfMailbox(db, emailKey);
}
