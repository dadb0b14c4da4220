import { customFetch, type NextAuthConfig } from "next-auth";
import type { OAuth2Config, OIDCConfig } from "next-auth/providers";
import { clockTolerance } from "oauth4webapi";
import { type AdapterCtx, makeAdapter } from "@/auth/adapter";
import { findHandshake, type Handshake, noteTrouble } from "@/auth/handshake";
import { providerFetch } from "@/auth/provider-fetch";
import { troubleOfAuthjs } from "@/auth/troubles";
import { days, inSeconds } from "@/core/duration";
import { SKEW } from "@/core/oidc/id-token";
import { newToken } from "@/core/security/token";
import { describeSession } from "@/core/sessions/describe-session";
import type { Claims } from "@/providers/provider";

/** What a configuration is made of: an installation as it is at this moment. */
export type AuthCtx = AdapterCtx & {
  readonly authSecrets: readonly [string, ...string[]];
  /** The full name of our session cookie. */
  readonly sessionCookie: string;
  readonly isSecure: boolean;
  readonly origin: string;
};

/**
 * The configuration of Auth.js, made anew for every call: it follows the settings without a restart, and Auth.js writes into what it is
 * given. Auth.js runs redirect flows and nothing else (decision 1). It sees the connection of the handshake it runs in, and none outside of
 * one: reading a session costs the same however many there are. A Credentials provider must never stand here: it signs in past every rule of
 * ours, and once seen it breaks database sessions until the next start.
 */
export function makeAuthConfig(ctx: AuthCtx): NextAuthConfig {
  const maxAge = inSeconds(days(ctx.settings.sessions.absoluteDays));
  const handshake = findHandshake();
  return {
    providers: handshake ? [providerOf(handshake)] : [],
    adapter: makeAdapter(ctx),
    basePath: "/api/auth",
    trustHost: true,
    secret: [...ctx.authSecrets],
    useSecureCookies: ctx.isSecure,
    // No sliding: updateAge equal to maxAge is never due.
    session: { strategy: "database", maxAge, updateAge: maxAge, generateSessionToken: newToken },
    cookies: {
      ...checkCookies(ctx.isSecure),
      ...(handshake ? { callbackUrl: { name: handshake.unusedCookie } } : {}),
      sessionToken: {
        name: ctx.sessionCookie,
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: ctx.isSecure },
      },
    },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/signed-out" },
    // Its own would print what providers send, tokens included (T-O23).
    logger: {
      error: (error) => noteTrouble(findHandshake(), troubleOfAuthjs(error)),
      warn: () => undefined,
      debug: () => undefined,
    },
    callbacks: {
      signIn: ({ account, profile }) => keepReturned(ctx.origin, account?.id_token, profile),
      // Where Auth.js leads is never followed: what it read from cookies and parameters does not matter (T-O22).
      redirect: () => ctx.origin,
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

/**
 * The names of Auth.js's checks, bound to this host like every cookie of ours: with its own, `__Secure-`, a page of a sibling domain could
 * put the checks of its own sign-in into somebody's browser, and sign them in as somebody else (T-K1, T-O1).
 */
export function checkCookies(isSecure: boolean) {
  const named = (check: string) => ({ name: `${isSecure ? "__Host-" : ""}authjs.${check}` });
  return { pkceCodeVerifier: named("pkce.code_verifier"), state: named("state"), nonce: named("nonce") };
}

/** Takes what came back and sends Auth.js home before it would sign anybody in, link or make anybody. */
function keepReturned(origin: string, idToken: string | undefined, claims: Claims | undefined): string {
  const handshake = findHandshake();
  if (handshake && claims) handshake.returned = { claims: { ...claims }, idToken: idToken ?? null };
  return origin;
}

function providerOf(handshake: Handshake): OIDCConfig<Claims> | OAuth2Config<Claims> {
  const { id, label, door } = handshake.connection;
  const made = door.toAuthjs();
  const common = {
    id,
    name: label,
    // It stands here and not in `options`, since Auth.js merges those and loses what is named by symbols.
    client: { ...made.client, [clockTolerance]: inSeconds(SKEW) },
    // Only for the look-up that Auth.js makes with it. Who somebody is, our own reader says (T-O10).
    profile: (claims: Claims) => ({ id: typeof claims.sub === "string" ? claims.sub.slice(0, 255) : "nobody" }),
    account: () => ({}),
    [customFetch]: providerFetch(handshake),
  };
  return made.type === "oidc"
    ? { ...made, ...common, checks: ["pkce", "state", "nonce"] }
    : { ...made, ...common, checks: ["pkce", "state"] };
}
