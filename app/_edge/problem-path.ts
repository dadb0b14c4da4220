import type { FailureCode } from "@/core/failures";

type Problem = { readonly code: FailureCode; readonly supportCode?: string | undefined; readonly returnTo?: string };

/** The sign-in page that tells of a failure of a sign-in through a provider, and never leads on by itself (P-A4). */
export function problemPath({ code, supportCode, returnTo }: Problem): string {
  const query = new URLSearchParams({ problem: code });
  if (supportCode) query.set("support", supportCode);
  if (returnTo) query.set("returnTo", returnTo);
  return `/sign-in?${query}`;
}
