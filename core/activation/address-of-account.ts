import type { FoundActivation } from "@/core/activation/find-activation";
import type { Ctx } from "@/core/ctx";

/** What signs in to an account that staff made, by the settings (P-V3): the number always does, an address only once it is proven. */
export const signsInWithEmail = ({ settings }: Pick<Ctx, "settings">): boolean =>
  settings.activation.signInWith === "number-and-email" || settings.access.signInNames === "email";

/** Whether the form insists on an address: where one is known already by mail, or the number alone would not sign in. */
export const needsEmail = ({ settings }: Pick<Ctx, "settings">, { mailedTo }: FoundActivation): boolean =>
  mailedTo !== null || settings.access.signInNames === "email";

/**
 * Whether an address must be proven by a code before there is an account with it (P-V2): every address but the one that the link was
 * mailed to. The one that staff have on file may stay unproven behind a copied link, as long as the number signs in: the account then has
 * no address of its own.
 */
export function needsCode({ settings }: Pick<Ctx, "settings">, { mailedTo, customer }: FoundActivation, email: string): boolean {
  if (email === "" || email === mailedTo) return false;
  const isOnFile = mailedTo === null && email === customer.emailKey;
  return !isOnFile || settings.access.signInNames === "email";
}
