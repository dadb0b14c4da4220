import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type Provider from "oidc-provider";
import type { Configuration } from "oidc-provider";
import { type Duration, days, minutes } from "@/core/duration";
import { cast } from "@/db/seed/cast";
import type { ProviderKeys } from "@/server/demo-provider-keys";
import { choicePage, DEMO_PAGE_HEADERS, sorryPage } from "@/server/demo-provider-pages";

/** Answers a request. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

type Options = {
  readonly issuer: string;
  readonly publicUrl: string;
  readonly connection: string;
  readonly keys: ProviderKeys;
};

const CHOICE = "/choose/";

/** The people of the cast whom Wren ID knows. It has seen the mailboxes of both. */
const people = cast.filter(({ role }) => role === "sso");

const subjectOf = ({ firstName }: { readonly firstName: string }) => `wren-${firstName.toLowerCase()}`;

/** Makes the OpenID provider of the demo: one client, the people of the cast, no passwords. */
export async function makeDemoOidc(options: Options): Promise<Listener> {
  const provider = await quietly(async () => {
    const { default: Oidc } = await import("oidc-provider");
    return new Oidc(options.issuer, configure(options));
  });
  signOutAtOnce(provider, options.publicUrl);
  const answer = provider.callback();
  return (request, response) =>
    request.url?.startsWith(CHOICE) ? choose(provider, options.publicUrl, request, response) : answer(request, response);
}

/** Its words to developers, of versions of Node and of storage in memory, are none for who tries out a shop. */
async function quietly<T>(make: () => Promise<T>): Promise<T> {
  const { warn, info } = console;
  const isItsOwn = (said: readonly unknown[]) => String(said[0]).includes("oidc-provider");
  console.warn = (...said: unknown[]) => (isItsOwn(said) ? undefined : warn(...said));
  console.info = (...said: unknown[]) => (isItsOwn(said) ? undefined : info(...said));
  try {
    return await make();
  } finally {
    Object.assign(console, { warn, info });
  }
}

const toSeconds = ({ ms }: Duration) => ms / 1000;

function configure({ publicUrl, connection, keys }: Options): Configuration {
  const { clientId, clientSecret, cookieKey, signingKey } = keys;
  const [short, long] = [toSeconds(minutes(10)), toSeconds(days(1))];
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${publicUrl}/api/auth/callback/${connection}`],
        post_logout_redirect_uris: [`${publicUrl}/signed-out`],
      },
    ],
    jwks: { keys: [{ ...signingKey, kty: "RSA" }] },
    // Every port of localhost shares its cookies.
    cookies: {
      keys: [cookieKey],
      names: { session: "wren-id.session", interaction: "wren-id.interaction", resume: "wren-id.resume" },
    },
    conformIdTokenClaims: false,
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "given_name", "family_name"] },
    interactions: { url: (_ctx, { uid }) => `${CHOICE}${uid}` },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true, logoutSource: () => undefined } },
    ttl: { AccessToken: short, AuthorizationCode: 60, IdToken: short, Interaction: short, Session: long, Grant: long },
    findAccount: (_ctx, sub) => {
      const claims = claimsOf(sub);
      return claims ? { accountId: sub, claims: () => claims } : undefined;
    },
    loadExistingGrant: async ({ oidc: { client, session, provider } }) => {
      const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    renderError: (ctx) => {
      ctx.set(DEMO_PAGE_HEADERS);
      ctx.body = sorryPage(publicUrl);
    },
  };
}

function claimsOf(sub: string) {
  const person = people.find((one) => subjectOf(one) === sub);
  if (!person) return null;
  const { firstName, lastName, email } = person;
  return { sub, name: `${firstName} ${lastName}`, given_name: firstName, family_name: lastName, email, email_verified: true };
}

/**
 * Whoever comes to sign out is signed out and sent back. A provider for real people would ask first: another site could lead them here.
 */
function signOutAtOnce(provider: Provider, publicUrl: string): void {
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.oidc?.route !== "end_session" || ctx.status !== 200) return;
    await ctx.oidc.session?.destroy();
    ctx.redirect(String(ctx.oidc.params?.post_logout_redirect_uri ?? publicUrl));
  });
}

/** The page on which somebody says who they are; what was pressed there is believed. */
async function choose(provider: Provider, shop: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const waiting = await provider.interactionDetails(request, response).catch(() => null);
  if (request.method !== "POST" || !waiting) {
    const shown = people.map((one) => ({ ...one, value: subjectOf(one) }));
    response.writeHead(waiting ? 200 : 410, DEMO_PAGE_HEADERS).end(waiting ? choicePage(shown) : sorryPage(shop));
    return;
  }
  const chosen = new URLSearchParams(await text(request)).get("person") ?? "";
  const login = claimsOf(chosen) ? { login: { accountId: chosen } } : { error: "access_denied" };
  await provider.interactionFinished(request, response, login, { mergeWithLastSubmission: false });
}
