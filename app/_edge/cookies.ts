import { cookies } from "next/headers";
import { cache } from "react";
import { newToken } from "@/core/security/token";
import { getEnv } from "@/settings/env";

/** Cookies that open something: host-bound, never readable by scripts (T-K1). Names are public. */
export type SecretCookie = "foyer.sid" | "foyer-staff" | "foyer-attempt";

const isSecure = () => getEnv().publicUrl.startsWith("https:");

/** The full name of a cookie: with the __Host- prefix wherever the browser lets us, which is everywhere but http://localhost. */
export const cookieName = (name: SecretCookie): string => (isSecure() ? `__Host-${name}` : name);

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
