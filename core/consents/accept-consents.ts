import { z } from "zod";
import { listDueConsents } from "@/core/consents/list-due-consents";
import { type ConsentFailure, consentFields, readConsents, type TypedConsents } from "@/core/consents/read-consents";
import { storeConsents } from "@/core/consents/store-consents";
import { type Ctx, inTransaction } from "@/core/ctx";
import { optionalText } from "@/core/input";
import { ok, type Result } from "@/core/result";
import { stopAskingConsent } from "@/db/queries/consents";

/** What the page that asks again posts. */
export const acceptConsentsInput = z.object({ ...consentFields, returnTo: optionalText(4000) });

/**
 * Accepts what has changed since this account last accepted it (P-R10); then its sessions open again what they open. Each text that is due
 * has to be ticked; if nothing is, perhaps since a text was withdrawn meanwhile, that is enough.
 */
export async function acceptConsents(
  ctx: Ctx,
  { accountId, ...typed }: TypedConsents & { readonly accountId: string },
): Promise<Result<undefined, ConsentFailure>> {
  const given = readConsents(ctx, typed, { door: "consents", asked: await listDueConsents(ctx, accountId) });
  if (!given.ok) return given;
  await inTransaction(ctx, async (tx) => {
    await storeConsents(tx, { accountId }, given.value);
    await stopAskingConsent(tx.db, accountId);
  });
  return ok();
}
