import type { Ctx } from "@/core/ctx";
import { languageOf } from "@/core/mail/language-of";
import { queueMail } from "@/core/mail/queue";
import { findAccountOfCustomer } from "@/db/queries/customer-room";

type Telling = Pick<Ctx, "db" | "secrets" | "request">;

/** A customer by what a mail about a merge needs: the record's own address is written to where the account has none. */
type Told = { readonly id: string; readonly number: string; readonly email: string | null };

/**
 * Tells the owner of an account that a merge shuts, in the open transaction: under which number everything is now. Before the mails of the
 * merged one move, so that this one moves with them and comes back with them.
 */
export async function tellOfShutAccount(tx: Telling, merged: Told, keptNumber: string): Promise<void> {
  await tellOwner(tx, merged, { message: "account-merged", facts: { number: merged.number, kept: keptNumber } });
}

/** Tells the owner of an account that an undone merge opens again: its names and its password count as before. */
export async function tellOfReopenedAccount(tx: Telling, merged: Told): Promise<void> {
  await tellOwner(tx, merged, { message: "account-reopened", facts: { number: merged.number } });
}

/** The kept customer as it was before the merge. */
type Rewritten = Told & { readonly orderCount: number; readonly isPending: boolean };

/**
 * Tells the address that the shop has written to that it writes to another one now: where there is an account, or orders that an account
 * could be made for (T-N5). An account's links for a new password stay where they were, since a merge never changes that (decision 0017).
 */
export async function tellOfOtherContact(tx: Telling, kept: Rewritten): Promise<void> {
  const account = await findAccountOfCustomer(tx.db, kept.id);
  const hasSomething = account !== null || kept.orderCount > 0 || kept.isPending;
  if (!hasSomething || kept.email === null) return;
  const language = languageOf({ language: account?.language ?? null }, tx.request.language);
  const facts: Record<string, string> = account ? { links: "stay" } : {};
  await queueMail(tx, { message: "contact-changed", to: { email: kept.email }, language, customerId: kept.id, facts });
}

type Notice = { readonly message: "account-merged" | "account-reopened"; readonly facts: Readonly<Record<string, string>> };

async function tellOwner(tx: Telling, { id, email }: Told, { message, facts }: Notice): Promise<void> {
  const account = await findAccountOfCustomer(tx.db, id);
  const address = account?.email ?? email;
  if (!account || address === null) return;
  const language = languageOf(account, tx.request.language);
  await queueMail(tx, { message, to: { email: address }, language, customerId: id, facts });
}
