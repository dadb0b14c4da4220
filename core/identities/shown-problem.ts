import { type FailureCode, isFailureCode } from "@/core/failures";

/**
 * The failure that an address asks a page to tell of, if it is one that a sign-in through a provider can end with: nobody makes our pages
 * say anything else (T-O17).
 */
export function shownProblem(code: unknown): FailureCode | null {
  return typeof code === "string" && isFailureCode(code) && /^(sso\.|registration\.|limits\.)/.test(code) ? code : null;
}

/** The support code that an address brings along, if it has the form of one. */
export const shownSupportCode = (code: unknown): string | null =>
  typeof code === "string" && /^[2-9A-Z]{4}-[2-9A-Z]{4}$/.test(code) ? code : null;
