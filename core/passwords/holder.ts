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

/** One name of an account, and whether it works at sign-in: by the account and by the settings (P-A9). */
export type SignInName = { readonly kind: "email" | "number"; readonly name: string; readonly isUsed: boolean };

/** The names of an account. */
export function signInNamesOf({ settings }: Pick<Ctx, "settings">, holder: Holder): SignInName[] {
  const allowed = settings.access.signInNames;
  const { email, number, signsInWithEmail, signsInWithNumber } = holder;
  const byEmail =
    email === null ? [] : [{ kind: "email", name: email, isUsed: signsInWithEmail && allowed !== "number" } as const];
  return [...byEmail, { kind: "number", name: number, isUsed: signsInWithNumber && allowed !== "email" }];
}

/** The names that work, for a mail to print (P-M4). */
export const usedNames = (ctx: Pick<Ctx, "settings">, holder: Holder): string =>
  signInNamesOf(ctx, holder)
    .filter(({ isUsed }) => isUsed)
    .map(({ name }) => name)
    .join(", ");
