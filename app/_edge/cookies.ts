import { cookies } from "next/headers";
import { cache } from "react";
import { days, inSeconds } from "@/core/duration";
import { newToken } from "@/core/security/token";
import { fullCookieName, type SecretCookie, STAFF_DOOR_COOKIE } from "@/core/sessions/cookie-name";
import { getEnv } from "@/settings/env";

const cookieName = (name: SecretCookie): string => fullCookieName(name, getEnv().publicUrl);

/** The value the browser sent, if any. */
export async function readCookie(name: SecretCookie): Promise<string | undefined> {
  return (await cookies()).get(cookieName(name))?.value;
}

/** Sets a cookie; only in actions and route handlers. */
export const writeCookie = (name: SecretCookie, value: string, maxAgeSeconds: number): Promise<void> =>
  write(cookieName(name), value, { maxAge: maxAgeSeconds, ...(name === STAFF_DOOR_COOKIE ? AT_STAFF_DOOR : EVERYWHERE) });

/** Sets a cookie that opens nothing, by its name as it stands. Scripts have no business with it all the same (T-K1). */
export const writePlainCookie = (name: string, value: string, maxAgeSeconds: number): Promise<void> =>
  write(name, value, { maxAge: maxAgeSeconds, ...EVERYWHERE });

const EVERYWHERE = { sameSite: "lax", path: "/" } as const;
const AT_STAFF_DOOR = { sameSite: "strict", path: "/admin" } as const;

type Sent = (typeof EVERYWHERE | typeof AT_STAFF_DOOR) & { readonly maxAge: number };

async function write(name: string, value: string, sent: Sent): Promise<void> {
  (await cookies()).set(name, value, { httpOnly: true, secure: getEnv().publicUrl.startsWith("https:"), ...sent });
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
