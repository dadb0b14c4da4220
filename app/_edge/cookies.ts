import { cookies } from "next/headers";
import { cache } from "react";
import { days, inSeconds } from "@/core/duration";
import { newToken } from "@/core/security/token";
import { fullCookieName, type SecretCookie } from "@/core/sessions/cookie-name";
import { getEnv } from "@/settings/env";

const isSecure = () => getEnv().publicUrl.startsWith("https:");

const cookieName = (name: SecretCookie): string => fullCookieName(name, getEnv().publicUrl);

/** The value the browser sent, if any. */
export async function readCookie(name: SecretCookie): Promise<string | undefined> {
  return (await cookies()).get(cookieName(name))?.value;
}

/** Sets a cookie; only in actions and route handlers. */
export async function writeCookie(name: SecretCookie, value: string, maxAgeSeconds: number): Promise<void> {
  const options = { httpOnly: true, secure: isSecure(), sameSite: "lax", path: "/" } as const;
  (await cookies()).set(cookieName(name), value, { ...options, maxAge: maxAgeSeconds });
}

/** Takes a cookie away. */
export async function clearCookie(name: SecretCookie): Promise<void> {
  await writeCookie(name, "", 0);
}

/** A fresh value for a page's hidden `attempt` field: if this browser has no attempt cookie yet, the action adopts it. */
export const newAttempt = cache(() => newToken());

/** Longer than anything that waits for a proof. */
const ATTEMPT_LASTS = days(7);

/**
 * The attempt this browser is on, which links and codes are bound to: its cookie's, else the one its page was made with, so that a form
 * sent twice at once is one attempt; else a new one. Opens nothing by itself. Only in actions.
 */
export async function adoptAttempt(fromPage: string): Promise<string> {
  const attempt = [await readCookie("foyer-attempt"), fromPage].find((one) => one && /^[\w-]{43}$/.test(one)) ?? newToken();
  await writeCookie("foyer-attempt", attempt, inSeconds(ATTEMPT_LASTS));
  return attempt;
}
