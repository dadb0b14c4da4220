import type { Ctx, Language } from "@/core/ctx";
import type { Holder } from "@/db/queries/holders";
import { isLanguage } from "@/messages/translator";

/** What this person's password must not be made of (T-R13): names, addresses, number, and the shop's name. */
export const wordsOf = ({ settings }: Pick<Ctx, "settings">, holder: Holder): string[] =>
  [holder.firstName, holder.lastName, holder.email ?? "", holder.contactEmail ?? "", holder.number, settings.shop.name].filter(
    Boolean,
  );

/** Where mail about an account goes: its own address, else where the shop writes to. Null if nobody has told one. */
export const addressOf = ({ email, contactEmail }: Pick<Holder, "email" | "contactEmail">): string | null =>
  email ?? contactEmail;

/** The language an account is written to in. */
export function languageOf({ language }: Pick<Holder, "language">, fallback: Language): Language {
  const chosen = language ?? undefined;
  return isLanguage(chosen) ? chosen : fallback;
}

/** The names that work at sign-in, as the account and the settings have it (P-A9, P-M4), for a mail to print. */
export function signInNamesOf({ settings }: Pick<Ctx, "settings">, holder: Holder): string {
  const allowed = settings.access.signInNames;
  const email = holder.signsInWithEmail && allowed !== "number" ? holder.email : null;
  const number = holder.signsInWithNumber && allowed !== "email" ? holder.number : null;
  return [email, number].filter((name) => name !== null).join(", ");
}
