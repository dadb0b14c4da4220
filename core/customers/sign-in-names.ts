import type { Settings } from "@/settings/registry";

type Names = {
  readonly email: string | null;
  readonly number: string;
  readonly signsInWithEmail: boolean;
  readonly signsInWithNumber: boolean;
};

/** The names that an account signs in with at this shop now (P-A9), for a mail to its owner and nobody else. */
export function signInNames({ access }: Pick<Settings, "access">, account: Names): string[] {
  const { email, number, signsInWithEmail, signsInWithNumber } = account;
  const byEmail = access.signInNames !== "number" && signsInWithEmail && email !== null ? [email] : [];
  const byNumber = access.signInNames !== "email" && signsInWithNumber ? [number] : [];
  return [...byEmail, ...byNumber];
}
