import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import Provider, { type ClientMetadata, type Configuration } from "oidc-provider";
import { z } from "zod";
import { freePort } from "./product";

/** Somebody whom the provider knows by a login name, with the claims it will send. */
export type Person = { readonly login: string } & Readonly<Record<string, unknown>>;

/** A real OpenID provider on loopback. */
export type OidcProvider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The texts of a connection to it. */
  readonly texts: Readonly<Record<string, string>>;
  /** Signs a person in there, as a browser would, and answers where the provider sends it back to. */
  signIn(authorizeUrl: string, login: string): Promise<string>;
  /** Ends listening; `start` listens again at the same address. */
  stop(): Promise<void>;
  start(): Promise<void>;
};

type Options = {
  /** Addresses that people may be sent back to. */
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris?: readonly string[];
  readonly people?: readonly Person[];
  readonly client?: Partial<ClientMetadata>;
  readonly configuration?: Configuration;
};

/** Ann and Ben, whose addresses the provider has verified, and Una, whose it has not. */
export const PEOPLE: readonly Person[] = [
  { login: "ann", email: "ann@work.example", email_verified: true, given_name: "Ann", family_name: "Archer" },
  { login: "ben", email: "ben@work.example", email_verified: true, given_name: "Ben", family_name: "Baker" },
  { login: "una", email: "una@work.example", email_verified: false, given_name: "Una", family_name: "Ulm" },
];

/** Starts one. A person's subject is `sub-<login>`. */
export async function startOidcProvider(options: Options): Promise<OidcProvider> {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const [clientId, clientSecret] = ["foyer", "a client secret of the tests, long enough"];
  const provider = new Provider(issuer, configure(options, clientId, clientSecret));
  const answer = provider.callback();
  const receive = (request: IncomingMessage, response: ServerResponse) => {
    const isLogin = request.url?.startsWith("/login/");
    return isLogin ? finishLogin(provider, request, response) : answer(request, response);
  };
  let server = createServer(receive);
  const start = () => new Promise<void>((resolve) => server.listen(port, () => resolve()));
  await start();
  return {
    issuer,
    clientId,
    clientSecret,
    texts: { issuer, clientId, clientSecret },
    signIn: (url, login) => walk(url, login, issuer),
    start: () => {
      server = createServer(receive);
      return start();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function configure(options: Options, clientId: string, clientSecret: string): Configuration {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const people = options.people ?? PEOPLE;
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...options.redirectUris],
        post_logout_redirect_uris: [...(options.postLogoutRedirectUris ?? [])],
        ...options.client,
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" }] },
    cookies: { keys: ["a cookie key of the tests"] },
    conformIdTokenClaims: false,
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "given_name", "family_name"] },
    interactions: { url: (_ctx, { uid }) => `/login/${uid}` },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    ttl: { AccessToken: 300, AuthorizationCode: 60, IdToken: 300, Interaction: 300, Session: 300, Grant: 300 },
    findAccount: (_ctx, sub) => {
      const person = people.find(({ login }) => sub === `sub-${login}`);
      if (!person) return undefined;
      const { login: _login, ...claims } = person;
      return { accountId: sub, claims: () => ({ ...claims, sub }) };
    },
    loadExistingGrant: async ({ oidc: { client, session, provider } }) => {
      const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    ...options.configuration,
  };
}

/** Whoever the header names has signed in; without one there is a form, for browsers. */
async function finishLogin(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const typed = request.method === "POST" ? new URLSearchParams(await readText(request)).get("login") : null;
  const login = typed ?? request.headers["x-login"];
  if (typeof login !== "string") {
    const form = '<form method="post"><label>Login <input name="login"></label><button>Continue</button></form>';
    response.writeHead(200, { "content-type": "text/html" }).end(form);
    return;
  }
  const result = login === "nobody" ? { error: "access_denied" } : { login: { accountId: `sub-${login}` } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(z.instanceof(Buffer).parse(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

async function walk(from: string, login: string, issuer: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = new URL(from);
  for (let hops = 0; hops < 10; hops++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, { redirect: "manual", headers: { cookie, "x-login": login } });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    const location = answer.headers.get("location");
    if (location === null) throw new Error(`the provider answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
    await answer.body?.cancel();
    url = new URL(location, url);
    if (url.origin !== issuer) return url.href;
  }
  throw new Error("the provider sends its visitor in circles");
}
