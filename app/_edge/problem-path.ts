import { type FailureCode, isFailureCode } from "@/core/failures";

type Problem = {
  readonly code: FailureCode;
  readonly supportCode?: string | undefined;
  readonly returnTo?: string;
  /** Where somebody came from: unless said, to sign in. */
  readonly page?: "/sign-in" | "/account/security" | "/account/data";
};

/** The page that tells of a failure on the way to it: to a provider and back, or to a file. The sign-in page then never leads on by itself (P-A4). */
export function problemPath({ code, supportCode, returnTo, page = "/sign-in" }: Problem): string {
  const query = new URLSearchParams({ problem: code });
  if (supportCode) query.set("support", supportCode);
  if (returnTo) query.set("returnTo", returnTo);
  return `${page}?${query}`;
}

/**
 * The failure that such an address asks a page to tell of, if it is one that a sign-in through a provider can end with: nobody makes our
 * pages say anything else (T-O17).
 */
export function shownProblem(code: unknown): FailureCode | null {
  return typeof code === "string" && isFailureCode(code) && /^(sso\.|registration\.|limits\.)/.test(code) ? code : null;
}

/** The support code that such an address brings along, if it has the form of one. */
export const shownSupportCode = (code: unknown): string | null =>
  typeof code === "string" && /^[2-9A-Z]{4}-[2-9A-Z]{4}$/.test(code) ? code : null;
