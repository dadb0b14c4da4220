import type { Ctx } from "@/core/ctx";

type Account = {
  readonly email: string | null;
  readonly number: string;
  readonly signsInWithEmail: boolean;
  readonly signsInWithNumber: boolean;
};

/** One name of an account, and whether it works at sign-in: by the account and by the settings (P-A9). */
export type SignInName = { readonly kind: "email" | "number"; readonly name: string; readonly isUsed: boolean };

/** The names of an account, for its owner and nobody else. */
export function signInNames({ settings }: Pick<Ctx, "settings">, account: Account): SignInName[] {
  const allowed = settings.access.signInNames;
  const { email, number, signsInWithEmail, signsInWithNumber } = account;
  const byEmail =
    email === null ? [] : [{ kind: "email", name: email, isUsed: signsInWithEmail && allowed !== "number" } as const];
  return [...byEmail, { kind: "number", name: number, isUsed: signsInWithNumber && allowed !== "email" }];
}

/** The names that work, as a mail prints them (P-M4). */
export const usedNames = (ctx: Pick<Ctx, "settings">, account: Account): string =>
  signInNames(ctx, account)
    .filter(({ isUsed }) => isUsed)
    .map(({ name }) => name)
    .join(", ");
