import { foundCompany } from "@/core/companies/found-company";
import { storeConsents } from "@/core/consents/store-consents";
import type { Ctx } from "@/core/ctx";
import { keepFieldAnswers } from "@/core/fields/keep-field-answers";
import type { Answers } from "@/core/registration/answers";

/** The account that the answers are of, just made. */
export type Answering = { readonly accountId: string; readonly customerId: string };

/** Stores those answers that are its own, in the open transaction, and leaves the others alone. */
export type Keeper = (ctx: Ctx, answering: Answering, answers: Answers) => Promise<void>;

/** Everything that stores answers. One line each. */
const keepers: readonly Keeper[] = [keepFieldAnswers, storeConsents, foundCompany];

/** Stores what was answered on the way to an account, in the transaction that makes it: whichever door and flow it came by. */
export async function keepAnswers(ctx: Ctx, answering: Answering, answers: Answers): Promise<void> {
  for (const keep of keepers) await keep(ctx, answering, answers);
}
