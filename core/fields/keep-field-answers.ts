import type { Ctx } from "@/core/ctx";
import { isName } from "@/core/fields/asked-fields";
import { splitAnswers } from "@/core/fields/split-answers";
import { storeAnswers } from "@/db/queries/customers";

type Answering = { readonly customerId: string };

/**
 * Stores what was answered on the way to an account in the customer's record, in the open transaction. Only what the form knows: consents
 * and whatever else travels with the answers is nobody's field, and a field that was removed meanwhile is none any more. Names are stored
 * with the account itself.
 */
export async function keepFieldAnswers(
  ctx: Pick<Ctx, "db" | "form">,
  { customerId }: Answering,
  answers: Readonly<Record<string, string>>,
): Promise<void> {
  const known = new Set(ctx.form.fields.filter(({ about }) => about === "person").map(({ key }) => key));
  const isKept = (key: string) => known.has(key) && !isName(key);
  const kept = Object.entries(answers).filter(([key]) => isKept(key));
  if (kept.length > 0) await storeAnswers(ctx.db, customerId, splitAnswers(Object.fromEntries(kept)));
}
