import { type Handshake, noteTrouble } from "@/auth/handshake";
import { fetchOutside } from "@/core/net/fetch-outside";
import { type Discovery, discoveryAddress } from "@/core/oidc/discovery";
import { verifyIdToken } from "@/core/oidc/id-token";
import { DISCOVERY_IS_FRESH, DISCOVERY_LASTS } from "@/core/oidc/known-providers";
import { isOutsideFailure, ProviderFailure, troubleOf } from "@/core/oidc/provider-failure";

/**
 * What Auth.js asks a provider with, in place of `fetch`. Nothing reaches it that was not checked here: it compares no signature, trusts
 * any http, waits without end and follows what it is told. Whatever is wrong is noted in the handshake before it is thrown.
 */
export const providerFetch =
  (handshake: Handshake): typeof fetch =>
  async (input, init) => {
    try {
      return await answer(handshake, new Request(input, init));
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble) noteTrouble(handshake, trouble);
      // What a provider answers to one person's code says nothing about whether it is there; that it does not answer does.
      if (isOutsideFailure(error) && trouble !== "provider.address-refused") handshake.isAway = true;
      throw error;
    }
  };

async function answer(handshake: Handshake, request: Request): Promise<Response> {
  const { issuer } = handshake.connection.door;
  if (issuer === null) return ask(handshake, request);
  const discovery = await discover(handshake, issuer);
  if (request.url === new URL(discoveryAddress(issuer)).href) return asAnswer(discovery);
  const response = await ask(handshake, request);
  return request.url === new URL(discovery.tokenEndpoint).href ? checkTokens(handshake, discovery, response) : response;
}

/** On the way there the provider must have answered a moment ago. */
async function discover(handshake: Handshake, issuer: string): Promise<Discovery> {
  const { known, outside, leg } = handshake;
  try {
    return await known.getDiscovery(outside, issuer, leg === "there" ? DISCOVERY_IS_FRESH : DISCOVERY_LASTS);
  } catch (error) {
    handshake.isAway = true;
    throw error;
  }
}

/** Auth.js asks for a UserInfo endpoint even where it never uses it. */
function asAnswer({ document, userinfoEndpoint, issuer }: Discovery): Response {
  return Response.json({ ...document, userinfo_endpoint: userinfoEndpoint ?? `${issuer.replace(/\/$/, "")}/no-userinfo` });
}

async function ask({ outside }: Handshake, request: Request): Promise<Response> {
  const body = request.method === "POST" ? { body: await request.text() } : {};
  const method = request.method === "POST" ? "POST" : "GET";
  const response = await fetchOutside(outside, request.url, { method, headers: Object.fromEntries(request.headers), ...body });
  if (response.status >= 500) throw new ProviderFailure("provider.error");
  // Signed user info would have to be verified, too; the same comes plain from the same place.
  if (/jwt/i.test(response.headers.get("content-type") ?? "")) throw new ProviderFailure("provider.unreadable");
  return response;
}

/** Lets a token answer through once its ID token is verified; errors pass, and are Auth.js's to report. */
async function checkTokens(handshake: Handshake, discovery: Discovery, response: Response): Promise<Response> {
  if (response.status !== 200) throw new ProviderFailure("token.refused");
  const tokens: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  if (typeof tokens !== "object" || tokens === null) throw new ProviderFailure("provider.unreadable");
  const idToken = "id_token" in tokens ? tokens.id_token : null;
  if (typeof idToken !== "string") throw new ProviderFailure("id-token.malformed");
  const keys = handshake.known.keysOf(handshake.outside, discovery.jwksUri);
  await verifyIdToken(idToken, { issuer: discovery.issuer, clientId: handshake.connection.door.clientId, keys });
  return response;
}
