import type { Ctx } from "@/core/ctx";
import { mergeCustomers, mergeCustomersInput } from "@/core/customers/merge-customers";
import { previewMerge } from "@/core/customers/preview-merge";
import { undoMerge } from "@/core/customers/undo-merge";
import { insertCustomer } from "@/db/queries/customers";
import { findMergeSide, listMergesInto } from "@/db/queries/merges";
import { freshEmail, type freshOperator } from "./make";

type By = Awaited<ReturnType<typeof freshOperator>>;
type Pair = { readonly kept: string; readonly merged: string };

/** A customer without an account. */
export async function makeGuest(
  ctx: Pick<Ctx, "db">,
  options: { email?: string | null; firstName?: string; lastName?: string; phone?: string } = {},
) {
  const { email = freshEmail("guest"), firstName = "Grete", lastName = "Gast", phone = null } = options;
  const made = await insertCustomer(ctx.db, { firstName, lastName, email, emailKey: email, phone, origin: "guest" });
  return { ...made, email };
}

/** What a page with the preview would post. */
export async function seenBy(ctx: Ctx, pair: Pair): Promise<string> {
  const preview = await previewMerge(ctx, pair);
  if (!preview) throw new Error(`nobody has one of the numbers ${pair.kept}, ${pair.merged}`);
  return preview.seen;
}

/** Merges as an agent does: looks, chooses, presses. */
export async function merge(ctx: Ctx, by: By, pair: Pair, choices: Partial<Record<string, string>> = {}) {
  const input = mergeCustomersInput.parse({ ...pair, seen: await seenBy(ctx, pair), ...choices });
  return mergeCustomers(ctx, { ...input, by });
}

/** The id of the merge of one customer into another. */
export async function mergeIdOf(ctx: Pick<Ctx, "db">, { kept, merged }: Pair): Promise<string> {
  const side = await findMergeSide(ctx.db, kept);
  const found = (side ? await listMergesInto(ctx.db, side.id) : []).find(({ number }) => number === merged);
  if (!found) throw new Error(`${merged} is not merged into ${kept}`);
  return found.id;
}

/** Undoes it as an agent does. */
export const undo = async (ctx: Ctx, by: By, pair: Pair) => undoMerge(ctx, { merge: await mergeIdOf(ctx, pair), by });
