import type { Ctx } from "@/core/ctx";
import type { Known } from "@/core/fields/asked-fields";
import { shownState } from "@/core/fields/shown-state";
import { knownOf } from "@/core/fields/split-answers";

type Row = Parameters<typeof knownOf>[0] & { readonly email: string | null };

/** What the form on a customer's page in the back office was drawn from. */
export const stateOfCustomer = (ctx: Pick<Ctx, "form">, customer: Row): string =>
  shownState(ctx, { place: "staff", known: knownOf(customer) }, { email: customer.email ?? "" });

/** What the form of the own profile was drawn from; what only staff know of the customer does not count. */
export const stateOfProfile = (ctx: Pick<Ctx, "form">, { known, language }: { known: Known; language: string }): string =>
  shownState(ctx, { place: "profile", known }, { language });
