import { cookies } from "next/headers";
import { cache } from "react";
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
