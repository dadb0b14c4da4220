import type { NextAuthConfig } from "next-auth";
import { type AdapterCtx, makeAdapter } from "@/auth/adapter";
import { days, inSeconds } from "@/core/duration";
import { newToken } from "@/core/security/token";
import { describeSession } from "@/core/sessions/describe-session";

/** What a configuration is made of: an installation as it is at this moment. */
export type AuthCtx = AdapterCtx & {
  readonly authSecrets: readonly [string, ...string[]];
  /** The full name of our session cookie. */
  readonly sessionCookie: string;
  readonly isSecure: boolean;
};

/**
 * The configuration of Auth.js, made anew for every call: it follows the settings without a restart, and Auth.js writes into what it is
 * given. Auth.js runs redirect flows and nothing else (decision 1). A Credentials provider must never stand here: it signs in past every
 * rule of ours, and once seen it breaks database sessions until the next start.
 */
export function makeAuthConfig(ctx: AuthCtx): NextAuthConfig {
  const maxAge = inSeconds(days(ctx.settings.sessions.absoluteDays));
  return {
    providers: [],
    adapter: makeAdapter(ctx),
    basePath: "/api/auth",
    trustHost: true,
    secret: [...ctx.authSecrets],
    useSecureCookies: ctx.isSecure,
    // No sliding: updateAge equal to maxAge is never due.
    session: { strategy: "database", maxAge, updateAge: maxAge, generateSessionToken: newToken },
    cookies: {
      sessionToken: {
        name: ctx.sessionCookie,
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: ctx.isSecure },
      },
    },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/signed-out" },
    callbacks: {
      signIn: () => false,
      session: ({ session, user }) =>
        describeSession({
          accountId: user.id,
          name: user.name ?? "",
          email: user.email || null,
          expiresAt: new Date(session.expires),
        }),
    },
  };
}
