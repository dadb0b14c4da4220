import NextAuth from "next-auth";
import { makeAuthConfig } from "@/auth/config";
import { fullCookieName } from "@/core/sessions/cookie-name";
import { getInstallation } from "@/server/installation";

const nextAuth = NextAuth(async () => {
  const { database, settings, env } = getInstallation();
  const { values } = await settings.current();
  return makeAuthConfig({
    db: database.db,
    settings: values,
    authSecrets: env.authSecrets,
    sessionCookie: fullCookieName("foyer.sid", env.publicUrl),
    isSecure: env.publicUrl.startsWith("https:"),
    origin: env.publicUrl,
  });
});

/** Auth.js's own view of who is signed in, for code that was written for it. Pages of ours use `visit()`, which asks once per request. */
export const auth = nextAuth.auth;

/** The HTTP side of redirect flows; auth/go.ts and auth/come-back.ts run it, inside of a handshake. */
export const handlers = nextAuth.handlers;

/** Auth.js's start of a redirect flow; only auth/go.ts runs it. */
export const startFlow = (connection: string): Promise<unknown> =>
  nextAuth.signIn(connection, { redirect: false, redirectTo: "/" });
